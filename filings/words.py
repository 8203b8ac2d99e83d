"""An answer as a reader sees it, told from the kind of its field."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from design.fields import DatePartsField
from divisions import PROVINCES, province_of
from filings import rows, sections


def of(key: str, value: Any) -> str:
    """Return the answer to the field ``key`` in full and in the reader's language; lines are parted by line breaks.
    An empty text where there is none. What a draft holds and is no right answer is shown as it was typed, but for a
    choice that is not offered."""
    if value is None or value in ("", []):
        return ""
    return ALONE[key](value) if key in ALONE else _by_kind(_fields().get(key), value)


def of_row(section: sections.ListSection, row: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """Return what a row of a list among ``answers`` says: a line for each question that is answered."""
    told = [(label, of_column(section, key, row, answers)) for key, label in section.form.labels().items()]
    return "\n".join(
        _("%(question)s: %(answer)s") % {"question": label, "answer": said} for label, said in told if said
    )


def of_column(section: sections.ListSection, key: str, row: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """Return one answer of a row."""
    if names := section.form.named(answers).get(key):
        return names.get(row.get(key, ""), "")
    return of(rows.key_of_field(section.name, key), row.get(key))


@cache
def _fields() -> Mapping[str, forms.Field]:
    """Return the form fields of all versions by key; of two the newest."""
    found: dict[str, forms.Field] = {}
    for section in sections.every():
        found = {**section.fields, **found}
    return found


def _by_kind(field: forms.Field | None, value: Any) -> str:
    match field:
        case forms.ChoiceField():
            return _chosen(field, value if isinstance(value, list) else [value])
        case DatePartsField():
            return _day(value)
        case forms.IntegerField():
            return number_format(value, use_l10n=True, force_grouping=True) if isinstance(value, int) else str(value)
    return str(value)


def _chosen(field: forms.ChoiceField, codes: list[str]) -> str:
    labels = dict(list[Any](field.choices))  # type: ignore[arg-type]  # in groups they never come
    return _(", ").join(str(labels[code]) for code in codes if code in labels)


def _day(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(text for text in value if text)
    return date_format(date.fromisoformat(value), "DATE_FORMAT")


def _division(code: str) -> str:
    province = province_of(code)
    return f"{code} · {PROVINCES[province]}" if province else code


ALONE: Mapping[str, Callable[[Any], str]] = {"division": _division}
