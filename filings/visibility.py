"""Who may read an answer, told for each field in this one place, and how personal data is shown: masked.

What is sensitive is read by an act that is written to the trail: see disclosure.py.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _


class Visibility(TextChoices):
    PUBLIC = "public"  # may stand in the registry
    CONFIDENTIAL = "confidential"  # for the company and its reviewers
    SENSITIVE = "sensitive"  # personal data: masked for them too


PUBLIC, CONFIDENTIAL, SENSITIVE = Visibility

OF_FIELD: Mapping[str, Visibility] = {
    "company_name": PUBLIC,
    "credit_code": CONFIDENTIAL,
    "entity_type": CONFIDENTIAL,
    "division": PUBLIC,
    "address": CONFIDENTIAL,
    "website": CONFIDENTIAL,
    "monthly_active_users": CONFIDENTIAL,
    "certificate_type": CONFIDENTIAL,
    "certificate_address": CONFIDENTIAL,
    "certificate_term": CONFIDENTIAL,
    "certificate_until": CONFIDENTIAL,
    "certificate_scan": CONFIDENTIAL,
    "legal_name": CONFIDENTIAL,
    "legal_id_type": SENSITIVE,
    "legal_id_number": SENSITIVE,
    "officer_is_legal": CONFIDENTIAL,
    "officer_name": SENSITIVE,
    "officer_id_type": SENSITIVE,
    "officer_id_number": SENSITIVE,
    "officer_mobile": SENSITIVE,
    "officer_email": SENSITIVE,
    "officer_title": SENSITIVE,
    "officer_employment": SENSITIVE,
    "commitment": CONFIDENTIAL,
    "duty_statement": CONFIDENTIAL,
    "algorithm_name": PUBLIC,
    "role": PUBLIC,
    "domain": PUBLIC,
    "purpose": PUBLIC,
    "self_assessment": CONFIDENTIAL,
    "products": PUBLIC,
}

DOTS = "•" * 8
# Of which the ends are shown, so that one can be told from another.
NUMBERS = frozenset({"legal_id_number", "officer_id_number", "officer_mobile"})
MOST_SHOWN = 4  # characters at each end


def is_sensitive(key: str) -> bool:
    """Whether the answer to the field ``key`` is personal data. What nobody has declared is."""
    return OF_FIELD.get(key, SENSITIVE) == SENSITIVE


def masked(key: str, value: Any) -> str:
    """Return what is shown of a sensitive answer; nothing of none. Of a number at most four ninths are shown, and of
    an identity number of 18 characters four at each end; how long it is is not."""
    text = str(value or "")
    ends = min(MOST_SHOWN, len(text) * 2 // 9) if key in NUMBERS else 0
    if not text:
        return ""
    return f"{text[:ends]}{DOTS}{text[-ends:]}" if ends else DOTS


def name_of(key: str, name: str) -> str:
    """Return what a document is called on a page: people write names and numbers into the names of their papers."""
    return _("PDF document") if is_sensitive(key) else name
