"""The documents of a filing: one PDF for each field."""

from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper
from filings.forms.base import DocumentField, SectionForm


class DocumentsForm(SectionForm):
    self_assessment = DocumentField(
        label=_("Self-assessment report"),
        missing=_("Upload the self-assessment report"),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(self.upload("self_assessment"), tag=False)
