"""Who is told what about people, companies and offices. Names come from outside: in a mail each is one line."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import AccessRequest, Company, Invitation, Membership, User
from notifications import outbox


def invited(invitation: Invitation, token: str, *, at: datetime) -> None:
    """To the invited address, which need not have an account. The text holds the key, so it is not kept."""
    outbox.post_to_address(
        event="accounts/invited",
        address=invitation.email,
        language=invitation.language,
        key=f"invitation:{invitation.uuid}:{invitation.times_sent}",
        context={
            "host": one_line(invitation.invited_by or ""),
            "company": one_line(invitation.company or ""),
            "office": invitation.office,
            "invitation": invitation,
            "address": outbox.address_in(invitation.language, "invitation", token),
        },
        at=at,
        is_kept=False,
    )


def access_asked(request: AccessRequest, *, at: datetime) -> None:
    """To the owners of the company."""
    owners = User.objects.filter(
        is_active=True, memberships__company=request.company, memberships__role=Membership.Role.OWNER
    )
    asked = {"asker": one_line(request.person), "email": request.person.email, "message": one_line(request.message)}
    _tell(owners.order_by("pk"), "access_asked", request.company, key=request.uuid, at=at, **asked)


def access_admitted(request: AccessRequest, role: str, *, at: datetime) -> None:
    label = Membership.Role(role).label
    _tell([request.person], "access_admitted", request.company, key=request.uuid, at=at, role=label)


def access_declined(request: AccessRequest, *, at: datetime) -> None:
    _tell([request.person], "access_declined", request.company, key=request.uuid, at=at)


def role_changed(membership: Membership, *, by: User, at: datetime) -> None:
    role = Membership.Role(membership.role).label
    _tell([membership.user], "role_changed", membership.company, key=at.isoformat(), at=at, role=role, by=one_line(by))


def removed(company: Company, person: User, *, by: User, at: datetime) -> None:
    _tell([person], "removed", company, key=at.isoformat(), at=at, by=one_line(by))


def one_line(name: Any) -> str:
    """Return a name without line breaks and without what cannot be seen: a name must not begin another sentence or
    header of the mail, or turn its text round."""
    spaced = " ".join(str(name).split())
    return "".join(character for character in spaced if unicodedata.category(character)[0] != "C")


def _tell(people: Iterable[User], event: str, company: Company, *, key: Any, at: datetime, **more: Any) -> None:
    for person in people:
        outbox.post(
            event=f"accounts/{event}",
            to=person,
            key=f"company:{company.uuid}:{event}:{key}",
            context={
                "name": one_line(person),
                "company": one_line(company),
                "address": outbox.address_of(person, "company_people", company.uuid),
                **more,
            },
            at=at,
        )
