"""The cases of a reviewer who is away are handed to others, many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Office, Team, User
from accounts.permissions import offices_where
from audit import trail
from reviews import assignment, notices, permissions, timeline
from reviews.models import Case
from reviews.models.case import CaseQuerySet

MOST = 500  # cases at once


@dataclass(frozen=True)
class Result:
    """What became of a case: who has it now (None: the queue), or why it stays where it was."""

    case: Case
    to: User | None
    refusal: str = ""


def offices_headed_by(user: User) -> QuerySet[Office]:
    return offices_where(user, *permissions.FOR_A_CASE["hand_over"].roles)


def cases_held(holder: User, *, by: User) -> CaseQuerySet:
    """The open cases of ``holder`` that ``by`` may hand over, most urgent first."""
    return _within_reach(by).filter(assignee=holder).select_related("filing").order_by("due_on", "id")


def holders(*, by: User) -> QuerySet[User]:
    """Whoever has cases that ``by`` may hand over, those who have left included; each with ``held``, how many."""
    mine = _within_reach(by)
    having = User.objects.filter(cases__in=mine)
    return having.annotate(held=Count("cases", filter=Q(cases__in=mine), distinct=True)).order_by("name", "pk")


def _within_reach(by: User) -> CaseQuerySet:
    return Case.objects.visible_to(by).at_work().filter(office__in=offices_headed_by(by))


@transaction.atomic
def hand_over(
    holder: User,
    references: Iterable[str],
    *,
    to: User | Team | None,
    reason: str,
    by: User,
    at: datetime,
) -> list[Result]:
    """Hand the cases of ``holder`` with these ``references`` to a colleague, to the members of a team in turn, or with
    None back to the queue.

    Each case is an act of its own, done or refused; the letters, one to a person, tell of those that were done. At
    most ``MOST`` cases at once.
    """
    wanted = sorted(set(references))
    if not reason.strip():
        raise assignment.ReasonMissing(_("Enter the reason"))
    if len(wanted) > MOST:
        raise trail.Refused(_("At most %(count)d cases are handed over at once. Select fewer.") % {"count": MOST})
    cases = Case.objects.visible_to(by).filter(filing__reference__in=wanted).select_related("filing").order_by("pk")
    turn = list(to.members.order_by("name", "pk")) if isinstance(to, Team) else [to]
    results = []
    for case in cases:
        results.append(_hand_over(case, holder, turn, reason=reason, by=by, at=at))
        if results[-1].to in turn and isinstance(to, Team):
            turn.append(turn.pop(turn.index(results[-1].to)))  # whoever has got one stands at the end of the row
    done = [result for result in results if not result.refusal]
    _tell(done, holder, reason=reason.strip(), by=by, at=at)
    return results


def _hand_over(case: Case, holder: User, turn: Sequence[User | None], *, reason: str, by: User, at: datetime) -> Result:
    """Hand ``case`` to the first of ``turn`` who may review it."""
    refusal = _("Nobody of the team can review this case.")
    with transaction.atomic():
        trail.lock(case)
        try:
            if case.assignee_id != holder.pk:
                raise trail.Refused(_("%(person)s does not have this case any more.") % {"person": holder})
            if case.status not in permissions.AT_WORK:
                raise trail.Refused(timeline.last_said(case))
            permissions.require(by, "hand_over", case)
        except trail.Refused as refused:
            return Result(case, None, str(refused))
        for to in turn:
            try:
                assignment.give(case, to, reason=reason, by=by, at=at)
            except assignment.NotTheirs as refused:
                refusal = str(refused) if len(turn) == 1 else refusal
            else:
                return Result(case, to)
    return Result(case, None, refusal)


def _tell(done: Sequence[Result], holder: User, *, reason: str, by: User, at: datetime) -> None:
    """One letter to each person: to whoever had the cases, to whoever has them now, and to those they wait for."""
    told: defaultdict[User, list[Case]] = defaultdict(list)
    for result in done:
        reviewers = permissions.reviewers_of(result.case)
        concerned = reviewers.filter(pk__in=[holder.pk, result.to.pk]) if result.to else reviewers
        for person in concerned:
            told[person].append(result.case)
    for person, cases in told.items():
        notices.handed_over(person, cases, before=holder, reason=reason, by=by, at=at)
