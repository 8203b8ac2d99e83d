"""The certificate by which the company is registered."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from design.fields import DatePartsField, LongTextField
from design.layout import PortalHelper, Question, Revealing
from filings.forms.base import DocumentField, SectionForm
from filings.forms.conditions import asked_if
from filings.vocabulary import CertificateTerm, CertificateType


class CertificateForm(SectionForm):
    asked_if: ClassVar = {"certificate_until": asked_if("certificate_term", CertificateTerm.UNTIL)}

    certificate_type = forms.ChoiceField(
        label=_("Type of certificate"),
        choices=CertificateType.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select the type of certificate"),
            "invalid_choice": _("Select the type of certificate"),
        },
    )
    certificate_address = LongTextField(
        label=_("Address on the certificate"),
        help_text=_("Exactly as it stands there, even if the company works elsewhere."),
        max_length=200,
        error_messages={
            "required": _("Enter the address on the certificate"),
            "max_length": _("The address on the certificate must be 200 characters or fewer"),
        },
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    certificate_term = forms.ChoiceField(
        label=_("How long is it valid?"),
        choices=CertificateTerm.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select how long the certificate is valid"),
            "invalid_choice": _("Select how long the certificate is valid"),
        },
    )
    certificate_until = DatePartsField(
        label=_("Last day of validity"),
        help_text=_("For example, 2036 3 27"),
        error_messages={"required": _("Enter the last day of validity of the certificate")},
    )
    certificate_scan = DocumentField(
        label=_("Scan of the certificate"),
        help_text=_("Of the original, in colour, every page."),
        missing=_("Upload the scan of the certificate"),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("certificate_type", columns=True),
            Question("certificate_address"),
            Revealing("certificate_term", {CertificateTerm.UNTIL.value: [Question("certificate_until")]}),
            self.upload("certificate_scan"),
            tag=False,
        )
