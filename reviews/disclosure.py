"""Personal data of a case, read in full by a reviewer of the office that has it. See filings/disclosure.py."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit import trail
from filings import disclosure
from filings.models import Attachment, Revision
from reviews import permissions
from reviews.models import Case


@transaction.atomic
def reveal(case: Case, revision: Revision, *, key: str, why: str, by: User, at: datetime) -> str:
    """Return the sensitive answer ``key`` of a revision in full, and leave an event."""
    _assert_may(case, by)
    return disclosure.read_out(revision, key=key, why=why, by=by, at=at)


@transaction.atomic
def hand_out(case: Case, document: Attachment, *, why: str, by: User, at: datetime) -> None:
    """Write down that ``by`` takes a sensitive document away."""
    _assert_may(case, by)
    disclosure.let_go(document, why=why, by=by, at=at)


def _assert_may(case: Case, by: User) -> None:
    trail.lock(case)
    permissions.require(by, "reveal", case)
