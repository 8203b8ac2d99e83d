"""Company details: who files, and where the company is registered."""

import unicodedata
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import credit_codes
from accounts.models import Company
from design.fields import LongTextField
from design.layout import Fact, PortalHelper, Question
from divisions import province_of
from filings import cautions
from filings.forms.base import Documents, SectionForm
from filings.forms.questions import CountField, WebAddressField
from filings.models import Filing
from filings.vocabulary import EntityType

# More than there are people: a figure beyond is a slip of the keyboard.
MOST_USERS = 10_000_000_000


class CompanyForm(SectionForm):
    """The credit code is the company's own, and asked only where it has none yet."""

    company_name = forms.CharField(
        label=_("Company name"),
        help_text=_("As on the business licence. It will appear in the public registry."),
        max_length=100,
        error_messages={
            "required": _("Enter the company name"),
            "max_length": _("The company name must be 100 characters or fewer"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("The 18 digits and capital letters on the business licence."),
        error_messages={"required": _("Enter the unified social credit code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    entity_type = forms.ChoiceField(
        label=_("What the filer is"),
        choices=EntityType.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what the filer is"), "invalid_choice": _("Select what the filer is")},
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
    address = LongTextField(
        label=_("Address"),
        help_text=_("Where the company can be reached, with street, number and floor."),
        max_length=200,
        error_messages={
            "required": _("Enter the address of the company"),
            "max_length": _("The address must be 200 characters or fewer"),
        },
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )
    website = WebAddressField(
        label=_("Website"),
        required=False,
        error_messages={
            "invalid": _("Enter a web address, like https://example.cn"),
            "max_length": _("The web address must be 200 characters or fewer"),
        },
        widget=forms.TextInput(attrs={"type": "url", "inputmode": "url", "autocomplete": "url", "spellcheck": "false"}),
    )
    monthly_active_users = CountField(
        label=_("Monthly active users"),
        help_text=_("Of all the company's services, on average over the last three months. 0 if there are none yet."),
        min_value=0,
        max_value=MOST_USERS,
        error_messages={
            "required": _("Enter the number of monthly active users; 0 if there are none"),
            "invalid": _("The number of monthly active users must be a whole number, such as 12000"),
            "min_value": _("The number of monthly active users must be 0 or more"),
            "max_value": _("The number of monthly active users must be 10,000,000,000 or less"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    @classmethod
    def blank(cls, filing: Filing, documents: Documents) -> Self:
        form = super().blank(filing, documents)
        form.initial.setdefault("company_name", filing.company.name)
        return form

    def _of(self, filing: Filing, documents: Documents) -> Self:
        super()._of(filing, documents)
        if filing.company.credit_code:
            del self.fields["credit_code"]
        return self

    def answers(self) -> dict[str, Any]:
        known = {"credit_code": self.filing.company.credit_code} if "credit_code" not in self.fields else {}
        return super().answers() | known

    def clean_credit_code(self) -> str:
        code = credit_codes.tidy(self.cleaned_data["credit_code"])
        credit_codes.validate(code)
        if Company.objects.filter(credit_code=code).exclude(pk=self.filing.company_id).exists():
            wrong = _("Another company here has this credit code. Ask its owners to let you in.")
            raise ValidationError(wrong, code="taken")
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
            self._credit_code(),
            Question("entity_type", columns=True),
            Question("division", width=10, note_title=_("Compare with the licence"), **doubt),
            Question("address"),
            Question("website"),
            Question("monthly_active_users", width=20),
            tag=False,
        )

    def _credit_code(self) -> Fact | Question:
        if "credit_code" in self.fields:
            return Question("credit_code", width=20)
        field, code = self.base_fields["credit_code"], self.filing.company.credit_code or ""
        return Fact(str(field.label), code, hint=str(_("The code your company was opened with.")))
