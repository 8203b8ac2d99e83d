"""The kinds of question that the form asks, so that each is told in the same words.

``missing`` is the sentence where there is no answer; with none the question is optional. ``example`` is a good answer,
which a page shows on request.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from design.fields import DatePartsField, LongTextField

Words = Any  # a text, perhaps one that is translated when it is shown


def _too_long(label: Words, most: int) -> Words:
    return format_lazy(_("{field} must be {most} characters or fewer"), field=label, most=most)


def _with(field: Any, example: Words) -> Any:
    field.example = example
    return field


def short(
    label: Words, missing: Words = "", *, most: int, hint: Words = "", example: Words = "", **attrs: str
) -> forms.CharField:
    """A line of text of at most ``most`` characters."""
    return _with(
        forms.CharField(
            label=label,
            help_text=hint,
            required=bool(missing),
            max_length=most,
            error_messages={"required": missing, "max_length": _too_long(label, most)},
            widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
        ),
        example,
    )


def long(
    label: Words, missing: Words = "", *, most: int, hint: Words = "", example: Words = "", rows: int = 4
) -> LongTextField:
    """A text of several lines, with a count of what is left of its ``most`` characters."""
    return _with(
        LongTextField(
            label=label,
            help_text=hint,
            required=bool(missing),
            max_length=most,
            error_messages={"required": missing, "max_length": _too_long(label, most)},
            widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
        ),
        example,
    )


def one_of(choices: Any, label: Words, missing: Words, *, hint: Words = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices.choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def some_of(choices: Any, label: Words, missing: Words, *, hint: Words = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint or _("Select all that apply."),
        choices=choices.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class CountField(forms.IntegerField):
    """A whole number; commas and spaces between its digits are tidied away, full width is made half width."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        text = unicodedata.normalize("NFKC", str("" if value is None else value))
        return super().to_python(re.sub(r"[\s,_]", "", text))


def count(
    label: Words, missing: Words, *, least: int = 0, most: int, hint: Words = "", example: Words = ""
) -> CountField:
    return _with(
        CountField(
            label=label,
            help_text=hint,
            min_value=least,
            max_value=most,
            error_messages={
                "required": missing,
                "invalid": format_lazy(_("{field} must be a whole number"), field=label),
                "min_value": format_lazy(_("{field} must be {least} or more"), field=label, least=least),
                "max_value": format_lazy(_("{field} must be {most} or less"), field=label, most=f"{most:,}"),
            },
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        ),
        example,
    )


def day(label: Words, missing: Words, *, hint: Words = "") -> DatePartsField:
    return DatePartsField(label=label, help_text=hint, error_messages={"required": missing})


class WebAddressField(forms.URLField):
    """Without http:// or https:// it is taken for https; no other scheme will do."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=200, **kwargs)


def refuse_later_than(today: date, day: date | None, label: Words) -> None:
    """Raise ``ValidationError`` for a day to come."""
    if day and day > today:
        raise ValidationError(format_lazy(_("{field} must not be in the future"), field=label), code="future")
