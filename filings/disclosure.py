"""Reading personal data in full. It is an act: who read what of whom, when and why stands in the trail; what was read
does not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import permissions, sections, visibility, words
from filings.models import Attachment, Filing, FilingEvent, Revision

LONGEST = 300  # characters of a reason


class WhyMissing(trail.Refused):
    """Personal data is read for a reason."""


class NothingToReveal(trail.Refused):
    """The field is not masked, or not answered."""


@transaction.atomic
def reveal(of: Filing | Revision, *, key: str, why: str, by: User, at: datetime) -> str:
    """Return the sensitive answer ``key`` of a draft or a revision in full, to somebody of its company."""
    permissions.require_role(by, "reveal", of.filing if isinstance(of, Revision) else of)
    return read_out(of, key=key, why=why, by=by, at=at, own=True)


@transaction.atomic
def hand_out(document: Attachment, *, why: str, by: User, at: datetime) -> None:
    """Write down that ``by``, of its company, takes a sensitive document away. The caller hands over the file."""
    permissions.require_role(by, "reveal", document.filing)
    let_go(document, why=why, by=by, at=at, own=True)


def by_offices(events: QuerySet[FilingEvent]) -> QuerySet[FilingEvent]:
    """Those of ``events`` in which an office read. Why a company reads its own data is not the office's business."""
    return events.filter(act="revealed").exclude(detail__has_key="own")


def read_out(of: Filing | Revision, *, key: str, why: str, by: User, at: datetime, own: bool = False) -> str:
    """Return the answer in words and write the event. Whether ``by`` may read it, the act that calls has asked."""
    if not (value := words.of(key, of.answers.get(key))) or not is_revealed_here(of, key):
        raise NothingToReveal(_("There is nothing masked under this name."))
    revision = of.number if isinstance(of, Revision) else None
    _record(of.filing if isinstance(of, Revision) else of, key=key, revision=revision, why=why, by=by, at=at, own=own)
    return value


def let_go(document: Attachment, *, why: str, by: User, at: datetime, own: bool = False) -> None:
    """Write down that ``by`` takes the document away, as the act that calls has allowed."""
    shown_in = [
        revision.number
        for revision in document.filing.revisions.all()
        if str(document.uuid) in {each["uuid"] for each in revision.documents}
    ]
    _record(document.filing, key=document.key, revision=max(shown_in, default=None), why=why, by=by, at=at, own=own)


def is_revealed_here(of: Filing | Revision, key: str) -> bool:
    """Whether ``key`` is a sensitive answer that this kind of filing asks for."""
    return visibility.is_sensitive(key) and any(key in section.labels() for section in sections.asked(of))


def label_of(key: str) -> str:
    """Return what a sensitive field is called where its section is not to be seen: “Legal representative: Name”."""
    section = next(section for section in sections.every() if key in section.fields)
    return _("%(section)s: %(field)s") % {"section": section.title, "field": section.fields[key].label}


def _record(filing: Filing, *, key: str, revision: int | None, why: str, by: User, at: datetime, own: bool) -> None:
    if not (reason := " ".join(why.split())[:LONGEST]):
        raise WhyMissing(_("Enter why you need to read it"))
    detail: dict[str, Any] = {"key": key, "revision": revision, "why": reason} | ({"own": True} if own else {})
    trail.record(filing, by=by, at=at, act="revealed", **detail)
