"""Who works in an office, and as what: changed by its administrators, remembered with each person for good."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import factors, invitations, membership, permissions, sessions, withdrawal
from accounts.models import Company, Invitation, Office, Posting, Team, User
from audit import trail

Role = Posting.Role


class PasskeyMissing(trail.Refused):
    """Whoever asks others for a passkey has one."""


class NotForYourself(trail.Refused):
    """Nobody gives a role to themselves or takes their own, so that each change has two people to it."""


def roles_in(office: Office) -> list[Role]:
    """The roles that ``office`` has, in the order of its work. Only the national office publishes."""
    return [role for role in Role if role != Role.PUBLISHER or office.is_national]


@transaction.atomic
def invite(office: Office, *, email: str, roles: Collection[str], language: str, by: User, at: datetime) -> Invitation:
    """Invite ``email`` to work in ``office`` as ``roles``. Raises as ``invitations.invite`` does."""
    if email == by.email:
        raise NotForYourself(_("Another administrator changes your own roles and your account."))
    _assert_roles_of(office, roles)
    return invitations.invite(office=office, email=email, roles=_in_order(roles), language=language, by=by, at=at)


@transaction.atomic
def change_roles(person: User, office: Office, *, roles: Collection[str], by: User, at: datetime) -> None:
    """Make ``roles`` the whole work of ``person`` in ``office``; with none the person leaves it, and its teams."""
    trail.lock(office)
    permissions.require_for_office(by, "change_postings", office)
    _refuse_own(person, by)
    _assert_roles_of(office, roles)
    here = person.postings.filter(office=office)
    before = set(here.values_list("role", flat=True))
    if not before:
        raise trail.Refused(_("%(person)s does not work in this office. Invite them.") % {"person": person})
    if before == set(roles):
        return
    here.exclude(role__in=roles).delete()
    Posting.objects.bulk_create(Posting(user=person, office=office, role=role) for role in set(roles) - before)
    if Role.REVIEWER not in roles:
        for team in Team.objects.filter(office=office, members=person):
            team.members.remove(person)
    act = "roles_changed" if roles else "left_office"
    trail.record(
        person, by=by, at=at, act=act, office=office.province, roles=_in_order(roles), before=_in_order(before)
    )
    _withdraw_invitations(person, by=by, at=at)


@transaction.atomic
def deactivate(person: User, *, by: User, at: datetime) -> None:
    """Close the account: the next request finds nobody signed in. Name and postings stay, for the record and for
    ``reactivate``. What cases the person had is noticed by ``reviews.departures``. Refused while a company would be
    left without an owner."""
    list(Company.objects.select_for_update(of=("self",)).filter(memberships__user=person).order_by("pk"))
    _hold(person, by=by)
    _refuse_owner_alone(person)
    if not person.is_active:
        raise trail.Refused(_("This account is closed already."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    sessions.end_all(person)
    trail.record(person, by=by, at=at, act="deactivated", **_work(person))
    _withdraw_invitations(person, by=by, at=at)


@transaction.atomic
def reactivate(person: User, *, by: User, at: datetime) -> None:
    """Open the account again, with the roles it had."""
    _hold(person, by=by)
    if person.is_active:
        raise trail.Refused(_("This account is open already."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    trail.record(person, by=by, at=at, act="reactivated", **_work(person))


@transaction.atomic
def require_passkeys(office: Office, *, required: bool, by: User, at: datetime) -> None:
    """Ask all who work in ``office`` to sign in with a passkey, or no longer. Saying it twice is saying it once."""
    trail.lock(office)
    permissions.require_for_office(by, "require_passkeys", office)
    if office.requires_passkey == required:
        return
    if required and factors.asked_of(by) and not factors.has_passkey(by):
        raise PasskeyMissing(_("Add a passkey of your own first: without one you could not come back to this page."))
    office.requires_passkey = required
    office.save(update_fields=["requires_passkey"])
    act = "passkeys_required" if required else "passkeys_optional"
    trail.record(by, by=by, at=at, act=act, office=office.province)


def may_close(user: User, person: User) -> bool:
    """Whether ``user`` may close the account of ``person``, and open it again: somebody else's, of people who work
    only where ``user`` administers. Who acts for a company too is the national administrators' to judge."""
    offices = Office.objects.filter(postings__user=person)
    own = permissions.offices_for(user, "deactivate")
    everywhere = offices.exists() and not offices.exclude(pk__in=own.values("pk")).exists()
    reach = permissions.administers(user) or not permissions.belongs_to_a_company(person)
    return user != person and everywhere and reach


def _hold(person: User, *, by: User) -> None:
    """Lock the offices that ``person`` works in, then the person, and make sure that ``by`` may close the account."""
    list(Office.objects.select_for_update(of=("self",)).filter(postings__user=person).order_by("pk"))
    trail.lock(person)
    _refuse_own(person, by)
    if not may_close(by, person):
        raise trail.Refused(
            _("This account also belongs elsewhere, so it is not yours to close. Take away the roles instead.")
        )


def _refuse_owner_alone(person: User) -> None:
    if company := membership.owned_alone(person).first():
        raise trail.Refused(
            _(
                "This person is the only owner of %(company)s. "
                "Take away the roles in the office instead, or wait until the company has another owner."
            )
            % {"company": company}
        )


def _withdraw_invitations(person: User, *, by: User, at: datetime) -> None:
    """What somebody sent goes with the role by which they sent it."""
    theirs = Invitation.objects.standing().filter(invited_by=person, company=None)
    lost = theirs.exclude(office__in=permissions.offices_for(person, "invite"))
    withdrawal.withdraw_all(lost, by=by, at=at)


def _assert_roles_of(office: Office, roles: Collection[str]) -> None:
    if not set(roles) <= set(roles_in(office)):
        raise trail.Refused(_("Select from the roles of this office. Only the national office has publishers."))


def _refuse_own(person: User, by: User) -> None:
    if person == by:
        raise NotForYourself(_("Another administrator changes your own roles and your account."))


def _work(person: User) -> dict[str, object]:
    """Where the person works: the first office for the record's own filter, and all of it in words."""
    postings = list(person.postings.order_by("office__province").values_list("office__province", "role"))
    return {
        "offices": sorted({province for province, _role in postings}),
        "roles": _in_order({role for _province, role in postings}),
    }


def _in_order(roles: Collection[str]) -> list[str]:
    return [role.value for role in Role if role in roles]
