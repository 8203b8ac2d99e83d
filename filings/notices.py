"""Who is told what about a filing: the owners and editors of the company, each in their own language; of a virus,
whoever uploaded it."""

from datetime import datetime
from typing import Any

from accounts.models import User
from filings import permissions, visibility
from filings.models import Attachment, Filing, Revision
from notifications import outbox


def received(filing: Filing, *, revision: Revision, at: datetime) -> None:
    verify_at = outbox.address_in("zh-hans", "receipt", revision.code)
    sealed = {"fingerprint": revision.fingerprint, "verify_at": verify_at}
    _tell(filing, "received", revision=revision.number, at=at, **sealed)


def returned(filing: Filing, *, reason: str, comments: int, at: datetime) -> None:
    """``comments``: how many were sent with it."""
    _tell(filing, "returned", revision=_number(filing), at=at, reason=reason, comments=comments)


def refused(filing: Filing, *, reason: str, at: datetime) -> None:
    _tell(filing, "refused", revision=_number(filing), at=at, reason=reason)


def verified(filing: Filing, *, at: datetime) -> None:
    _tell(filing, "verified", revision=_number(filing), at=at)


def infected(attachment: Attachment, *, virus: str, at: datetime) -> None:
    """Tell whoever uploaded it."""
    person, filing = attachment.uploaded_by, attachment.filing
    outbox.post(
        event="filings/infected",
        to=person,
        key=f"{filing.reference}:{attachment.uuid}:infected",
        context={
            "filing": filing,
            "document": visibility.name_of(attachment.key, attachment.name),
            "virus": virus,
            "address": outbox.address_of(person, "filings:detail", filing.reference),
        },
        at=at,
    )


def withdrawn(filing: Filing, *, reason: str, by: User, at: datetime) -> None:
    _tell(filing, "withdrawn", revision=_number(filing), at=at, reason=reason, by=by)


def _number(filing: Filing) -> int:
    return filing.revisions.latest("number").number


def _tell(filing: Filing, event: str, *, revision: int, at: datetime, **more: Any) -> None:
    """A revision is received, returned, withdrawn, verified and refused once: its number makes the key."""
    for person in permissions.told_of(filing.company):
        outbox.post(
            event=f"filings/{event}",
            to=person,
            key=f"{filing.reference}:{revision}:{event}",
            context={
                "filing": filing,
                "revision": revision,
                "at": at,
                "address": outbox.address_of(person, "filings:detail", filing.reference),
                **more,
            },
            at=at,
        )
