"""What is asked before there is a filing."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.layout import Button, ButtonGroup, PortalHelper, Question
from filings.forms.algorithm import ROLE_HINTS
from filings.models import Filing


class StartForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Your role for this algorithm"),
        help_text=_("A company in both roles makes two filings and receives two numbers."),
        choices=Filing.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your role"), "invalid_choice": _("Select your role")},
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("role", hints=ROLE_HINTS), ButtonGroup(Button(gettext("Start the filing"))))
