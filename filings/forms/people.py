"""The people who answer for the company: its legal representative, its algorithm security officer."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question, Revealing
from filings import identity_numbers, telephones
from filings.forms.base import DocumentField, SectionForm
from filings.forms.conditions import asked_if
from filings.vocabulary import IdType, YesNo

# None of this is about whoever fills it in, so that no browser shall offer or remember it (WCAG 1.3.5 asks for
# autocomplete only where it is).
APART = {"autocomplete": "off", "spellcheck": "false"}


def id_type_field(missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Identity document"),
        choices=IdType.choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def id_number_field(missing: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Number of the document"),
        help_text=_("As on the document. It is shown masked; whoever reads it in full leaves their name and reason."),
        max_length=60,
        error_messages={
            "required": missing,
            "max_length": _("The number of the document must be 60 characters or fewer"),
        },
        widget=forms.TextInput(attrs=APART),
    )


def tidy_id_number(cleaned: dict[str, Any], id_type: str, id_number: str) -> None:
    """Tidy the number among the ``cleaned`` answers, and raise ``ValidationError`` where it is none of its type."""
    if cleaned.get(id_type) and cleaned.get(id_number):
        number = identity_numbers.tidy(cleaned[id_number])
        identity_numbers.validate(cleaned[id_type], number)
        cleaned[id_number] = number


class LegalRepresentativeForm(SectionForm):
    legal_name = forms.CharField(
        label=_("Name"),
        help_text=_("As on the certificate of the company."),
        max_length=60,
        error_messages={
            "required": _("Enter the name of the legal representative"),
            "max_length": _("The name of the legal representative must be 60 characters or fewer"),
        },
        widget=forms.TextInput(attrs=APART),
    )
    legal_id_type = id_type_field(_("Select the identity document of the legal representative"))
    legal_id_number = id_number_field(_("Enter the number of the legal representative's identity document"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            tidy_id_number(cleaned, "legal_id_type", "legal_id_number")
        except ValidationError as wrong:
            self.add_error("legal_id_number", wrong)
        return cleaned

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("legal_name", width=20),
            Question("legal_id_type"),
            Question("legal_id_number", width=30),
            tag=False,
        )


class OfficerForm(SectionForm):
    """Where the officer is the legal representative, name and document are not asked a second time."""

    asked_if: ClassVar = dict.fromkeys(
        ("officer_name", "officer_id_type", "officer_id_number"), asked_if("officer_is_legal", YesNo.NO)
    )

    officer_is_legal = forms.ChoiceField(
        label=_("Is the legal representative also the algorithm security officer?"),
        choices=YesNo.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whether the legal representative is the algorithm security officer"),
            "invalid_choice": _("Select whether the legal representative is the algorithm security officer"),
        },
    )
    officer_name = forms.CharField(
        label=_("Name"),
        max_length=60,
        error_messages={
            "required": _("Enter the name of the algorithm security officer"),
            "max_length": _("The name of the algorithm security officer must be 60 characters or fewer"),
        },
        widget=forms.TextInput(attrs=APART),
    )
    officer_id_type = id_type_field(_("Select the identity document of the algorithm security officer"))
    officer_id_number = id_number_field(_("Enter the number of the algorithm security officer's identity document"))
    officer_mobile = forms.CharField(
        label=_("Mobile number"),
        help_text=_("Of the mainland, 11 digits. The offices call it when something is urgent."),
        max_length=40,
        error_messages={
            "required": _("Enter the mobile number of the algorithm security officer"),
            "max_length": _("The mobile number must have 11 digits and begin with 13 to 19"),
        },
        widget=forms.TextInput(attrs=APART | {"type": "tel", "inputmode": "tel"}),
    )
    officer_email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Enter the e-mail address of the algorithm security officer"),
            "invalid": _("Enter an e-mail address in the correct format, like name@example.cn"),
            "max_length": _("The e-mail address must be 254 characters or fewer"),
        },
        widget=forms.EmailInput(attrs=APART | {"inputmode": "email"}),
    )
    officer_title = forms.CharField(
        label=_("Position in the company"),
        max_length=60,
        error_messages={
            "required": _("Enter the position of the algorithm security officer"),
            "max_length": _("The position must be 60 characters or fewer"),
        },
        widget=forms.TextInput(attrs=APART),
    )
    officer_employment = DocumentField(
        label=_("Proof of employment"),
        help_text=_("Shows that the officer works for the company, with its seal."),
        missing=_("Upload the proof of employment of the algorithm security officer"),
    )

    def clean_officer_mobile(self) -> str:
        number = telephones.tidy(self.cleaned_data["officer_mobile"])
        telephones.validate_mobile(number)
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            tidy_id_number(cleaned, "officer_id_type", "officer_id_number")
        except ValidationError as wrong:
            self.add_error("officer_id_number", wrong)
        return cleaned

    @property
    def helper(self) -> PortalHelper:
        own = [
            Question("officer_name", width=20),
            Question("officer_id_type"),
            Question("officer_id_number", width=30),
        ]
        return PortalHelper(
            Revealing("officer_is_legal", {YesNo.NO.value: own}),
            Question("officer_mobile", width=20),
            Question("officer_email"),
            Question("officer_title", width=30),
            self.upload("officer_employment"),
            tag=False,
        )
