from filings.forms.algorithm import AlgorithmForm
from filings.forms.base import SectionForm
from filings.forms.company import CompanyForm
from filings.forms.documents import DocumentsForm
from filings.forms.products import ProductFormSet

__all__ = ["AlgorithmForm", "CompanyForm", "DocumentsForm", "ProductFormSet", "SectionForm"]
