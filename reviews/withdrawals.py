"""Cases of filings that their company has withdrawn: noticed here, and closed."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit import trail
from filings import withdrawal
from filings.models import Filing
from reviews import notices
from reviews.models import Case

logger = logging.getLogger(__name__)


class Withdrawn(trail.Refused):
    """There is nothing to decide any more; the message says since when."""


def close_withdrawn(*, at: datetime) -> int:
    """Close the case of each withdrawn filing, and return how many. Run as often as you like.

    Each case is a transaction of its own: one that cannot be closed stops no other, and is tried again.
    """
    closed = 0
    waiting = Case.objects.at_work().filter(filing__status=Filing.Status.WITHDRAWN)
    for case in waiting.select_related("filing").order_by("pk"):
        try:
            closed += _close(case, at=at)
        except Exception:
            logger.exception("The case %s could not be closed.", case.filing.reference)
    return closed


@transaction.atomic
def _close(case: Case, *, at: datetime) -> bool:
    trail.lock(case)
    if Case.Status.WITHDRAWN not in Case.MOVES.get(Case.Status(case.status), ()):
        return False
    people = list(notices.reviewers_concerned(case))
    event = withdrawal.of(case.filing)
    case.closed_at, case.paused_on, case.resubmitted_at = at, None, None
    case.version += 1
    trail.move(case, to=Case.Status.WITHDRAWN, by=event.by, at=at, act="withdrawn", reason=event.detail["reason"])
    notices.withdrawn(case, people, event.detail["reason"], at=at)
    return True


def assert_not_withdrawn(case: Case) -> None:
    """Raise ``Withdrawn`` where the company has withdrawn the filing, whether or not its case is closed yet."""
    if case.filing.status != Filing.Status.WITHDRAWN:
        return
    when = date_format(timezone.localtime(withdrawal.of(case.filing).at), "DATETIME_FORMAT")
    raise Withdrawn(_("The company withdrew it on %(when)s.") % {"when": when})
