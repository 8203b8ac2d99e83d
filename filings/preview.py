"""The entry of the registry that a filing will become, as far as it is written."""

from typing import Any

from divisions import province_of
from filings import answers, standing
from filings.models import Filing
from filings.vocabulary import ServiceForm
from registry.models import Entry, Role

SUPPORTERS_PRODUCT = "--"


def of(filing: Filing) -> Entry:
    """Return an entry that is not kept and has no number; what is missing of it is empty."""
    verified = standing.of(filing.company).verification
    facts = standing.facts_of(verified) if verified else {}
    entry = Entry(
        company=facts.get("company_name", ""),
        algorithm=filing.answers.get("algorithm_name", ""),
        role=Role[filing.role.upper()],
        product=_product(filing),
        purpose=filing.answers.get("purpose", ""),
    )
    if facts:
        entry.province = int(province_of(facts["division"]) or 0)
    return entry


def _product(filing: Filing) -> str:
    """Return the products that can be told already; of a supporter none are."""
    if filing.role == Filing.Role.SUPPORTER:
        return SUPPORTERS_PRODUCT
    told = [product for product in filing.answers.get("products", []) if _can_be_told(product)]
    return answers.published_products({"products": told}) if told else ""


def _can_be_told(product: dict[str, Any]) -> bool:
    forms = product.get("forms") or []
    return bool(product.get("name")) and bool(forms) and set(forms) <= set(ServiceForm.values)
