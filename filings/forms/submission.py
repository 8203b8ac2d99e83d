"""The tick without which nothing is submitted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper


class SubmitForm(forms.Form):
    declared = forms.BooleanField(
        label=_(
            "I declare that these answers and documents are true and complete, and that the company vouches for them."
        ),
        error_messages={"required": _("Tick the declaration before you submit")},
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper("declared", tag=False)
