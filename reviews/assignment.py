"""Who works on a case."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import offices_reviewed_by
from audit import trail
from filings.models import Revision
from reviews import notices, permissions, timeline
from reviews.models import Case, Decision


class TakenByAnother(trail.Refused):
    """Somebody else has the case; the message says who, since when."""


class NothingWaits(trail.Refused):
    """No case of the office is without a reviewer."""


class Stale(trail.Refused):
    """Something has happened since the page was read; the message says who did what, and when."""


class ReasonMissing(trail.Refused):
    """Whoever takes a case from somebody says why."""


class NotTheirs(trail.Refused):
    """The person cannot review the case."""


@transaction.atomic
def take(case: Case, *, by: User, at: datetime) -> None:
    """Make ``by`` the reviewer of ``case``. Taking it twice is taking it once."""
    trail.lock(case)
    permissions.require(by, "read", case)
    if case.status not in Case.IN_REVIEW:
        raise trail.Refused(timeline.last_said(case))
    if case.assignee_id == by.pk:
        return
    if permissions.is_held(case):
        raise TakenByAnother(timeline.last_given(case))
    permissions.require(by, "take", case)
    _give(case, by, by=by, at=at, act="taken")


@transaction.atomic
def take_next(*, by: User, at: datetime) -> Case:
    """Take the most urgent case that waits in the offices of ``by``. Two who ask at once get two cases."""
    decided_elsewhere = Decision.objects.filter(case=OuterRef("pk"), by=by).exclude(office=OuterRef("office"))
    submitted = Revision.objects.filter(filing=OuterRef("filing"), submitted_by=by)
    waiting = (
        Case.objects.visible_to(by)
        .in_review()
        .filter(assignee=None, office__in=offices_reviewed_by(by))
        .exclude(Exists(decided_elsewhere))
        .exclude(Exists(submitted))
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
    permissions.require(by, "read", case)
    if case.status not in Case.IN_REVIEW:
        raise trail.Refused(timeline.last_said(case))
    permissions.require(by, "give_back", case)
    _give(case, None, by=by, at=at, act="given_back")


@transaction.atomic
def assign(case: Case, *, to: User | None, reason: str = "", version: int, by: User, at: datetime) -> None:
    """Give ``case`` to a reviewer of its office, or with None put it back into the queue.

    Intake and the head assign what nobody has, and put back what somebody has; from one reviewer to another it is the
    head who gives it. Whatever takes the case from somebody has a ``reason``. ``version`` is that of the case on the
    page that was read.
    """
    trail.lock(case)
    holder = _begin(case, to, by=by)
    if case.version != version:
        raise Stale(timeline.last_said(case))
    if holder and not reason.strip():
        raise ReasonMissing(_("Enter the reason"))
    give(case, to, reason=reason, by=by, at=at)
    notices.assigned(case, to, before=holder, reason=reason.strip(), by=by, at=at)


def give(case: Case, to: User | None, *, reason: str, by: User, at: datetime) -> None:
    """Hand a locked ``case`` to ``to``, who may review it, or to the queue. Raises ``NotTheirs`` where they may not."""
    if to is not None and (obstacle := _obstacle(case, to, by=by)):
        raise NotTheirs(obstacle)
    act = "recalled" if to is None else "reassigned" if case.assignee_id else "assigned"
    before = {"from": case.assignee_id} if case.assignee_id else {}
    after = {"to": to.pk} if to else {}
    _give(case, to, by=by, at=at, act=act, reason=reason.strip(), **before, **after)


def _obstacle(case: Case, to: User, *, by: User) -> str:
    """Why ``to`` cannot get the case, in words for ``by``; empty where they can."""
    name = {"person": to}
    if case.assignee_id == to.pk:
        return _("%(person)s has this case already.") % name
    if permissions.reviewers_of(case).filter(pk=to.pk).exists():
        return ""
    if not permissions.may(by, "read_recusals", case):
        return _("%(person)s cannot review this case.") % name
    if case.recusals.filter(person=to).exists():
        return _("%(person)s has declared a conflict of interest.") % name
    if to.memberships.filter(company=case.filing.company_id).exists():
        return _("%(person)s belongs to the company.") % name
    if case.filing.revisions.filter(submitted_by=to).exists():
        return _("%(person)s has submitted it for the company.") % name
    if case.decisions.filter(by=to).exclude(office=case.office_id).exists():
        return _("%(person)s has decided on it in the other office.") % name
    return _("%(person)s does not review in this office.") % name


def _begin(case: Case, to: User | None, *, by: User) -> User | None:
    """Make sure that ``by`` may give a locked ``case`` to ``to``, and return the reviewer who has it now."""
    holder = case.assignee if permissions.is_held(case) else None
    permissions.require(by, "read", case)
    if case.status not in permissions.AT_WORK:
        raise trail.Refused(timeline.last_said(case))
    permissions.require(by, "reassign" if holder and to else "assign", case)
    if to is None and case.assignee_id is None:
        raise trail.Refused(_("The case waits in the queue already."))
    return holder


def _give(case: Case, assignee: User | None, *, by: User, at: datetime, act: str, **detail: object) -> None:
    case.assignee = assignee
    case.version += 1
    case.save(update_fields=["assignee", "version"])
    trail.record(case, by=by, at=at, act=act, **detail)
