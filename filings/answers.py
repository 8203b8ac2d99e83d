"""The answers of a filing or a revision, in words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy, ngettext

from filings import rows, sections, visibility, words
from filings.models import Filing, Revision
from filings.vocabulary import PUBLISHED_FORMS, ServiceForm

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


def summary(of: sections.Asked) -> list[Part]:
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
    section = next(section for section in sections.every() if section.key == "company")
    labels = section.labels()
    return Part(str(section.title), [_row(key, labels[key], facts) for key in FACTS], section.key)


def rows_of(section: sections.Section, of: sections.Asked) -> list[Row]:
    """Return the answers to one section; of a list how many rows there are, under the key “products”, and then each row
    as one answer, under the key “products.3f2a9c1b”."""
    if isinstance(section, sections.ListSection):
        return list(_rows_of_list(section, of.answers))
    answered = {**of.answers, "role": of.role}
    needless = section.form.not_asked(answered)
    return [_row(key, label, answered) for key, label in section.labels().items() if key not in needless]


def _rows_of_list(section: sections.ListSection, answers: Answers) -> Iterator[Row]:
    kept = rows.of(answers, section.name)
    count = ngettext("%(count)d entry", "%(count)d entries", len(kept)) % {"count": len(kept)} if kept else ""
    yield Row(section.name, str(section.title), count)
    for n, row in enumerate(kept, 1):
        yield Row(rows.key_of_field(section.name, row["row"]), section.called(n), words.of_row(section, row, answers))


def _row(key: str, label: str, answered: Answers) -> Row:
    value = words.of(key, answered.get(key))
    return Row(key, label_of(key, label), visibility.masked(key, value) if visibility.is_sensitive(key) else value)


def label_of(key: str, label: str) -> str:
    return str(READ_AS.get(key, label))


def published_products(answers: Answers) -> str:
    """Return the products as the official lists write them: 名称（形式、形式）、名称（形式）; -- for none."""
    return "、".join(written_products(answers)) or "--"


def written_products(answers: Answers) -> list[str]:
    """Return each product as the official lists write it."""
    return [_published_product(product) for product in answers.get("products", []) if product.get("name")]


def _published_product(product: Mapping[str, Any]) -> str:
    forms = "、".join(PUBLISHED_FORMS[ServiceForm(form)] for form in product.get("forms", []) if form in ServiceForm)
    return f"{product['name']}（{forms}）"
