"""The documents of the filing."""

from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question
from filings.forms import questions
from filings.forms.base import DocumentField, SectionForm


class PublicationForm(SectionForm):
    publication = DocumentField(
        label=_("Content to be published"),
        missing=_("Upload the content to be published"),
        help_text=_(
            "The text that the registry will show beside the entry (拟公示内容): name, principle, mechanism, scenes and"
            " aims of the algorithm."
        ),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(self.upload("publication"), tag=False)


class PapersForm(SectionForm):
    self_assessment = DocumentField(
        label=_("Self-assessment report"),
        missing=_("Upload the self-assessment report"),
        help_text=_("The report of your role (算法安全自评估报告), signed and sealed."),
    )
    filing_commitment = DocumentField(
        label=_("Commitment for this algorithm"),
        missing=_("Upload the commitment for this algorithm"),
        help_text=_("The commitment (承诺书) with the name of the algorithm, sealed and scanned."),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(self.upload("self_assessment"), self.upload("filing_commitment"), tag=False)


class EvidenceForm(SectionForm):
    in_list = "evidence"

    name = questions.short(
        _("What it shows"), _("Enter what the document shows"), most=100, example="素材授权书（2026 年）"
    )
    evidence_file = DocumentField(label=_("Document"), missing=_("Upload the document"))

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("name"), self.upload("evidence_file"), tag=False)
