"""Cases of reviewers who have gone: what no act of this room has caused is noticed here, and put right."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Membership, Posting
from audit import trail
from reviews import permissions
from reviews.models import Case
from reviews.models.case import CaseQuerySet

logger = logging.getLogger(__name__)


def stranded() -> CaseQuerySet:
    """The open cases whose reviewer has left the office, has a closed account, or has joined the company."""
    posted = Posting.objects.filter(
        user=OuterRef("assignee"), office=OuterRef("office"), role=Posting.Role.REVIEWER, user__is_active=True
    )
    joined = Membership.objects.filter(user=OuterRef("assignee"), company=OuterRef("filing__company"))
    held = Case.objects.at_work().filter(assignee__isnull=False)
    return held.exclude(Exists(posted) & ~Exists(joined))


def release_stranded(*, at: datetime) -> int:
    """Put each of them back into the queue of its office, and return of how many. Run as often as you like.

    Each case is a transaction of its own: one that cannot be released stops no other, and is tried again.
    """
    released = 0
    for case in stranded().select_related("filing").order_by("pk"):
        try:
            released += _release(case, at=at)
        except Exception:
            logger.exception("The case %s could not be put back into the queue.", case.filing.reference)
    return released


@transaction.atomic
def _release(case: Case, *, at: datetime) -> bool:
    trail.lock(case)
    if case.assignee_id is None or case.status not in permissions.AT_WORK or permissions.is_held(case):
        return False
    gone = case.assignee_id
    case.assignee = None
    case.version += 1
    case.save(update_fields=["assignee", "version"])
    trail.record(case, by=None, at=at, act="released", **{"from": gone})
    return True
