"""The products that use the algorithm, one form for each: asked of service providers."""

from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question
from filings.forms import questions
from filings.forms.base import SectionForm
from filings.vocabulary import ServiceForm


class ProductForm(SectionForm):
    in_list = "products"

    name = questions.short(_("Product name"), _("Enter the product name"), most=100)
    forms = questions.some_of(ServiceForm, _("Form"), _("Select the form of the product"))

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("name"), Question("forms", columns=True), tag=False)
