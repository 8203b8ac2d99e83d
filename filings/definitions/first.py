"""The first version of the form: what an algorithm is called and for, and which products use it."""

from django.utils.translation import gettext_lazy as _

from filings.definitions.section import ListSection, Section
from filings.forms import AlgorithmForm, DocumentsForm, ProductForm
from filings.models import Filing

ABOUT_ALGORITHM = _("About the algorithm")

SECTIONS = (
    Section(
        "algorithm",
        ABOUT_ALGORITHM,
        _("Name, role and purpose"),
        AlgorithmForm,
        advice=(
            _("The name matches the one in your self-assessment report."),
            _("One filing covers one algorithm in one role. File each separately."),
            _("The purpose can be read by someone who is not an engineer."),
        ),
    ),
    Section(
        "documents",
        ABOUT_ALGORITHM,
        _("Self-assessment report"),
        DocumentsForm,
        advice=(
            _("The report is the one for your role, filled in to the last page."),
            _("It is signed by the algorithm security officer and carries the company seal."),
            _("No page is blank, and no text of the template is left over."),
        ),
    ),
    ListSection(
        "products",
        _("About the product"),
        _("Products that use it"),
        ProductForm,
        roles=(Filing.Role.PROVIDER,),
        advice=(
            _("Names and forms are those that users see, and those in your report."),
            _("Every product that offers the algorithm is listed."),
        ),
        row=_("Product"),
        add=_("Add a product"),
        missing=_("Add at least one product"),
        columns=("name", "forms"),
        most=50,
    ),
)
