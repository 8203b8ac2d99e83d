"""Taking a filing back before it is decided."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import notices, permissions
from filings.models import Filing, FilingEvent
from filings.reasons import ReasonMissing


@transaction.atomic
def withdraw(filing: Filing, *, reason: str, by: User, at: datetime) -> None:
    """End ``filing`` before a decision, for good. The office closes its case, and reads ``reason``."""
    trail.lock(filing)
    permissions.require_role(by, "withdraw", filing)
    if not (tidy := reason.strip()):
        raise ReasonMissing(_("Enter the reason: the office reads it"))
    trail.move(filing, to=Filing.Status.WITHDRAWN, by=by, at=at, act="withdrawn", reason=tidy)
    notices.withdrawn(filing, reason=tidy, by=by, at=at)


def of(filing: Filing) -> FilingEvent:
    """Return the event by which ``filing``, which is withdrawn, was that."""
    return filing.events.get(act="withdrawn")
