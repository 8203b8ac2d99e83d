"""Name, role and purpose of the algorithm."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from design.fields import LongTextField
from design.layout import PortalHelper, Question
from filings.forms.base import SectionForm
from filings.models import Filing
from filings.vocabulary import Domain

ROLE_HINTS = {
    Filing.Role.PROVIDER: _("You offer the service to users"),
    Filing.Role.SUPPORTER: _("You supply the technology to a provider"),
}


class AlgorithmForm(SectionForm):
    """The role is the filing's own; it stands here because it is asked here."""

    algorithm_name = forms.CharField(
        label=_("Algorithm name"),
        help_text=_("The name that will appear in the public registry, in Chinese, the same as in your report."),
        max_length=60,
        error_messages={
            "required": _("Enter the algorithm name"),
            "max_length": _("The algorithm name must be 60 characters or fewer"),
        },
    )
    role = forms.ChoiceField(
        label=_("Your role for this algorithm"),
        choices=Filing.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your role"), "invalid_choice": _("Select your role")},
    )
    domain = forms.MultipleChoiceField(
        label=_("What does it generate or edit?"),
        help_text=_("Select all that apply."),
        choices=Domain.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Select what the algorithm generates or edits"),
            "invalid_choice": _("Select what the algorithm generates or edits"),
        },
    )
    purpose = LongTextField(
        label=_("Main purpose"),
        help_text=_("Say where it is used, what the user puts in and what comes out. This text will be published."),
        max_length=200,
        error_messages={
            "required": _("Enter the main purpose"),
            "max_length": _("The main purpose must be 200 characters or fewer"),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @classmethod
    def kept_in(cls, filing: Filing) -> dict[str, Any]:
        return super().kept_in(filing) | {"role": filing.role}

    def clean_algorithm_name(self) -> str:
        name: str = self.cleaned_data["algorithm_name"]
        if len(name) < 2:
            raise ValidationError(_("The algorithm name must be 2 characters or more"), code="min_length")
        return name

    def answers(self) -> dict[str, Any]:
        found = super().answers()
        if found["role"] not in Filing.Role.values:
            del found["role"]
        return found

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("algorithm_name"),
            Question("role", hints=ROLE_HINTS),
            Question("domain", columns=True),
            Question("purpose"),
            tag=False,
        )
