"""What a reviewer decides on a case: pass it on, return it, hand it back, refuse it, approve or verify it.

Each act is one transaction: the decision, the move of the case, what follows for the filing, and the messages.
``version`` is that of the case on the page that the reviewer read.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Office, User
from audit import trail
from filings import amendment, conclusion
from filings.models import Revision
from reviews import commenting, handover, notices, permissions, tiers, timeline, withdrawals
from reviews.models import Case, Decision

Outcome = Decision.Outcome
Status = Case.Status


class Stale(trail.Refused):
    """Something has happened since the page was read; the message says who did what, and when."""


class ReasonMissing(trail.Refused):
    """A return, a refusal and a hand-back say why (互联网信息服务算法推荐管理规定, art. 25)."""


@transaction.atomic
def pass_on(case: Case, *, opinion: str = "", version: int, by: User, at: datetime) -> None:
    """Pass ``case`` to the national office, with the province's opinion."""
    revision = _begin(case, Outcome.PASSED, version=version, by=by)
    decision = _decide(case, revision, Outcome.PASSED, reason=opinion.strip(), by=by, at=at)
    case.office, case.assignee = Office.objects.national(), None
    case.reached_national_at = case.reached_national_at or at
    _move(case, to=Status.NATIONAL, decision=decision)
    notices.passed_on(case, at=at)


@transaction.atomic
def return_to_company(
    case: Case, *, reason: str, comments: str | None = None, version: int, by: User, at: datetime
) -> None:
    """Give the filing back for correction, with every comment that was written on the case. The clock stops until it is
    submitted again; the reviewer stays.

    ``comments`` is the ``commenting.stamp`` of those that the reviewer read before sending; None sends what is there.
    """
    revision = _begin(case, Outcome.RETURNED, version=version, by=by)
    drafts = commenting.drafts_of(case, revision)
    if comments not in (None, commenting.stamp(drafts)):
        raise Stale(_("The comments have changed since you read them here. Read them once more, then return the case."))
    decision = _decide(case, revision, Outcome.RETURNED, reason=_stated(reason), by=by, at=at)
    case.paused_on = timezone.localdate(at)
    _move(case, to=Status.RETURNED, decision=decision)
    questions = commenting.take(drafts)
    amendment.reopen(case.filing, reason=decision.reason, comments=questions, by=by, at=at)


@transaction.atomic
def hand_back(case: Case, *, reason: str, version: int, by: User, at: datetime) -> None:
    """Hand ``case`` back to its province, for whoever takes it there."""
    revision = _begin(case, Outcome.HANDED_BACK, version=version, by=by)
    decision = _decide(case, revision, Outcome.HANDED_BACK, reason=_stated(reason), by=by, at=at)
    case.office, case.assignee = case.province, None
    _move(case, to=Status.PROVINCIAL, decision=decision)
    notices.handed_back(case, decision.reason, at=at)


@transaction.atomic
def refuse(case: Case, *, reason: str, version: int, by: User, at: datetime) -> None:
    """Refuse the filing for good (不予备案)."""
    revision = _begin(case, Outcome.REFUSED, version=version, by=by)
    decision = _decide(case, revision, Outcome.REFUSED, reason=_stated(reason), by=by, at=at)
    case.closed_at = at
    _move(case, to=Status.REFUSED, decision=decision)
    conclusion.refuse(case.filing, reason=decision.reason, by=by, at=at)


@transaction.atomic
def verify(case: Case, *, note: str = "", version: int, by: User, at: datetime) -> None:
    """Verify the company's details: they count from now on. ``note`` stays on the record, for reviewers."""
    revision = _begin(case, Outcome.VERIFIED, version=version, by=by)
    decision = _decide(case, revision, Outcome.VERIFIED, reason=note.strip(), by=by, at=at)
    case.closed_at = at
    _move(case, to=Status.VERIFIED, decision=decision)
    conclusion.verify(case.filing, by=by, at=at)


@transaction.atomic
def approve(case: Case, *, holder_code: str | None, note: str = "", version: int, by: User, at: datetime) -> None:
    """Approve the filing: it gets its number, and waits for publication.

    ``holder_code``: that of the holder which the reviewer confirmed, ``handover.NEW`` to draw a new one in spite of
    those offered, or None when none was offered. ``note`` stays on the record, for reviewers.
    """
    revision = _begin(case, Outcome.APPROVED, version=version, by=by)
    decision = _decide(case, revision, Outcome.APPROVED, reason=note.strip(), by=by, at=at)
    approval = handover.hand_over(case, revision, holder_code=holder_code, at=at)
    confirmed = holder_code == approval.holder.code
    _move(case, to=Status.APPROVED, decision=decision, holder=approval.holder.code, holder_confirmed=confirmed)
    conclusion.approve(case.filing, number=approval.number, by=by, at=at)
    notices.approved(case, approval.number, at=at)


def assert_ready(case: Case, *, version: int, by: User) -> None:
    """Refuse unless ``by`` may decide on ``case`` now, and has read it as it is."""
    permissions.require(by, "read", case)
    withdrawals.assert_not_withdrawn(case)
    if case.version != version:
        raise Stale(timeline.last_said(case))
    if case.status not in Case.IN_REVIEW:
        raise trail.Refused(timeline.last_said(case))
    permissions.require(by, "decide", case)


def _begin(case: Case, outcome: Outcome, *, version: int, by: User) -> Revision:
    """Lock the case, make sure that ``by`` may decide so on it, and return the revision that is decided on."""
    trail.lock(case)
    assert_ready(case, version=version, by=by)
    tiers.assert_open_to(case, outcome)
    return case.filing.revisions.latest("number")


def _stated(reason: str) -> str:
    if not (stated := reason.strip()):
        raise ReasonMissing(_("Enter the reason"))
    return stated


def _decide(case: Case, revision: Revision, outcome: Outcome, *, reason: str, by: User, at: datetime) -> Decision:
    return Decision.objects.create(
        case=case, office=case.office, revision=revision, outcome=outcome, reason=reason, by=by, at=at
    )


def _move(case: Case, *, to: Status, decision: Decision, **detail: Any) -> None:
    case.version += 1
    case.resubmitted_at = None
    trail.move(case, to=to, by=decision.by, at=decision.at, act=decision.outcome, decision=decision.pk, **detail)
