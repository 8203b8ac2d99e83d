"""Giving a filing back to its company, to be corrected."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit import trail
from filings import corrections, notices, reasons
from filings.models import Filing


@transaction.atomic
def reopen(
    filing: Filing, *, reason: str, comments: Sequence[corrections.Question] = (), by: User, at: datetime
) -> None:
    """Return a submitted filing. The company reads ``reason`` in the event "returned" and in its mail, and finds each
    of the ``comments`` beside the field that it is about."""
    trail.lock(filing)
    reason = reasons.required(reason)
    trail.move(filing, to=Filing.Status.RETURNED, by=by, at=at, act="returned", reason=reason)
    corrections.send(filing.revisions.latest("number"), comments, at=at)
    notices.returned(filing, reason=reason, comments=len(comments), at=at)
