"""What the company answers to a comment of a return."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.fields import LongTextField
from design.layout import Button, PortalHelper, Question, Revealing
from filings import corrections
from filings.models import Comment

HINTS = {
    Comment.Answer.FIXED: _("You changed the answer or the document accordingly."),
    Comment.Answer.CONTESTED: _("You leave it as it is, and say why."),
}


class AnswerForm(forms.Form):
    """It stands below the field that ``comment`` is about, within the form of the section, where it may be left for
    later; or on a page of its own, with a ``button``."""

    answer = forms.ChoiceField(
        choices=Comment.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Select whether it is fixed or contested")},
    )
    because = LongTextField(
        label=_("Why you contest it"),
        required=False,
        max_length=Comment.MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("The reason must be 2,000 characters or fewer")},
    )

    def __init__(self, comment: Comment, data: Any = None, *, button: bool = False) -> None:
        initial = {"answer": comment.answer, "because": comment.because}
        super().__init__(data, initial=initial, prefix=f"comment-{comment.number}")
        self.comment = comment
        number = {"number": comment.number}
        self.fields["answer"].label = gettext("Your answer to comment %(number)d") % number
        self.fields["answer"].required = button
        self.fields["answer"].error_messages["required"] = gettext("Select your answer to comment %(number)d") % number
        hints = {value.value: hint for value, hint in HINTS.items()}
        reveals = {Comment.Answer.CONTESTED.value: [Question("because", optional=False)]}
        self.helper = PortalHelper(
            Revealing("answer", reveals, hints=hints, optional=False),
            *([Button(gettext("Save this answer"), kind="secondary")] if button else []),
            tag=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        contested = cleaned.get("answer") == Comment.Answer.CONTESTED
        if contested and cleaned.get("because") == "":
            self.add_error("because", corrections.missing_reason(self.comment))
        return cleaned

    @property
    def is_answered(self) -> bool:
        """Whether it was sent with an answer that can be kept."""
        return self.is_bound and self.is_valid() and bool(self.cleaned_data["answer"])
