"""What is asked before there is a filing."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.layout import Button, ButtonGroup, PortalHelper, Question
from filings.forms import questions
from filings.forms.algorithm import ROLE_HINTS
from filings.models import Filing


class StartForm(forms.Form):
    name = questions.short(
        _("Algorithm name"),
        _("Enter the algorithm name"),
        most=60,
        hint=_("In Chinese, as it will stand in the public registry, and the same in your report."),
    )
    role = questions.one_of(
        Filing.Role,
        _("Your role for this algorithm"),
        _("Select your role"),
        hint=_("A company in both roles makes two filings and receives two numbers."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("name"), Question("role", hints=ROLE_HINTS), ButtonGroup(Button(gettext("Start the filing")))
        )


class CopyForm(forms.Form):
    role = questions.one_of(Filing.Role, _("Role of the new filing"), _("Select the role of the new filing"))

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("role", hints=ROLE_HINTS), ButtonGroup(Button(gettext("Start the copy"))))
