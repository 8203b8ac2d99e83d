"""What is asked before personal data is shown in full."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from design.layout import Button, PortalHelper, Question
from filings.disclosure import LONGEST


class RevealForm(forms.Form):
    why = forms.CharField(
        label=_("Why do you need to read it?"),
        help_text=_("Your name, the time and this reason go on the record. What you read does not."),
        max_length=LONGEST,
        error_messages={
            "required": _("Enter why you need to read it"),
            "max_length": _("The reason must be 300 characters or fewer"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, button: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PortalHelper(Question("why"), Button(str(button)))
