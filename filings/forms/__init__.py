from filings.forms.algorithm import AlgorithmForm
from filings.forms.base import SectionForm
from filings.forms.certificate import CertificateForm
from filings.forms.company import CompanyForm
from filings.forms.documents import DocumentsForm
from filings.forms.people import LegalRepresentativeForm, OfficerForm
from filings.forms.products import ProductForm
from filings.forms.undertakings import UndertakingsForm

__all__ = [
    "AlgorithmForm",
    "CertificateForm",
    "CompanyForm",
    "DocumentsForm",
    "LegalRepresentativeForm",
    "OfficerForm",
    "ProductForm",
    "SectionForm",
    "UndertakingsForm",
]
