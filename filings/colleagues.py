"""When somebody leaves a company, or only looks on from now on: what they had begun goes to a colleague."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import membership as belonging
from accounts.models import Company, Membership, User
from accounts.permissions import role_in
from audit import trail
from filings.models import Filing
from filings.permissions import WRITERS


class NoHeir(trail.Refused):
    """Nobody is named who could go on with the person's filings."""


@transaction.atomic
def remove(membership: Membership, *, heir: User | None = None, by: User, at: datetime) -> None:
    """End ``membership``, by an owner or by the person, and give what they had begun to ``heir``; to the owner who
    removes, unless another is named. Raises ``NoHeir`` and what ``accounts.membership.remove`` raises."""
    company, person = membership.company, membership.user
    belonging.remove(membership, by=by, at=at)
    _hand_on(company, person, heir or by, by=by, at=at)


@transaction.atomic
def change_role(membership: Membership, *, role: str, heir: User | None = None, by: User, at: datetime) -> None:
    """Make the person ``role``. Whoever only looks on from now on gives what they had begun to ``heir``."""
    company, person = membership.company, membership.user
    belonging.change_role(membership, role=role, by=by, at=at)
    if role not in WRITERS:
        _hand_on(company, person, heir or by, by=by, at=at)


def begun_by(person: User, company: Company) -> QuerySet[Filing]:
    """The filings that ``person`` has in hand: those with the company, and those that may come back to it."""
    return Filing.objects.filter(
        company=company, applicant=person, status__in=[*Filing.EDITABLE, Filing.Status.SUBMITTED]
    )


def heirs(membership: Membership) -> QuerySet[User]:
    """Who can go on with the person's filings: the other owners and editors, owners first."""
    others = User.objects.filter(
        is_active=True, memberships__company=membership.company, memberships__role__in=sorted(WRITERS)
    )
    return others.exclude(pk=membership.user_id).order_by("-memberships__role", "pk")


def _hand_on(company: Company, person: User, heir: User, *, by: User, at: datetime) -> None:
    filings = begun_by(person, company).select_for_update(of=("self",)).order_by("pk")
    if not filings:
        return
    if role_in(heir, company) not in WRITERS:
        raise NoHeir(_("Select an owner or editor who goes on with the filings"))
    for filing in filings:
        filing.applicant = heir
        filing.save()
        trail.record(filing, by=by, at=at, act="reassigned", before=str(person), now=str(heir))
