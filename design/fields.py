"""Form fields that HTML has no control for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DateParts(forms.MultiWidget):
    """Three boxes: year, month, day, in this order in every language."""

    use_fieldset = True
    boxes = ("year", "month", "day")
    labels = (_("Year"), _("Month"), _("Day"))
    digits = (4, 2, 2)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(dict.fromkeys(self.boxes, box), attrs)

    def decompress(self, value: date | str | list[str] | None) -> list[Any]:
        """Return the texts of the boxes for a date, for one written 2026-03-27, or for texts of the boxes."""
        if isinstance(value, list):
            return (value + [None] * 3)[:3]
        if isinstance(value, str):
            return (value.split("-") + [None] * 3)[:3]
        return [value.year, value.month, value.day] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, label, digits in zip(context["widget"]["subwidgets"], self.labels, self.digits, strict=True):
            box |= {"label": label, "digits": digits}
        return context


class DatePartsField(forms.MultiValueField):
    """A date typed as year, month and day. Its errors name the field: "Launch date must be a real date, …"."""

    widget = DateParts

    def __init__(self, **kwargs: Any) -> None:
        boxes = [forms.CharField(required=False) for _box in range(3)]
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        texts = [str(text or "").strip() for text in value or []]
        if not any(texts) and not self.required:
            return None
        if not any(texts):
            raise ValidationError(self.error_messages["required"], code="required")
        try:
            return date(*(int(text) for text in texts))
        except (ValueError, TypeError, OverflowError):
            wrong = _("%(field)s must be a real date, such as 2026 3 27")
            raise ValidationError(wrong, code="date", params={"field": self.label}) from None


class LongTextField(forms.CharField):
    """Text of several lines. A line break counts as one character, as it does in the browser's own count."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text
