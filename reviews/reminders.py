"""Who is to be reminded of a due date, and when."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import Exists, IntegerField, OuterRef, Value, When
from django.utils import timezone

from audit import trail
from deadlines.calendar import OFFICIAL
from deadlines.working_days import last_day_within
from reviews import notices, urgency
from reviews.models import Case, Reminder
from reviews.models.case import CaseQuerySet

# Working days before the due date, most urgent first.
MILESTONES = (0, 1, 5)

logger = logging.getLogger(__name__)


def due_for_reminder(*, on: date) -> CaseQuerySet:
    """The cases whose clock runs and that have reached a milestone by ``on`` of which nobody was told.

    Each carries ``milestone``, the most urgent one reached: those that were missed before it are not made up for.
    """
    reached = [
        When(due_on__lte=last_day_within(days, today=on, calendar=OFFICIAL), then=Value(days)) for days in MILESTONES
    ]
    told = Reminder.objects.filter(case=OuterRef("pk"), due_on=OuterRef("due_on"), milestone__lte=OuterRef("milestone"))
    return (
        Case.objects.in_review()
        .annotate(milestone=Choice(*reached, output_field=IntegerField()))
        .filter(milestone__isnull=False)
        .filter(~Exists(told))
        .order_by("due_on", "id")
    )


def remind(*, at: datetime) -> int:
    """Remind of every case that is due for it, and return of how many. Run as often as you like.

    An office without a reviewer is told of when it has one. Each case is a transaction of its own: one that cannot be
    told of stops no other, and is tried again.
    """
    today = timezone.localdate(at)
    given = 0
    for case in due_for_reminder(on=today).select_related("filing__company", "assignee", "office"):
        try:
            given += _remind(case, today=today, at=at)
        except Exception:
            logger.exception("Nobody was reminded of the case %s.", case.filing.reference)
    return given


@transaction.atomic
def _remind(case: Case, *, today: date, at: datetime) -> bool:
    milestone, version = case.milestone, case.version  # type: ignore[attr-defined]
    trail.lock(case)
    if case.version != version:
        return False  # something has happened since it was picked; the next run looks again
    if not (people := list(notices.reviewers_concerned(case))):
        return False
    _reminder, fresh = Reminder.objects.get_or_create(
        case=case, due_on=case.due_on, milestone=milestone, defaults={"at": at}
    )
    if fresh:
        notices.reminder(case, people, milestone, urgency.days_left(case.due_on, today=today), at=at)
    return fresh
