"""Who belongs to a company, and as what. Each act is decided behind a lock on the company's row, so that of two owners
who step down at once one stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts import company_notices as notices
from accounts import permissions, withdrawal
from accounts.models import AccessRequest, Company, Membership, User
from audit import trail


class BelongsAlready(trail.Refused):
    """The person is of the company already."""


class LastOwner(trail.Refused):
    """The company would be left without an owner."""


class Gone(trail.Refused):
    """The person has left, or was removed, since the page was made."""


def join(
    company: Company, *, user: User, role: str, act: str, by: User, at: datetime, host: User | None = None
) -> Membership:
    """Let ``user`` in, inside the act that calls and has locked ``company``. ``host`` is who let them in, where that
    is not ``by``. Whatever else would let them in, once more, is settled with it."""
    if permissions.role_in(user, company):
        raise BelongsAlready(_("%(name)s belongs to the company already.") % {"name": user})
    membership = company.memberships.create(user=user, role=role, joined_at=at)
    company.invitations.standing().filter(email=user.email).update(accepted_by=user, accepted_at=at)
    company.access_requests.filter(person=user, status=AccessRequest.Status.WAITING).update(
        status=AccessRequest.Status.ADMITTED, answered_by=host or by, answered_at=at
    )
    _record(membership, act, by=by, at=at, role=role)
    return membership


def owned_alone(person: User) -> QuerySet[Company]:
    """The companies that would have no owner who can sign in without ``person``."""
    owners = Membership.objects.filter(role=Membership.Role.OWNER, user__is_active=True)
    others = owners.filter(company=OuterRef("pk")).exclude(user=person)
    owned = Company.objects.filter(memberships__user=person, memberships__role=Membership.Role.OWNER)
    return owned.exclude(Exists(others))


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: User, at: datetime) -> None:
    """Make the person ``role``. Whoever has the role already keeps it, and nothing is told."""
    _hold(membership)
    permissions.require_for_company(by, "change_role", membership.company)
    _set_role(membership, role=role, by=by, at=at)


@transaction.atomic
def hand_over(membership: Membership, *, by: User, at: datetime) -> None:
    """Make the person an owner, and ``by``, who was one, an editor."""
    _hold(membership)
    permissions.require_for_company(by, "hand_over", membership.company)
    if membership.user == by:
        raise Gone(_("Choose somebody else to hand the company over to."))
    _set_role(membership, role=Membership.Role.OWNER, by=by, at=at)
    own = membership.company.memberships.get(user=by)
    _set_role(own, role=Membership.Role.EDITOR, by=by, at=at)


@transaction.atomic
def remove(membership: Membership, *, by: User, at: datetime) -> None:
    """Let the person belong no more: an owner removes somebody, or somebody leaves. What they did stays in history;
    what they had begun is given to another by ``filings.colleagues``, which calls this."""
    _hold(membership)
    leaves = membership.user == by
    permissions.require_for_company(by, "leave" if leaves else "remove", membership.company)
    _require_another_owner(membership)
    company, person = membership.company, membership.user
    _record(membership, "left" if leaves else "removed", by=by, at=at, role=membership.role)
    membership.delete()
    _withdraw_invitations(company, person, by=by, at=at)
    if not leaves:
        notices.removed(company, person, by=by, at=at)


def _hold(membership: Membership) -> None:
    trail.lock(membership.company)
    try:
        trail.lock(membership)
    except Membership.DoesNotExist:
        raise Gone(_("This person does not belong to the company any more.")) from None


def _set_role(membership: Membership, *, role: str, by: User, at: datetime) -> None:
    before = membership.role
    if role == before:
        return
    if role != Membership.Role.OWNER:
        _require_another_owner(membership)
    membership.role = Membership.Role(role)
    membership.save()
    _record(membership, "role_changed", by=by, at=at, before=before, role=role)
    _withdraw_invitations(membership.company, membership.user, by=by, at=at)
    if membership.user != by:
        notices.role_changed(membership, by=by, at=at)


def _withdraw_invitations(company: Company, sender: User, *, by: User, at: datetime) -> None:
    """What somebody sent goes with the role that another takes from them; whoever steps down leaves it standing."""
    if sender != by and not permissions.may_for_company(sender, "invite", company):
        withdrawal.withdraw_all(company.invitations.standing().filter(invited_by=sender), by=by, at=at)


def _require_another_owner(membership: Membership) -> None:
    if owned_alone(membership.user).filter(pk=membership.company_id).exists():
        raise LastOwner(_("A company has one owner at least. Make somebody else an owner first."))


def _record(membership: Membership, act: str, *, by: User, at: datetime, **detail: str) -> None:
    person = {"person": membership.user_id, "name": str(membership.user)}
    trail.record(membership.company, by=by, at=at, act=act, **person, **detail)
