"""The documents of a filing: one PDF for each field."""

from typing import Any, Self

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Upload
from filings import uploads
from filings.forms.base import Documents, SectionForm
from filings.models import Filing


class DocumentsForm(SectionForm):
    self_assessment = forms.FileField(
        label=_("Self-assessment report"),
        error_messages={"required": _("Upload the self-assessment report"), "empty": _("The file must not be empty")},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def _of(self, filing: Filing, documents: Documents) -> Self:
        super()._of(filing, documents)
        for key, field in self.fields.items():
            field.required = key not in documents
            field.help_text = _("PDF without a password, smaller than %(limit)d MB.") % {"limit": uploads.limit()}
        return self

    @classmethod
    def kept_in(cls, filing: Filing) -> dict[str, Any]:
        return {}

    def answers(self) -> dict[str, Any]:
        """Documents are no answers: see attaching.py."""
        return {}

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(*map(self._upload, self.fields), tag=False)

    def _upload(self, key: str) -> Upload:
        remove_url = reverse("filings:remove_document", args=[self.filing.reference, key])
        return Upload(key, kept=self.documents.get(key), remove_url=remove_url, optional=False)
