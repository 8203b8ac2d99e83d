"""What the error summary at the top of a page lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BaseForm, BaseFormSet, BoundField


@dataclass(frozen=True)
class Problem:
    text: str
    target: str  # the id of the control that mends it; empty where no one control does


def first_control(field: BoundField) -> str:
    """Return the id of the first control of ``field``: a group of controls has none under the field's own id."""
    # CheckboxSelectMultiple is a RadioSelect.
    if isinstance(field.field.widget, (forms.RadioSelect, forms.MultiWidget)):
        return f"{field.auto_id}_0"
    return field.auto_id


def problems_of(form: BaseForm | BaseFormSet) -> Iterator[Problem]:
    """Yield what is wrong in ``form``, in the order of the page: the whole first, then field by field."""
    if isinstance(form, BaseFormSet):
        yield from (Problem(str(text), form.prefix or "") for text in form.non_form_errors())
        for each in form.forms:
            yield from problems_of(each)
        return
    yield from (Problem(str(text), "") for text in form.non_field_errors())
    for field in form:
        yield from (Problem(str(text), "" if field.is_hidden else first_control(field)) for text in field.errors)
