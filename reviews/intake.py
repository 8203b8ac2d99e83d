"""The way in: a submitted filing becomes a case, and a corrected one goes on where it was returned."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Office
from audit import trail
from deadlines import periods
from deadlines.calendar import OFFICIAL
from divisions import province_of
from filings.models import Filing, Revision
from reviews import notices, permissions
from reviews.models import Case

logger = logging.getLogger(__name__)

NEW = Q(case=None)
CORRECTED = Q(case__status=Case.Status.RETURNED)


def open_waiting(*, at: datetime) -> int:
    """Open a case for each submitted filing without one, and resume those that were corrected. Return how many.

    Each filing is a transaction of its own: one that cannot be taken in stops no other, and is tried again.
    """
    waiting = Filing.objects.submitted().filter(NEW | CORRECTED).order_by("submitted_at", "pk")
    taken_in = 0
    for pk, reference in waiting.values_list("pk", "reference"):
        try:
            taken_in += take_in(pk, at=at)
        except Exception:
            logger.exception("The filing %s could not be taken in.", reference)
    return taken_in


@transaction.atomic
def take_in(filing_id: int, *, at: datetime) -> bool:
    """Open or resume the case of one filing. False when another process is doing so, or has done so already."""
    filing = Filing.objects.submitted().select_for_update(skip_locked=True, no_key=True).filter(pk=filing_id).first()
    if filing is None:
        return False
    revision = filing.revisions.latest("number")
    case = Case.objects.filter(filing=filing).first()
    if case is None:
        _open(filing, revision, at=at)
        return True
    return _resume(case, revision, at=at)


def _open(filing: Filing, revision: Revision, *, at: datetime) -> None:
    office = _office_of(revision)
    due = periods.review_due(timezone.localdate(revision.submitted_at), calendar=OFFICIAL)
    case = Case(filing=filing, province=office, office=office, opened_at=at)
    case.due_on, case.due_provisional = due
    _copy_names(case, revision)
    case.save()
    trail.record(case, by=None, at=at, act="opened")
    notices.new_case(case, at=at)


def _resume(case: Case, revision: Revision, *, at: datetime) -> bool:
    trail.lock(case)
    if case.status != Case.Status.RETURNED or case.paused_on is None:
        return False
    submitted_on = timezone.localdate(revision.submitted_at)
    case.due_on, case.due_provisional = periods.resume(
        case.due, paused_on=case.paused_on, resumed_on=submitted_on, calendar=OFFICIAL
    )
    case.paused_on = None
    case.resubmitted_at = revision.submitted_at
    if (office := _office_of(revision)) != case.province:
        case.province = case.office = office  # the company has corrected where it is registered
        case.assignee = None
    if not permissions.is_held(case):
        case.assignee = None  # may have left the office while the company had the filing
    _copy_names(case, revision)
    case.version += 1
    trail.move(case, to=Case.Status.PROVINCIAL, by=None, at=at, act="resumed", revision=revision.number)
    notices.resubmitted(case, at=at)
    return True


def _office_of(revision: Revision) -> Office:
    """The office of the province that the company is registered in. Raises Office.DoesNotExist where there is none."""
    return Office.objects.of_province(province_of(revision.answers["division"]) or "none")


def _copy_names(case: Case, revision: Revision) -> None:
    case.algorithm = revision.answers.get("algorithm_name", "")
    case.company = revision.answers["company_name"]
