"""What is asked before there is a filing."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import permissions
from accounts.models import Company, User
from design.layout import Button, ButtonGroup, PortalHelper, Question
from filings.forms.algorithm import ROLE_HINTS
from filings.models import Filing


class StartForm(forms.Form):
    """The company is asked of those who act for several."""

    company = forms.ModelChoiceField(
        label=_("Company"),
        queryset=Company.objects.none(),
        error_messages={
            "required": _("Select the company that files"),
            "invalid_choice": _("Select the company that files"),
        },
    )
    role = forms.ChoiceField(
        label=_("Your role for this algorithm"),
        help_text=_("A company in both roles makes two filings and receives two numbers."),
        choices=Filing.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your role"), "invalid_choice": _("Select your role")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = permissions.companies_of(by)
        self.fields["company"].queryset = companies  # type: ignore[attr-defined]
        self.only = companies.first() if companies.count() == 1 else None
        if self.only:
            del self.fields["company"]

    def clean(self) -> dict[str, Any]:
        return {"company": self.only} | self.cleaned_data

    @property
    def helper(self) -> PortalHelper:
        asked = [Question(key) for key in self.fields if key == "company"]
        role = Question("role", hints=ROLE_HINTS)
        return PortalHelper(*asked, role, ButtonGroup(Button(gettext("Start the filing"))))
