"""The receipt of a revision: a fingerprint over all that was frozen, and a code that opens the page to verify it.

The fingerprint is SHA-256 over the ``statement`` as canonical JSON in the manner of RFC 8785: keys sorted, no needless
space, UTF-8, whole numbers only. It covers the answers in full; what is handed out shows personal data masked.
"""

import hashlib
import json
import re
import secrets
from datetime import UTC
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from filings import visibility
from filings.answers import FACTS
from filings.models import Revision
from notifications import outbox

FORMAT = "algorithm-filing-receipt/1"
DECLARATION = _(
    "I declare that these answers and documents are true and complete, and that the company vouches for them."
)
# What the public page shows beside reference, number, day and fingerprint; each is public in the registry too.
SHOWN_TO_ALL = ("company_name", "algorithm_name", "role")
UNSEEN = re.compile(r"[\s\u200b\ufeff]+")  # what copying may bring along
FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class Verdict(TextChoices):
    """What is told of a fingerprint or a receipt that somebody has."""

    MATCHES = "matches"
    DIFFERS = "differs"
    UNREADABLE = "unreadable"


def seal(revision: Revision, *, by: User) -> Revision:
    """Complete ``revision``, which is not saved yet, with what its receipt needs. What is declared is kept in the
    words of the page on which ``by`` declared it: those of the active language."""
    revision.declaration, revision.declared_in = str(DECLARATION), get_language() or ""
    revision.submitter = str(by)[:80]
    revision.code = secrets.token_urlsafe(32)
    revision.fingerprint = fingerprint(statement(revision))
    return revision


def statement(revision: Revision) -> dict[str, Any]:
    """Return all that the fingerprint covers. What is frozen beside it one day is added only where a revision has it,
    so that earlier fingerprints stay what they are."""
    answers = {key: value for key, value in revision.answers.items() if key not in FACTS}
    return {
        "format": FORMAT,
        "filing": revision.filing.reference,
        "kind": revision.kind,
        "role": revision.role,
        "revision": revision.number,
        "form_version": revision.version,
        "company": {key: revision.answers[key] for key in FACTS if key in revision.answers},
        "answers": answers,
        "documents": [
            {key: document[key] for key in ("key", "name", "size", "sha256")} for document in revision.documents
        ],
        "declaration": {"language": revision.declared_in, "text": revision.declaration},
        "submitted_at": revision.submitted_at.astimezone(UTC).isoformat(),
        "submitted_by": revision.submitter,
    }


def fingerprint(stated: Any) -> str:
    """Return the SHA-256 of ``stated`` in canonical JSON, in hex."""
    return hashlib.sha256(canonical(stated)).hexdigest()


def canonical(stated: Any) -> bytes:
    """Raises TypeError for a float: there is more than one way to write one."""
    _refuse_floats(stated)
    return json.dumps(stated, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def receipt(revision: Revision) -> dict[str, Any]:
    """Return the receipt for machines: the statement with personal data masked, its fingerprint and where to verify it.
    The same in every language, and whoever asks."""
    stated = statement(revision)
    masked = sorted(key for key, value in stated["answers"].items() if value and visibility.is_sensitive(key))
    stated["answers"] |= {key: visibility.masked(key, stated["answers"][key]) for key in masked}
    for document in stated["documents"]:
        if visibility.is_sensitive(document["key"]):
            document["name"] = visibility.DOTS
    return {
        **stated,
        "masked": masked,
        "fingerprint": {"algorithm": "SHA-256", "value": revision.fingerprint},
        "verify_at": address_of(revision),
    }


def address_of(revision: Revision) -> str:
    """Return the absolute address of the page that verifies it, in Chinese: there one can go on in English."""
    return outbox.address_in("zh-hans", "receipt", revision.code)


def compare(revision: Revision, said: str) -> Verdict:
    """Tell whether ``said``, a fingerprint or a whole receipt in JSON, is that of ``revision``. Of a receipt every word
    counts: its fingerprint cannot be computed from what is masked, so that it alone would prove nothing."""
    compact = UNSEEN.sub("", said).lower()
    if FINGERPRINT.fullmatch(compact):
        return Verdict.MATCHES if compact == revision.fingerprint else Verdict.DIFFERS
    try:
        given = json.loads(said)
        same = canonical(given) == canonical(receipt(revision))
    except (ValueError, TypeError, RecursionError):
        return Verdict.UNREADABLE
    if not isinstance(given, dict):
        return Verdict.UNREADABLE
    return Verdict.MATCHES if same else Verdict.DIFFERS


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A float has no canonical form here.")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_floats(each)
