"""What is asked before a filing is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper
from filings.forms import questions


class WithdrawForm(forms.Form):
    reason = questions.long(
        _("Why do you withdraw it?"),
        _("Enter the reason: the office reads it"),
        most=500,
        hint=_("The office reads it."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper("reason", tag=False)
