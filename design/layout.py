"""What a form page is laid out with, beside crispy's own ``Layout`` and ``Fieldset``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class KeptFile(Protocol):
    """A file that was uploaded before."""

    name: str
    size: int  # bytes

    @property
    def url(self) -> str: ...


@dataclass(frozen=True)
class Remark:
    """What is said about a field, in the place where it is asked: a form with ``remarks``, by field, has its questions
    drawn with them.

    ``title`` stands above the ``text``; ``anchor`` is the id that links lead to; ``reply`` is a form of its own names,
    drawn below the field and sent with the page's form.
    """

    title: str
    text: str
    anchor: str
    reply: forms.Form | None = None


class PortalHelper(FormHelper):
    """A form as this portal draws it; the browser's own error bubbles stay away, since ours say more."""

    def __init__(self, *parts: Any, method: str = "post", action: str = "", tag: bool = True) -> None:
        super().__init__()
        self.layout = Layout(*parts) if parts else None
        self.form_method = method
        self.form_action = action
        self.form_tag = tag
        # Within a form tag of the page, the page writes the token once.
        self.disable_csrf = not tag
        self.include_media = False
        self.attrs = {"novalidate": True}


class Question(LayoutObject):
    """One field with what stands around it.

    ``note``: a reviewer's comment, with ``note_title`` above it; ``hints``: one line for each choice, by value;
    ``optional``: whether "(optional)" stands beside the label (told from the field unless given);
    ``width``: of a text box, in characters (2, 3, 4, 5, 10, 20, 30); ``columns``, ``inline``: how choices are set;
    ``size``: of the label: s, m or l; ``heading``: the label is also the page's h1.
    """

    def __init__(self, field: str, **around: Any) -> None:
        self.fields = [field]
        self.around = around

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        around = self.around | self.inside(form, context, template_pack)
        remark = getattr(form, "remarks", {}).get(self.fields[0])
        if remark is None:
            return render_field(self.fields[0], form, context, extra_context={"around": around})
        around |= {"note": remark.text, "note_title": remark.title}
        drawn = render_field(self.fields[0], form, context, extra_context={"around": around})
        return render_to_string(f"{template_pack}/layout/remark.html", {"remark": remark, "question": drawn})

    def inside(self, form: forms.BaseForm, context: Context, template_pack: Any) -> dict[str, Any]:
        """Return what a kind of question adds for the template."""
        return {}


class Revealing(Question):
    """Radios or checkboxes of which some reveal further parts: ``Revealing("outcome", {"return": ["days"]})``."""

    def __init__(self, field: str, reveals: Mapping[str, list[Any]], **around: Any) -> None:
        super().__init__(field, **around)
        self.reveals = reveals
        self.fields += [part for parts in reveals.values() for part in parts]

    def inside(self, form: forms.BaseForm, context: Context, template_pack: Any) -> dict[str, Any]:
        return {
            "reveals": {value: self.drawn(parts, form, context, template_pack) for value, parts in self.reveals.items()}
        }

    def drawn(self, parts: list[Any], form: forms.BaseForm, context: Context, template_pack: Any) -> SafeString:
        drawn = (render_field(part, form, context, template_pack=template_pack) for part in parts)
        return format_html_join("", "{}", ((each,) for each in drawn))


class Upload(Question):
    """A file. Where one is kept already, a row shows its name and size, with Replace and Remove.

    Remove is a link to a page that asks and then removes: a button within the form would be the one that the
    Enter key presses.
    """

    def __init__(self, field: str, kept: KeptFile | None = None, remove_url: str = "", **around: Any) -> None:
        super().__init__(field, kept=kept, remove_url=remove_url, **around)


class Fact(LayoutObject):
    """What is shown among the questions and not asked: ``Fact(_("Credit code"), code, hint=…)``."""

    def __init__(self, label: str, value: str, hint: str = "") -> None:
        self.fields: list[Any] = []
        self.label, self.value, self.hint = label, value, hint

    def render(self, form: Any, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        return render_to_string(f"{template_pack}/layout/fact.html", {"fact": self})


class Button(LayoutObject):
    """A button that posts the form: ``Button(_("Save and continue"))``; ``kind``: secondary or warning."""

    def __init__(self, label: str, name: str = "", value: str = "", kind: str = "") -> None:
        self.fields: list[Any] = []
        self.label, self.name, self.value, self.kind = label, name, value, kind

    def render(self, form: Any, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        return render_to_string(f"{template_pack}/layout/button.html", {"button": self})


class TextLink(LayoutObject):
    """A link in a form, such as Cancel."""

    def __init__(self, label: str, url: str) -> None:
        self.fields: list[Any] = []
        self.label, self.url = label, url

    def render(self, form: Any, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        return format_html('<a class="govuk-link" href="{}">{}</a>', self.url, self.label)


class ButtonGroup(LayoutObject):
    """Buttons and links side by side; ``note``: a quiet line after them, such as "Draft saved at 14:32"."""

    def __init__(self, *parts: Button | TextLink, note: str = "") -> None:
        self.fields = list(parts)
        self.note = note

    def render(self, form: Any, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        parts = [part.render(form, context, template_pack) for part in self.fields]
        return render_to_string(f"{template_pack}/layout/button_group.html", {"parts": parts, "note": self.note})


def counted(label: str, count: int) -> SafeString:
    """Return the label of a filter's choice with how many it would find: Voice (22)."""
    return format_html('{} <span class="pt-count">({})</span>', label, count)
