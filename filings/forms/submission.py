"""The tick without which nothing is submitted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper
from filings.receipts import DECLARATION


class SubmitForm(forms.Form):
    declared = forms.BooleanField(
        label=DECLARATION,
        error_messages={"required": _("Tick the declaration before you submit")},
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper("declared", tag=False)
