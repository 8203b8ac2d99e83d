"""What may be asked of the registry, in an address that can be kept and shared."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from registry.models import Batch, Entry, Role
from registry.search import Filters

UNKNOWN = {"invalid_choice": gettext_lazy("Choose a role, a province and a batch from the lists.")}


class SearchForm(forms.Form):
    """The filters of a search, and the rank from which a page goes on. ``q`` is read by ``search.read``."""

    role = forms.TypedChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=Role.choices,
        error_messages=UNKNOWN,
    )
    province = forms.TypedChoiceField(
        label=gettext_lazy("Province"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=Entry._meta.get_field("province").flatchoices,
        error_messages=UNKNOWN,
    )
    batch = forms.TypedChoiceField(
        label=gettext_lazy("Published in"), required=False, coerce=str, empty_value=None, error_messages=UNKNOWN
    )
    before = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    after = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def __init__(self, *args: Any, batches: Iterable[Batch], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_month = {batch.slug: batch for batch in batches}
        self.fields["batch"].choices = [(slug, month_of(batch)) for slug, batch in self.by_month.items()]  # type: ignore[attr-defined]

    @property
    def filters(self) -> Filters:
        chosen = self.cleaned_data
        batch = self.by_month.get(chosen.get("batch") or "")
        return Filters(chosen.get("role"), chosen.get("province"), batch.ordinal if batch else None)

    @property
    def refusal(self) -> str:
        """What is wrong with the filters, in a sentence; empty when nothing is."""
        wrong = (errors[0] for name, errors in self.errors.items() if name not in ("before", "after"))
        return str(next(wrong, ""))

    def options(self, name: str) -> list[tuple[str, str, bool]]:
        """The choices of a filter, as (value, label, whether it is chosen)."""
        chosen = self.data.get(name, "")
        choices = self.fields[name].choices  # type: ignore[attr-defined]
        return [(str(value), str(label), str(value) == chosen) for value, label in choices]

    def in_force(self) -> list[tuple[str, str]]:
        """The filters chosen, as (name, label)."""
        labels = {
            name: dict(field.choices)  # type: ignore[attr-defined]
            for name, field in self.fields.items()
            if name in ("role", "province", "batch")
        }
        chosen = {name: self.cleaned_data.get(name) for name in labels}
        return [(name, str(labels[name][value])) for name, value in chosen.items() if value is not None]


def month_of(batch: Batch) -> str:
    """A batch's month in words: March 2026."""
    return date_format(batch.month, "YEAR_MONTH_FORMAT")
