"""Letters that let their readers into a company or an office. Each works once, for fourteen days, for the owner of the
address that it was sent to; of its token only the SHA-256 is kept."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import company_notices as notices
from accounts import limits, membership, permissions, sign_up, withdrawal
from accounts.models import Company, Invitation, Office, Posting, User
from accounts.models.invitation import LASTS
from audit import trail

MOST_OPEN = 50  # for a company or an office
MOST_AN_HOUR = 20
PAUSE = timedelta(minutes=5)  # between two letters to one address, so that two clicks do not make the first one stale


class NotInvited(trail.Refused):
    """The letter cannot go out; the message says why."""


class LinkClosed(trail.Refused):
    """The link lets nobody in: used, expired, withdrawn, or none of ours."""


class ForeignLink(trail.Refused):
    """The link is for the owner of another address."""


@transaction.atomic
def invite(
    *,
    email: str,
    roles: Iterable[str],
    language: str,
    by: User | None,
    at: datetime,
    company: Company | None = None,
    office: Office | None = None,
) -> Invitation:
    """Send a letter to ``email`` (tidy, in lower case) that lets its owner into ``company`` with one role of
    ``Membership``, or into ``office`` with some of ``Posting``. Answers alike whether the address has an account.

    ``by`` is None for whoever runs the machine: see ``manage.py invite_administrator``. An expired invitation of the
    same address is renewed. Raises ``NotInvited`` and ``permissions.NotYours``.
    """
    place = company or office
    if place is None:
        raise ValueError("An invitation is into a company or into an office.")
    trail.lock(place)
    if by is not None:
        _require(by, place)
    _refuse_who_belongs(place, email)
    _refuse_too_many(place, at)
    invitation = place.invitations.standing().filter(email=email).first() or Invitation(
        company=company, office=office, email=email, invited_at=at, times_sent=0
    )
    if invitation.pk and invitation.state(at) == Invitation.State.OPEN:
        raise NotInvited(_("%(email)s is invited already. You can send the invitation again.") % {"email": email})
    invitation.roles, invitation.language, invitation.invited_by = list(roles), language, by
    _send(invitation, at=at)
    withdrawal.record(invitation, "invited", by=by, at=at)
    return invitation


@transaction.atomic
def resend(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Send the letter again, with a new link and a new term: ``by`` is the one who invites. The old link is dead."""
    _hold(invitation)
    _require(by, invitation.place)
    _refuse_unless_standing(invitation, at)
    _refuse_too_many(invitation.place, at, besides=invitation)
    if invitation.sent_at > at - PAUSE:
        raise NotInvited(_("The invitation was sent less than five minutes ago. Look for it in the mailbox first."))
    invitation.invited_by = by
    _send(invitation, at=at)
    withdrawal.record(invitation, "invited_again", by=by, at=at)


@transaction.atomic
def revoke(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Withdraw the invitation: its link lets nobody in any more."""
    _hold(invitation)
    _require(by, invitation.place)
    _refuse_unless_standing(invitation, at)
    withdrawal.withdraw(invitation, by=by, at=at)


@transaction.atomic
def accept(token: str, *, by: User, at: datetime) -> Invitation:
    """Let ``by`` in. Raises ``LinkClosed`` and ``ForeignLink``, and then nothing has changed."""
    invitation = find(token)
    if invitation is None:
        raise LinkClosed(_("This link does not belong to any invitation."))
    _hold(invitation)
    if invitation.token_sha256 != _digest(token) or invitation.state(at) != Invitation.State.OPEN:
        raise LinkClosed(_("This invitation has been used, withdrawn or replaced, or it is too old."))
    if not is_for(invitation, by):
        raise ForeignLink(_("This invitation was sent to another e-mail address than yours."))
    if invitation.company:
        role = invitation.roles[0]
        membership.join(invitation.company, user=by, role=role, act="joined", by=by, at=at, host=invitation.invited_by)
    else:
        _post(invitation, by=by, at=at)
    invitation.accepted_by, invitation.accepted_at = by, at
    invitation.save()
    return invitation


@transaction.atomic
def accept_with_new_account(token: str, *, name: str, language: str, password: str, at: datetime) -> User:
    """Open an account for the invited address, which the letter has proven, and let its owner in; both or neither.

    Raises ``LinkClosed`` and ``sign_up.AccountExists``.
    """
    invitation = find(token)
    if invitation is None:
        raise LinkClosed(_("This link does not belong to any invitation."))
    person = sign_up.open_account(email=invitation.email, name=name, language=language, password=password, at=at)
    accept(token, by=person, at=at)
    return person


def has_account(invitation: Invitation) -> bool:
    return User.objects.filter(email__iexact=invitation.email).exists()


def find(token: str) -> Invitation | None:
    """Return the invitation whose newest letter carries ``token``, open or not."""
    found = Invitation.objects.filter(token_sha256=_digest(token))
    return found.select_related("company", "office", "invited_by").first()


def is_for(invitation: Invitation, person: User) -> bool:
    """Whether the invited address is the person's own. An account has no address that was not proven."""
    return invitation.email == person.email.lower()


def _post(invitation: Invitation, *, by: User, at: datetime) -> None:
    for role in invitation.roles:
        Posting.objects.get_or_create(user=by, office=invitation.office, role=role)
    trail.record(
        by, by=by, at=at, act="posted", **withdrawal.words(invitation), invited_by=str(invitation.invited_by or "")
    )


def _hold(invitation: Invitation) -> None:
    """Lock the place, then the invitation: everybody in this order."""
    trail.lock(invitation.place)
    trail.lock(invitation)


def _require(by: User, place: Company | Office) -> None:
    if isinstance(place, Company):
        permissions.require_for_company(by, "invite", place)
    else:
        permissions.require_for_office(by, "invite", place)


def _refuse_who_belongs(place: Company | Office, email: str) -> None:
    there = place.memberships if isinstance(place, Company) else place.postings
    if there.filter(user__email__iexact=email).exists():
        raise NotInvited(_("%(email)s belongs here already. Change the role instead.") % {"email": email})


def _refuse_too_many(place: Company | Office, at: datetime, *, besides: Invitation | None = None) -> None:
    others = place.invitations.exclude(pk=besides.pk) if besides else place.invitations.all()
    if others.open(at).count() >= MOST_OPEN:
        raise NotInvited(
            _("%(count)d invitations are open. Withdraw those that are not needed first.") % {"count": MOST_OPEN}
        )
    if others.filter(sent_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise NotInvited(
            _("%(count)d invitations were sent within an hour. Wait an hour, then go on.") % {"count": MOST_AN_HOUR}
        )


def _refuse_unless_standing(invitation: Invitation, at: datetime) -> None:
    if invitation.state(at) in (Invitation.State.USED, Invitation.State.REVOKED):
        raise NotInvited(_("The invitation of %(email)s is not open any more.") % {"email": invitation.email})


def _send(invitation: Invitation, *, at: datetime) -> None:
    try:
        limits.count_invitation(invitation.email, at=at)
    except limits.LettersLimited:  # a stranger's company, or ten of them, would else be a way to flood a mailbox
        words = _("%(email)s was sent too many mails within an hour. Wait an hour, then go on.")
        raise NotInvited(words % {"email": invitation.email}) from None
    token = secrets.token_urlsafe(32)
    invitation.token_sha256 = _digest(token)
    invitation.sent_at, invitation.expires_at = at, at + LASTS
    invitation.times_sent += 1
    invitation.save()
    notices.invited(invitation, token, at=at)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
