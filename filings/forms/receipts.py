"""What somebody who has a receipt shows us of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.layout import Button, ButtonGroup, PortalHelper, Question

LONGEST = 1024 * 1024  # characters or bytes; a receipt has some thousands


class VerifyForm(forms.Form):
    said = forms.CharField(
        label=_("Fingerprint or receipt"),
        help_text=_("Paste the 64 characters of the fingerprint, or all of the JSON file."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        strip=True,
    )
    file = forms.FileField(
        label=_("Or the JSON file itself"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean(self) -> dict[str, Any]:
        """``said`` becomes what is to be compared, wherever it came from."""
        given = self.cleaned_data.get("said") or self._read(self.cleaned_data.get("file"))
        if not given:
            self.add_error("said", _("Paste the fingerprint or the receipt, or choose the JSON file"))
        elif len(given) > LONGEST:
            self.add_error("said", _("Paste one receipt: this is longer than any"))
        return {**self.cleaned_data, "said": given}

    @staticmethod
    def _read(file: Any) -> str:
        return file.read(LONGEST + 1).decode("utf-8-sig", errors="replace") if file else ""

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("said", optional=False), Question("file", optional=False), ButtonGroup(Button(gettext("Compare")))
        )
