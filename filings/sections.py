"""The sections of the form, in order: what each asks, and of whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filings.forms import (
    AlgorithmForm,
    CertificateForm,
    CompanyForm,
    DocumentsForm,
    LegalRepresentativeForm,
    OfficerForm,
    ProductFormSet,
    UndertakingsForm,
)
from filings.models import Attachment, Filing

Words = str | Promise
ABOUT_ALGORITHM = _("About the algorithm")


class State(TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")


class Asked(Protocol):
    """A filing, or a revision of one."""

    @property
    def kind(self) -> str: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True)
class Section:
    """``form`` is a ``SectionForm`` or a formset that offers the same; ``advice`` is what reviewers look for;
    ``kinds`` and ``roles`` are those of the filings that are asked it."""

    key: str
    group: Words
    title: Words
    form: Any
    advice: tuple[Words, ...]
    kinds: tuple[str, ...] = (Filing.Kind.INITIAL,)
    roles: tuple[str, ...] = tuple(Filing.Role.values)
    template: str = "section.html"

    def is_asked(self, of: Asked) -> bool:
        return of.kind in self.kinds and of.role in self.roles

    @property
    def documents(self) -> tuple[str, ...]:
        """The keys of those of its fields that ask for a file."""
        return self.form.documents_asked()

    def labels(self) -> dict[str, str]:
        """Return the labels of its answers by field key, in the order of the form; documents are none."""
        return {key: label for key, label in self.form.labels().items() if key not in self.documents}

    def is_complete(self, filing: Filing, documents: Mapping[str, Attachment]) -> bool:
        return self.form.saved(filing, documents).is_valid()

    def state(self, filing: Filing, documents: Mapping[str, Attachment]) -> State:
        if self.is_complete(filing, documents):
            return State.COMPLETED
        answered = any(filing.answers.get(key) for key in self.labels()) or any(
            key in documents for key in self.documents
        )
        return State.IN_PROGRESS if answered else State.NOT_STARTED


OF_A_COMPANY: dict[str, Any] = {"kinds": (Filing.Kind.ENTITY,), "roles": ("",)}

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
        **OF_A_COMPANY,
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
        **OF_A_COMPANY,
    ),
    Section(
        "legal-representative",
        _("The people responsible"),
        _("Legal representative"),
        LegalRepresentativeForm,
        advice=(_("The name is the one on the certificate."),),
        **OF_A_COMPANY,
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
        **OF_A_COMPANY,
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
        **OF_A_COMPANY,
    ),
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
    Section(
        "products",
        _("About the product"),
        _("Products that use it"),
        ProductFormSet,
        roles=(Filing.Role.PROVIDER,),
        template="products.html",
        advice=(
            _("Names and forms are those that users see, and those in your report."),
            _("Every product that offers the algorithm is listed."),
        ),
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}


def asked(of: Asked) -> list[Section]:
    """Return the sections that a filing of this kind and role answers, in order."""
    return [section for section in SECTIONS if section.is_asked(of)]


def asking_for(document: str) -> Section:
    """Return the section that asks for the document of this key."""
    return next(section for section in SECTIONS if document in section.documents)


def incomplete(filing: Filing, documents: Mapping[str, Attachment]) -> list[Section]:
    return [section for section in asked(filing) if not section.is_complete(filing, documents)]


def next_to_do(filing: Filing, documents: Mapping[str, Attachment], *, after: Section) -> Section | None:
    """Return the next section that is not complete, from ``after`` on and then from the top; None when all are."""
    missing = incomplete(filing, documents)
    later = [section for section in missing if SECTIONS.index(section) > SECTIONS.index(after)]
    return next(iter(later or missing), None)
