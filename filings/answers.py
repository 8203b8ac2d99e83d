"""The answers of a filing or a revision, in words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from divisions import PROVINCES, province_of
from filings import sections
from filings.models import Filing
from filings.vocabulary import PUBLISHED_FORMS, Domain, ServiceForm

Answers = Mapping[str, Any]


# A question put to the applicant, as the name of its answer.
READ_AS = {"role": gettext_lazy("Role"), "domain": gettext_lazy("What it generates or edits")}


class Row(NamedTuple):
    key: str
    label: str
    value: str


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


def rows_of(section: sections.Section, of: Said) -> list[Row]:
    answered = {**of.answers, "role": of.role}
    labels = section.labels() | {key: str(name) for key, name in READ_AS.items() if key in section.labels()}
    return [Row(key, label, in_words(key, answered.get(key))) for key, label in labels.items()]


def in_words(key: str, value: Any) -> str:
    """Return the answer to the field ``key`` as a reader sees it; lines are parted by line breaks."""
    return IN_WORDS[key](value) if value and key in IN_WORDS else str(value or "")


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


IN_WORDS: dict[str, Callable[[Any], str]] = {
    "role": lambda role: str(Filing.Role(role).label),
    "division": _division,
    "domain": lambda codes: _chosen(Domain, codes),
    "products": _products,
}
