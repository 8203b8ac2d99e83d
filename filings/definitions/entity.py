"""What a company declares of itself. Source: the data dictionary of the regulator's filing system, 主体信息."""

from django.utils.translation import gettext_lazy as _

from filings.definitions.section import Section
from filings.forms import CertificateForm, CompanyForm, LegalRepresentativeForm, OfficerForm, UndertakingsForm

# A company has no role: its algorithms do.
OF_A_COMPANY = ("",)

SECTIONS = (
    Section(
        "company",
        _("About your company"),
        _("Company details"),
        CompanyForm,
        advice=(
            _("Name, credit code and division are those of the business licence."),
            _("The division is where the company is registered, not where it works."),
            _("The number of users does not contradict your reports."),
        ),
        roles=OF_A_COMPANY,
    ),
    Section(
        "certificate",
        _("About your company"),
        _("Certificate"),
        CertificateForm,
        advice=(
            _("Type, address and validity are those on the scan."),
            _("The scan can be read in every corner, and is not a photo of a copy."),
        ),
        roles=OF_A_COMPANY,
    ),
    Section(
        "legal-representative",
        _("The people responsible"),
        _("Legal representative"),
        LegalRepresentativeForm,
        advice=(_("The name is the one on the certificate."),),
        roles=OF_A_COMPANY,
    ),
    Section(
        "officer",
        _("The people responsible"),
        _("Algorithm security officer"),
        OfficerForm,
        advice=(
            _("The officer works for the company, and the proof says so with its seal."),
            _("The officer can be reached under the number and the address."),
        ),
        roles=OF_A_COMPANY,
    ),
    Section(
        "undertakings",
        _("What the company undertakes"),
        _("Commitment and duty statement"),
        UndertakingsForm,
        advice=(
            _("Both are on the regulator's templates, sealed and signed by hand."),
            _("Every heading of the duty statement is filled in, and no text of the template is left over."),
        ),
        roles=OF_A_COMPANY,
    ),
)
