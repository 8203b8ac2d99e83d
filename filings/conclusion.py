"""How a filing ends: with a number, or with the reasons why not."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit import trail
from filings import notices, reasons
from filings.models import Filing


@transaction.atomic
def approve(filing: Filing, *, number: str, by: User, at: datetime) -> None:
    """Conclude with the filing number ``number`` (21 digits), kept in the event "approved"."""
    trail.lock(filing)
    trail.move(filing, to=Filing.Status.APPROVED, by=by, at=at, act="approved", number=number)


@transaction.atomic
def refuse(filing: Filing, *, reason: str, by: User, at: datetime) -> None:
    """Conclude without a number. The company is told why (互联网信息服务算法推荐管理规定, art. 25)."""
    trail.lock(filing)
    reason = reasons.required(reason)
    trail.move(filing, to=Filing.Status.REFUSED, by=by, at=at, act="refused", reason=reason)
    notices.refused(filing, reason=reason, at=at)
