"""Tags and filters of base.html, the components and the form pack. ``{% load portal %}``"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.utils import flatatt
from django.template import Context
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design import errors, languages
from design.fields import DateParts

register = template.Library()

# Most particular first: CheckboxSelectMultiple is a RadioSelect, and RadioSelect is a Select's cousin.
KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (DateParts, "date"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
]
# 网信算备 | division | entity | type | year | sequence | check digit | 号
NUMBER = re.compile(r"(?:网信算备)?(\d{6})(\d{7})(\d{2})(\d{2})(\d{3})(\d)号?")


@register.simple_tag
def html_lang() -> str:
    return languages.language_tag(translation.get_language() or "en")


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[languages.LanguageLink]:
    """The page in each language; none where there is no request (the page of a crash)."""
    request = context.get("request")
    return languages.links_to(request.get_full_path()) if request else []


def faulty(context: Context) -> list[BaseForm | BaseFormSet]:
    """The page's forms that were sent: those it calls ``form``, ``formset`` and ``replies``, a list."""
    forms_here = (context.get("form"), context.get("formset"), *(context.get("replies") or ()))
    return [each for each in forms_here if isinstance(each, (BaseForm, BaseFormSet)) and each.is_bound]


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """ "Error: " at the head of the title, so that it is heard first, where a form of the page has errors."""
    return _("Error: ") if any(not form.is_valid() for form in faulty(context)) else ""


@register.inclusion_tag("portal/error_summary.html", takes_context=True)
def error_summary(context: Context, *given: BaseForm | BaseFormSet) -> dict[str, Any]:
    """What is wrong in the ``given`` forms, else in those of the page."""
    return {"problems": [problem for form in given or faulty(context) for problem in errors.problems_of(form)]}


@register.filter
def kind(field: BoundField) -> str:
    """Which template of portal/controls/ draws the field."""
    return next((name for widget, name in KINDS if isinstance(field.field.widget, widget)), "input")


@register.simple_tag(takes_context=True)
def described_by(context: Context, field: BoundField, also: str = "") -> str:
    """The ids of what describes the field: hint and error (Django knows them), a reviewer's note, those that the form
    itself has beside it (``notes``), ``also``."""
    note = f"{field.auto_id}_note" if around(context).get("note") else ""
    notes = [f"{field.auto_id}_note_{n}" for n, _note in enumerate(getattr(field, "notes", ()), 1)]
    return " ".join(filter(None, [field.aria_describedby, note, *notes, also]))


@register.simple_tag(takes_context=True)
def control(context: Context, field: BoundField, css: str, hook: str = "", also: str = "") -> SafeString:
    """The field's own control, of class ``css`` and, for a script, ``hook``; ``also``: an id that describes it too."""
    names = [css, hook, field.field.widget.attrs.get("class", "")]
    if width := around(context).get("width"):
        names.append(f"{css}--width-{width}")
    if field.errors:
        names.append(f"{css}--error")
    # The browser would cut a text at its limit without a word; the count below the box says how much is too much.
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, names)), "maxlength": False}
    if described := described_by(context, field, also):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


def around(context: Context) -> dict[str, Any]:
    """What the layout (design.layout.Question) put around the field."""
    return context.get("around") or {}


@register.simple_tag
def count_attributes(limit: int) -> SafeString:
    """The words of the character count, for the script that counts."""
    spoken = {"count": "%{count}"}  # the script's own placeholder

    def under(n: int) -> str:
        return ngettext("You have %(count)s character left", "You have %(count)s characters left", n) % spoken

    def over(n: int) -> str:
        return ngettext("You have %(count)s character too many", "You have %(count)s characters too many", n) % spoken

    return flatatt(
        {
            "data-maxlength": limit,
            "data-i18n.characters-under-limit.one": under(1),
            "data-i18n.characters-under-limit.other": under(2),
            "data-i18n.characters-at-limit": _("You have 0 characters left"),
            "data-i18n.characters-over-limit.one": over(1),
            "data-i18n.characters-over-limit.other": over(2),
        }
    )


@register.filter
def at(mapping: Mapping[str, Any] | None, key: Any) -> Any:
    return (mapping or {}).get(str(key), "")


@register.filter
def absolute(number: int) -> int:
    return abs(number)


@register.filter
def filing_number(number: str) -> SafeString | str:
    """A filing number in groups, as it is read aloud: 网信算备 330106 5072064 01 23 003 5 号.

    The gaps are drawn, not typed, so that a copied number is the number. What is no number stays as it is.
    """
    if not (match := NUMBER.fullmatch(number)):
        return number
    parts = ["网信算备", *match.groups()]
    groups = format_html_join("", '<span class="pt-number__group">{}</span>', ((part,) for part in parts))
    return format_html('<span class="pt-number" translate="no">{}号</span>', groups)
