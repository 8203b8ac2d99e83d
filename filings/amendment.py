"""Giving a filing back to its company, to be corrected."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit import trail
from filings import notices, reasons
from filings.models import Filing


@transaction.atomic
def reopen(filing: Filing, *, reason: str, by: User, at: datetime) -> None:
    """Return a submitted filing. The company reads ``reason`` in the event "returned" and in its mail."""
    trail.lock(filing)
    reason = reasons.required(reason)
    trail.move(filing, to=Filing.Status.RETURNED, by=by, at=at, act="returned", reason=reason)
    notices.returned(filing, reason=reason, at=at)
