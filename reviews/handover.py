"""From the office to the registry. The one module that knows both sides."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import answers as said
from filings import changing, remarks
from filings.models import Filing, Revision
from registry import holders, numbers, publication, spelling
from registry.models import Approval, Batch, Entry, Holder, Role
from reviews import notices, permissions
from reviews.models import Case

# In place of a holder's code: none of those offered is the company.
NEW = "new"

ROLES = {Filing.Role.PROVIDER: Role.PROVIDER, Filing.Role.SUPPORTER: Role.SUPPORTER}


class HolderUnclear(trail.Refused):
    """Whose number it would be is not settled; the message says what to do."""


class NotAPublisher(trail.Refused):
    """Only publishers of the national office publish."""


def hand_over(case: Case, revision: Revision, *, holder_code: str | None, at: datetime) -> Approval:
    """Issue the filing number for an approved case, and lay what may be public ready for publication. What amends an
    entry keeps its number.

    Call inside the transaction of the approval: number and approval stand or fall together.
    """
    if case.filing.amends_id:
        return _amend(case, revision, at=at)
    facts = published_facts(revision)
    _one_at_a_time(case.company)
    holder = _holder(case, holder_code)
    number = numbers.issue(holder, division=revision.answers["division"], on=timezone.localdate(at))
    return publication.register(number=number, holder=holder, filing_reference=case.filing.reference, at=at, **facts)


def _amend(case: Case, revision: Revision, *, at: datetime) -> Approval:
    entry = changing.entry_of(case.filing)
    if entry is None:
        raise trail.Refused(_("The entry that this is about is not public."))
    said_of_it: dict[str, Any] = {"filing_reference": case.filing.reference, "at": at}
    if case.filing.is_cancellation:
        remark = remarks.of_cancellation(revision.answers)
        ended_on = date.fromisoformat(revision.answers["ended_on"])
        return publication.register_amendment(entry, facts={}, remark=remark, ended_on=ended_on, **said_of_it)
    facts = {name: fact for name, fact in published_facts(revision).items() if name != "role"}
    return publication.register_amendment(entry, facts=facts, remark=revision.answers["public_remark"], **said_of_it)


def _one_at_a_time(company: str) -> None:
    """Let nobody else look for a holder of this name until the transaction ends: of two approvals at once, the second
    sees the holder that the first has made, whichever accounts they were filed from."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [spelling.key_of(company)])


def published_facts(revision: Revision) -> dict[str, Any]:
    """What the registry will say of the algorithm: the columns of the official lists."""
    answers = revision.answers
    return {
        "company": answers["company_name"],
        "algorithm": answers["algorithm_name"],
        "role": ROLES[Filing.Role(revision.role)],
        "product": said.published_products(answers),
        "purpose": answers["purpose"],
    }


def offered(case: Case) -> QuerySet[Holder]:
    """The holders on file that may be the company: those of exactly its name. What amends an entry asks for none."""
    if case.filing.amends_id:
        return Holder.objects.none()
    return holders.matching(case.company)


def _holder(case: Case, code: str | None) -> Holder:
    found = offered(case)
    if code == NEW or (code is None and not found.exists()):
        return holders.draw(case.company)
    if code is None:
        raise HolderUnclear(_("A holder of this name is on file. Say whether it is this company."))
    holder = found.filter(code=code).first()
    if holder is None:
        raise HolderUnclear(_("No holder with this code bears the company's name."))
    return holder


@transaction.atomic
def gather(*, month: date, title: str, notice: str, approvals: list[Approval], by: User, at: datetime) -> Batch:
    """Gather ``approvals`` into the batch of ``month``, which stays private until it is published."""
    _assert_publisher(by, "gather")
    return publication.gather(month=month, title=title, notice=notice, approvals=approvals, by=by, at=at)


@transaction.atomic
def arrange(batch: Batch, *, title: str, notice: str, approvals: Iterable[Approval], by: User, at: datetime) -> None:
    """Make these the title, the notice and the whole content of a batch that is not public yet."""
    _assert_publisher(by, "gather")
    publication.describe(batch, title=title, notice=notice, by=by, at=at)  # locks it: what is in it stands still
    wanted, gathered = set(approvals), set(batch.approvals.all())
    publication.release(batch, approvals=_in_order(gathered - wanted), by=by, at=at)
    publication.add(batch, approvals=_in_order(wanted - gathered), by=by, at=at)


@transaction.atomic
def publish(batch: Batch, *, by: User, at: datetime) -> list[Entry]:
    """Make ``batch`` public: its entries, its cases and the messages in one transaction, never half."""
    _assert_publisher(by, "publish")
    entries = publication.publish(batch, by=by, at=at)
    numbers_of = dict(batch.approvals.values_list("filing_reference", "number"))
    cases = Case.objects.select_for_update(of=("self",)).filter(filing__reference__in=numbers_of).order_by("pk")
    for case in cases.select_related("filing__company"):
        case.closed_at = at
        case.version += 1
        trail.move(case, to=Case.Status.PUBLISHED, by=by, at=at, act="published", batch=batch.slug)
        notices.published(case, numbers_of[case.filing.reference], at=at)
    return entries


def _in_order(approvals: set[Approval]) -> list[Approval]:
    """In one order for everybody, so that two who lock the same rows do not lock each other out."""
    return sorted(approvals, key=lambda approval: approval.pk)


def _assert_publisher(by: User, act: str) -> None:
    if not permissions.may_with_batches(by, act):
        raise NotAPublisher(_("Only publishers of the national office can do this."))
