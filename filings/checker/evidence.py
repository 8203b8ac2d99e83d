"""Suppliers, permits and labels: what has to be shown, and that it fits."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from filings import rows
from filings.checker.rule import Found, Severity, rule
from filings.checker.subject import Subject, digits_of
from filings.vocabulary import ModelOrigin, Permit
from registry.models.entry import Status
from registry.spelling import key_of

LABELS = {"explicit_label": "explicit_label_screenshot", "implicit_label": "implicit_label_screenshot"}


@rule(
    "supplier-evidence",
    Severity.STOPS,
    asks=_("A model of a third party comes with the filing number of its supplier and the contract."),
    because=_("Known reason for a return: the evidence for a third party's model is missing."),
    about=["models.vendor_number", "models.model_contract"],
)
def supplier_evidence(subject: Subject) -> Iterator[Found]:
    for row in supplied(subject):
        if not row.get("vendor_number"):
            yield Found("models.vendor_number", _("Enter the filing number of the supplier's algorithm"), row["row"])
        if rows.key_of_file("model_contract", row["row"]) not in subject.documents:
            yield Found("models.model_contract", _("Upload the contract with the supplier"), row["row"])


@rule(
    "supplier-cancelled",
    Severity.STOPS,
    asks=_("The filing number of a supplier is not one that was cancelled or revoked."),
    because=_("A filing that has ended covers nobody (rules on recommendation algorithms, articles 24 and 33)."),
    about=["models.vendor_number"],
)
def supplier_cancelled(subject: Subject) -> Iterator[Found]:
    for row in supplied(subject):
        status = subject.registered.get(digits_of(row.get("vendor_number")))
        if status is not None and status != Status.IN_FORCE:
            words = _("The registry says that this filing is cancelled. Ask the supplier for the one in force.")
            yield Found("models.vendor_number", words, row["row"])


@rule(
    "supplier-unknown",
    Severity.WARNS,
    asks=_("The filing number of a supplier stands in the public registry."),
    because=_("Known reason for a return: the supplier's algorithm is not filed. The lists lag behind approvals."),
    about=["models.vendor_number"],
)
def supplier_unknown(subject: Subject) -> Iterator[Found]:
    for row in supplied(subject):
        digits = digits_of(row.get("vendor_number"))
        if digits and digits not in subject.registered:
            words = _("The registry does not list this number yet. Compare it with what the supplier sent you.")
            yield Found("models.vendor_number", words, row["row"])


def supplied(subject: Subject) -> list[dict]:
    return [row for row in subject.rows("models") if row.get("origin") == ModelOrigin.THIRD_PARTY]


@rule(
    "permit-holder",
    Severity.STOPS,
    asks=_("The ICP number of each product is held by the company that files."),
    because=_("Known reason for a return: the ICP number belongs to somebody else."),
    about=["products.permit_holder"],
)
def permit_holder(subject: Subject) -> Iterator[Found]:
    for row in subject.rows("products"):
        holder = row.get("permit_holder")
        if row.get("permit") == Permit.ICP and holder and key_of(holder) != key_of(subject.company_name):
            words = _("The holder is not {company}. The company that files must hold the ICP number itself.")
            yield Found("products.permit_holder", format_lazy(words, company=subject.company_name), row["row"])


@rule(
    "label-screenshots",
    Severity.STOPS,
    asks=_("Each label that is described is shown on a screenshot."),
    because=_("Label materials are supplied with the filing (labelling measures, article 12)."),
    about=LABELS.values(),
)
def label_screenshots(subject: Subject) -> Iterator[Found]:
    for label, screenshot in LABELS.items():
        if subject.answers.get(label) and screenshot not in subject.documents:
            yield Found(screenshot, _("Upload a screenshot that shows the label you describe."))
