"""Who may read an answer, told for each field in this one place, and how personal data is shown: masked.

What is sensitive is read by an act that is written to the trail: see disclosure.py.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from filings.vocabulary import Risk


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
    "products": CONFIDENTIAL,  # as a whole; of its fields two are public
    "products.name": PUBLIC,
    "products.forms": PUBLIC,
    "products.address": CONFIDENTIAL,
    "products.status": CONFIDENTIAL,
    "products.audience": CONFIDENTIAL,
    "products.real_name": CONFIDENTIAL,
    "products.permit": CONFIDENTIAL,
    "products.permit_number": CONFIDENTIAL,
    "products.permit_holder": CONFIDENTIAL,
    "functions": CONFIDENTIAL,
    "launch_status": CONFIDENTIAL,
    "launched_on": CONFIDENTIAL,
    "late_reason": CONFIDENTIAL,
    "technology": CONFIDENTIAL,
    "applications": PUBLIC,
    "scene": CONFIDENTIAL,
    "introduction": CONFIDENTIAL,
    "scope": CONFIDENTIAL,
    "served": CONFIDENTIAL,
    "user_count": CONFIDENTIAL,
    "facilities": CONFIDENTIAL,
    "input_modalities": CONFIDENTIAL,
    "input_formats": CONFIDENTIAL,
    "output_modalities": CONFIDENTIAL,
    "output_formats": CONFIDENTIAL,
    "data_source": CONFIDENTIAL,
    "holds_biometrics": CONFIDENTIAL,
    "holds_identities": CONFIDENTIAL,
    "datasets": CONFIDENTIAL,
    "models": CONFIDENTIAL,
    "model_contract": CONFIDENTIAL,
    "input_review": CONFIDENTIAL,
    "input_review_scope": CONFIDENTIAL,
    "output_review": CONFIDENTIAL,
    "output_review_scope": CONFIDENTIAL,
    "interventions": CONFIDENTIAL,
    "explicit_label": CONFIDENTIAL,
    "explicit_label_screenshot": CONFIDENTIAL,
    "implicit_label": CONFIDENTIAL,
    "implicit_label_screenshot": CONFIDENTIAL,
    "log_months": CONFIDENTIAL,
    "risks": CONFIDENTIAL,
    **{f"against_{risk}": CONFIDENTIAL for risk in Risk.values},
    "consent_prompt": CONFIDENTIAL,
    "security_assessment": CONFIDENTIAL,
    "service_modes": CONFIDENTIAL,
    "service_clients": CONFIDENTIAL,
    "service_address": CONFIDENTIAL,
    "service_limits": CONFIDENTIAL,
    "publication": PUBLIC,
    "filing_commitment": CONFIDENTIAL,
    "changed_sections": CONFIDENTIAL,
    "change_reason": CONFIDENTIAL,
    "changed_on": CONFIDENTIAL,
    "public_remark": PUBLIC,
    "ended_on": PUBLIC,
    "cause": PUBLIC,
    "cause_detail": CONFIDENTIAL,
    "notice_to_users": CONFIDENTIAL,
    "users_data": CONFIDENTIAL,
    "refunds": CONFIDENTIAL,
    "end_remark": PUBLIC,
    "end_evidence": CONFIDENTIAL,
    "evidence": CONFIDENTIAL,
    "evidence_file": CONFIDENTIAL,
}

DOTS = "•" * 8
# Of which the ends are shown, so that one can be told from another.
NUMBERS = frozenset({"legal_id_number", "officer_id_number", "officer_mobile"})
MOST_SHOWN = 4  # characters at each end


def of(key: str) -> Visibility:
    """Return who may read the answer to the field ``key``, a row of a list ("products.3f2a9c1b") or a file of one
    ("model_contract-3f2a9c1b"). What nobody has declared is sensitive."""
    if key in OF_FIELD:
        return OF_FIELD[key]
    return OF_FIELD.get(re.split(r"[.-]", key)[0], SENSITIVE)


def is_sensitive(key: str) -> bool:
    """Whether the answer is personal data."""
    return of(key) == SENSITIVE


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
