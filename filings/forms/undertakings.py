"""What the company promises, and how it is organised to keep it: two papers on the regulator's templates."""

from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper
from filings.forms.base import DocumentField, SectionForm


class UndertakingsForm(SectionForm):
    commitment = DocumentField(
        label=_("Commitment"),
        help_text=_("The template of the commitment (算法备案承诺书), filled in, sealed and scanned."),
        missing=_("Upload the commitment"),
    )
    duty_statement = DocumentField(
        label=_("Duty statement"),
        help_text=_(
            "How the company meets its duties for the security of its algorithms (落实算法安全主体责任基本情况): who is"
            " in charge, and which rules they follow."
        ),
        missing=_("Upload the duty statement"),
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(self.upload("commitment"), self.upload("duty_statement"), tag=False)
