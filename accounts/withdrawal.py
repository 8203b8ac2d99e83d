"""Withdrawing invitations, one or all that somebody sent, and what is remembered of an invitation."""

from datetime import datetime
from typing import Any

from accounts.models import Invitation, User
from accounts.models.invitation import InvitationQuerySet
from audit import trail


def withdraw(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Let the link let nobody in any more, inside the act that calls and has locked ``invitation``."""
    invitation.revoked_by, invitation.revoked_at = by, at
    invitation.save()
    record(invitation, "invitation_revoked", by=by, at=at)


def withdraw_all(standing: InvitationQuerySet, *, by: User, at: datetime) -> None:
    """Withdraw each of ``standing``. Whoever was put out would else come back by a letter to an address of theirs."""
    for invitation in standing.select_for_update(of=("self",)).order_by("pk"):
        withdraw(invitation, by=by, at=at)


def record(invitation: Invitation, act: str, *, by: User | None, at: datetime) -> None:
    """A company's history is its own; an office has none, so it is the person's who invites."""
    subject = invitation.company or by
    if subject is None:
        return  # the invitation itself says that nobody of the portal has sent it
    trail.record(subject, by=by, at=at, act=act, email=invitation.email, **words(invitation))


def words(invitation: Invitation) -> dict[str, Any]:
    if invitation.office:
        return {"office": invitation.office.province, "roles": invitation.roles}
    return {"role": invitation.roles[0]}
