"""Company details: who files, and where the company is registered."""

import unicodedata
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import credit_codes
from design.layout import PortalHelper, Question
from divisions import province_of
from filings import cautions
from filings.forms.base import Documents, SectionForm
from filings.models import Filing


class CompanyForm(SectionForm):
    company_name = forms.CharField(
        label=_("Company name"),
        help_text=_("As on the business licence. It will appear in the public registry."),
        max_length=100,
        error_messages={
            "required": _("Enter the company name"),
            "max_length": _("The company name must be 100 characters or fewer"),
        },
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("The 18 digits and capital letters on the business licence."),
        error_messages={"required": _("Enter the unified social credit code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    division = forms.CharField(
        label=_("Registered division"),
        help_text=_(
            "The six digits of the county or district where the company is registered, such as 330106 for Xihu in"
            " Hangzhou. They decide which provincial office reviews the filing."
        ),
        error_messages={"required": _("Enter the code of the registered division")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    @classmethod
    def blank(cls, filing: Filing, documents: Documents) -> Self:
        form = super().blank(filing, documents)
        form.initial.setdefault("company_name", filing.company.name)
        return form

    def clean_credit_code(self) -> str:
        code = credit_codes.tidy(self.cleaned_data["credit_code"])
        credit_codes.validate(code)
        return code

    def clean_division(self) -> str:
        division = unicodedata.normalize("NFKC", self.cleaned_data["division"]).replace(" ", "")
        if len(division) != 6 or not (division.isascii() and division.isdigit()):
            raise ValidationError(_("The code of the registered division must have 6 digits"), code="digits")
        if province_of(division) is None:
            wrong = _("The registered division must begin with the code of a province, such as 33 for Zhejiang")
            raise ValidationError(wrong, code="province")
        return division

    @property
    def helper(self) -> PortalHelper:
        doubt: dict[str, Any] = {"note": cautions.of_division(self["division"].value())}
        return PortalHelper(
            Question("company_name"),
            Question("credit_code", width=20),
            Question("division", width=10, note_title=_("Compare with the licence"), **doubt),
            tag=False,
        )
