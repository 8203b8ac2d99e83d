"""Cases that are late are brought before the head of the office, once for each due date."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.permissions import Work
from audit import trail
from reviews import notices, permissions
from reviews.models import Case, CaseEvent
from reviews.models.case import CaseQuerySet

logger = logging.getLogger(__name__)


def due_for_escalation(*, on: date) -> CaseQuerySet:
    """The cases whose clock runs, whose due date is past on the day ``on``, and of which no head was told."""
    told = CaseEvent.objects.annotate(told_of=KT("detail__due_on")).filter(
        case=OuterRef("pk"), act="escalated", told_of=Cast(OuterRef("due_on"), CharField())
    )
    return Case.objects.in_review().filter(due_on__lt=on).exclude(Exists(told)).order_by("due_on", "id")


def escalate(*, at: datetime) -> int:
    """Tell the heads of every case that is due for it, and return of how many. Run as often as you like.

    An office without a head is told of when it has one. Each case is a transaction of its own.
    """
    today = timezone.localdate(at)
    told = 0
    for case in due_for_escalation(on=today).select_related("filing"):
        try:
            told += _escalate(case, today=today, at=at)
        except Exception:
            logger.exception("No head was told of the case %s.", case.filing.reference)
    return told


@transaction.atomic
def _escalate(case: Case, *, today: date, at: datetime) -> bool:
    trail.lock(case)
    if not due_for_escalation(on=today).filter(pk=case.pk).exists():
        return False  # something has happened since it was picked
    heads = list(permissions.people_of(case, Work.HEAD))
    if not heads:
        return False
    trail.record(case, by=None, at=at, act="escalated", due_on=str(case.due_on))
    notices.late(case, heads, at=at)
    return True
