"""Who works on a case."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import offices_reviewed_by
from audit import trail
from reviews import permissions, timeline
from reviews.models import Case


class TakenByAnother(trail.Refused):
    """Somebody else has the case; the message says who, since when."""


class NothingWaits(trail.Refused):
    """No case of the office is without a reviewer."""


@transaction.atomic
def take(case: Case, *, by: User, at: datetime) -> None:
    """Make ``by`` the reviewer of ``case``. Taking it twice is taking it once."""
    trail.lock(case)
    if case.status not in Case.IN_REVIEW:
        raise trail.Refused(timeline.last_said(case))
    if case.assignee_id == by.pk:
        return
    if permissions.is_held(case):
        raise TakenByAnother(timeline.said(case.events.select_related("by").filter(act="taken").last()))
    if not permissions.may_take(by, case):
        raise trail.Refused(_("This case does not wait for a reviewer of your office."))
    _assign(case, by, by=by, at=at, act="taken")


@transaction.atomic
def take_next(*, by: User, at: datetime) -> Case:
    """Take the most urgent case that waits in the offices of ``by``. Two who ask at once get two cases."""
    waiting = (
        Case.objects.visible_to(by)
        .in_review()
        .filter(assignee=None, office__in=offices_reviewed_by(by))
        .order_by("due_on", "id")
        .select_for_update(of=("self",), skip_locked=True)
    )
    case = waiting.first()
    if case is None:
        raise NothingWaits(_("No cases are waiting for a reviewer."))
    take(case, by=by, at=at)
    return case


@transaction.atomic
def give_back(case: Case, *, by: User, at: datetime) -> None:
    """Put ``case`` back into the queue of its office."""
    trail.lock(case)
    if case.status not in Case.IN_REVIEW:
        raise trail.Refused(timeline.last_said(case))
    if case.assignee_id != by.pk:
        raise trail.Refused(_("Only its reviewer can give a case back."))
    _assign(case, None, by=by, at=at, act="given_back")


def _assign(case: Case, assignee: User | None, *, by: User, at: datetime, act: str) -> None:
    case.assignee = assignee
    case.version += 1
    case.save(update_fields=["assignee", "version"])
    trail.record(case, by=by, at=at, act=act)
