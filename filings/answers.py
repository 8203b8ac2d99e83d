"""The answers of a filing or a revision, in words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from divisions import PROVINCES, province_of
from filings import sections, visibility
from filings.models import Filing, Revision
from filings.vocabulary import (
    PUBLISHED_FORMS,
    CertificateTerm,
    CertificateType,
    Domain,
    EntityType,
    IdType,
    ServiceForm,
    YesNo,
)

Answers = Mapping[str, Any]


# A question put to the applicant, as the name of its answer.
READ_AS = {
    "role": gettext_lazy("Role"),
    "domain": gettext_lazy("What it generates or edits"),
    "certificate_term": gettext_lazy("Validity"),
    "officer_is_legal": gettext_lazy("Is the legal representative"),
}
# What a filing of an algorithm repeats of its company, as it was verified.
FACTS = ("company_name", "credit_code", "division")


class Row(NamedTuple):
    """``value`` is masked where the answer is sensitive: in full it is read by an act, see disclosure.py."""

    key: str
    label: str
    value: str

    @property
    def is_sensitive(self) -> bool:
        return visibility.is_sensitive(self.key)


class Part(NamedTuple):
    """The answers of one section; ``key`` is the section's."""

    title: str
    rows: list[Row]
    key: str


class Said(sections.Asked, Protocol):
    """A filing as it is drafted, or a revision of it."""

    @property
    def answers(self) -> Answers: ...


def summary(of: Said) -> list[Part]:
    """Return what was answered to the sections asked, in the order of the form and in the reader's language. An
    unanswered row has an empty value. Documents are listed elsewhere: they are no answers."""
    return [
        Part(str(section.title), rows_of(section, of), section.key)
        for section in sections.asked(of)
        if section.labels()
    ]


def of_revision(revision: Revision) -> list[Part]:
    """Return what a revision says, the company's details among them that it was submitted with."""
    company = [] if revision.kind == Filing.Kind.ENTITY else [of_company(revision.answers)]
    return company + summary(revision)


def shown_to_all(revision: Revision, keys: Iterable[str]) -> list[Row]:
    """Return those of the answers ``keys`` that the registry would show too, as far as there are any."""
    public = [key for key in keys if visibility.OF_FIELD[key] == visibility.PUBLIC]
    rows = [row for part in of_revision(revision) for row in part.rows]
    return [row for key in public for row in rows if row.key == key and row.value]


def of_company(facts: Answers) -> Part:
    """Return the verified details of a company that its filings repeat."""
    section = sections.BY_KEY["company"]
    labels = section.labels()
    return Part(str(section.title), [_row(key, labels[key], facts) for key in FACTS], section.key)


def rows_of(section: sections.Section, of: Said) -> list[Row]:
    answered = {**of.answers, "role": of.role}
    needless = section.form.not_asked(of.answers)
    return [_row(key, label, answered) for key, label in section.labels().items() if key not in needless]


def _row(key: str, label: str, answered: Answers) -> Row:
    value = in_words(key, answered.get(key))
    return Row(key, label_of(key, label), visibility.masked(key, value) if visibility.is_sensitive(key) else value)


def label_of(key: str, label: str) -> str:
    return str(READ_AS.get(key, label))


def in_words(key: str, value: Any) -> str:
    """Return the answer to the field ``key`` as a reader sees it, in full; lines are parted by line breaks."""
    if value is None or value in ("", []):
        return ""
    return IN_WORDS[key](value) if key in IN_WORDS else str(value)


def published_products(answers: Answers) -> str:
    """Return the products as the official lists write them: 名称（形式、形式）、名称（形式）; -- for none."""
    return "、".join(map(_published_product, answers.get("products", []))) or "--"


def _published_product(product: Mapping[str, Any]) -> str:
    forms = "、".join(PUBLISHED_FORMS[ServiceForm(form)] for form in product["forms"])
    return f"{product['name']}（{forms}）"


def _division(code: str) -> str:
    province = province_of(code)
    return f"{code} · {PROVINCES[province]}" if province else code


def _products(products: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join(_product(product) for product in products)


def _product(product: Mapping[str, Any]) -> str:
    forms = _chosen(ServiceForm, product["forms"])
    return _("%(product)s (%(forms)s)") % {"product": product["name"], "forms": forms} if forms else product["name"]


def _chosen(choices: Any, codes: Iterable[str]) -> str:
    """Return the labels of the ``codes`` that are choices; a draft may hold others."""
    labels = dict(choices.choices)
    return _(", ").join(str(labels[code]) for code in codes if code in labels)


def _one_of(choices: Any) -> Callable[[Any], str]:
    return lambda code: _chosen(choices, [code])


def _day(value: Any) -> str:
    """Return a day that was kept as ISO 8601 in words; one that is none as it was typed."""
    if isinstance(value, list):
        return " ".join(text for text in value if text)
    return date_format(date.fromisoformat(value), "DATE_FORMAT")


def _count(value: Any) -> str:
    return number_format(value, use_l10n=True, force_grouping=True) if isinstance(value, int) else str(value)


IN_WORDS: dict[str, Callable[[Any], str]] = {
    "role": lambda role: str(Filing.Role(role).label),
    "division": _division,
    "domain": lambda codes: _chosen(Domain, codes),
    "products": _products,
    "entity_type": _one_of(EntityType),
    "monthly_active_users": _count,
    "certificate_type": _one_of(CertificateType),
    "certificate_term": _one_of(CertificateTerm),
    "certificate_until": _day,
    "legal_id_type": _one_of(IdType),
    "officer_is_legal": _one_of(YesNo),
    "officer_id_type": _one_of(IdType),
}
