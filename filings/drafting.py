"""Starting a filing, and saving what is typed into it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Company, User
from audit import trail
from filings import permissions, references, rows, scanning, sections
from filings.models import Filing, Revision, Verification


class SavedElsewhere(trail.Refused):
    """Somebody saved the section after the page was opened. Nothing is overwritten: what is saved stands in the
    filing, and what was typed is still with whoever typed it."""


class RoleStays(trail.Refused):
    """A number belongs to one role: the other role is another filing."""


class TooMany(trail.Refused):
    """The list has as many rows as it may have."""


class Sender(NamedTuple):
    """The page that sends a save: its mark, none for a page without one, and how much had been typed into it."""

    page: str = ""
    turn: int = 0


NOBODY = Sender()


@transaction.atomic
def start(*, company: Company, role: str, by: User, at: datetime, name: str = "") -> Filing:
    """Start a draft, for the algorithm of this ``name`` where it has one yet. A draft of the same kind that ``by``
    started and never wrote into is given instead: two clicks start one filing."""
    trail.lock(company)
    permissions.require_start(by, company)
    filing = Filing(
        company=company,
        applicant=by,
        role=role,
        version=sections.newest(Filing.Kind.INITIAL),
        started_at=at,
        saved_at=at,
        saved_by=by,
    )
    if name:
        filing.answers = {"algorithm_name": name}
        touch(filing, by=by, at=at)
    if already := unwritten_like(filing):
        return already
    open_draft(filing, at=at)
    trail.record(filing, by=by, at=at, act="started")
    return filing


def unwritten_like(filing: Filing) -> Filing | None:
    """Return the draft that the applicant of ``filing`` began with the same and has not touched since."""
    begun = Filing.objects.filter(kind=filing.kind, status=Filing.Status.DRAFT, applicant=filing.applicant)
    alike = begun.filter(company=filing.company, role=filing.role, edition=filing.edition, answers=filing.answers)
    return alike.filter(section_saves={}).first()


def open_draft(filing: Filing, *, at: datetime) -> None:
    """Give ``filing`` its reference and save it."""
    filing.reference = references.issue(at=at)
    filing.save()


@transaction.atomic
def start_entity(*, company: Company, by: User, at: datetime) -> Filing:
    """Start the filing in which ``company`` declares itself, its registration or a change of its details; the one that
    is open already is given instead.

    It begins with what was verified last, or else refused last, documents included: only what is new is typed.
    """
    trail.lock(company)
    permissions.require_start(by, company, Filing.Kind.ENTITY)
    before = Filing.objects.filter(company=company, kind=Filing.Kind.ENTITY)
    if filing := before.filter(status__in=Filing.OPEN).first():
        return filing
    pattern = _pattern_of(company)
    filing = Filing.objects.create(
        reference=references.issue(at=at),
        company=company,
        applicant=by,
        kind=Filing.Kind.ENTITY,
        version=sections.newest(Filing.Kind.ENTITY),
        answers=pattern.answers if pattern else {},
        started_at=at,
        saved_at=at,
        saved_by=by,
    )
    for document in pattern.documents if pattern else ():
        carry_over(document, filing, by=by, at=at)
    trail.record(filing, by=by, at=at, act="started", **({"like": str(pattern)} if pattern else {}))
    return filing


def _pattern_of(company: Company) -> Revision | None:
    """Return what the next declaration of ``company`` begins with."""
    if verification := Verification.objects.current_of(company):
        return verification.revision
    said = Revision.objects.filter(filing__company=company, filing__kind=Filing.Kind.ENTITY)
    return said.order_by("submitted_at", "pk").last()


def carry_over(document: Mapping[str, Any], filing: Filing, *, by: User, at: datetime) -> None:
    """Put a document of another filing, told as a revision tells it, to ``filing`` too. The bytes on the disk are the
    same: they lie under their sum."""
    facts = ("key", "name", "size", "sha256")
    copied = {fact: document[fact] for fact in facts}
    attachment = filing.attachments.create(**copied, uploaded_by=by, uploaded_at=at, scan=scanning.status_of_new())
    scanning.ask_for(attachment)


@transaction.atomic
def save_answers(
    filing: Filing,
    *,
    section: str,
    answers: dict[str, Any],
    edition: int,
    by: User,
    at: datetime,
    sender: Sender = NOBODY,
) -> None:
    """Save the answers to one section, complete or not; "role" among them becomes the filing's.

    ``edition`` is the filing's when the page was made. Raises ``SavedElsewhere`` where the section was saved since,
    but for what the same ``sender`` had saved before, whose answer may have been lost on the way; and as
    ``permissions.require`` does. What is saved already is left alone.
    """
    trail.lock(filing)
    permissions.require(by, "write", filing)
    part = _section_of(filing, section)
    if unknown := answers.keys() - part.labels().keys():
        raise ValueError(f"The section {section} does not ask for {', '.join(sorted(unknown))}.")
    if part.kept_in(filing) == answers:
        return
    _save(filing, section, answers, edition=edition, by=by, at=at, sender=sender)


@transaction.atomic
def save_row(
    filing: Filing,
    *,
    section: str,
    row: str,
    answers: dict[str, Any],
    edition: int,
    by: User,
    at: datetime,
    sender: Sender = NOBODY,
) -> None:
    """Save one row of a list, complete or not. A row of a key that is not there yet is added, so that the same row
    sent twice stands once. Raises as ``save_answers`` does, and ``TooMany``."""
    trail.lock(filing)
    permissions.require(by, "write", filing)
    part = _list_of(filing, section)
    if unknown := answers.keys() - part.form.labels().keys():
        raise ValueError(f"The section {section} does not ask for {', '.join(sorted(unknown))}.")
    before = rows.Row(filing, part.name, row)
    if before.answers == {"row": row, **answers}:
        return
    if not before.is_kept and len(rows.of(filing.answers, part.name)) >= part.most:
        raise TooMany(_("This list can have up to %(most)d entries.") % {"most": part.most})
    changed = {part.name: rows.put(filing.answers, part.name, row, answers)}
    _save(filing, f"{section}/{row}", changed, edition=edition, by=by, at=at, sender=sender)


@transaction.atomic
def remove_row(filing: Filing, *, section: str, row: str, by: User, at: datetime) -> None:
    """Take a row out of a list, and with it its files. Removing what is not there changes nothing."""
    trail.lock(filing)
    permissions.require(by, "write", filing)
    part = _list_of(filing, section)
    gone = rows.Row(filing, part.name, row)
    if not gone.is_kept:
        return
    for document in gone.documents(filing.documents()).values():
        filing.attachments.current().filter(key=document.key).update(replaced_at=at)
    changed = {part.name: rows.without(filing.answers, part.name, row)}
    _save(filing, f"{section}/{row}", changed, edition=filing.edition, by=by, at=at)


def _section_of(filing: Filing, key: str) -> sections.Section:
    part = next((part for part in sections.offered(filing) if part.key == key), None)
    if part is None:
        raise ValueError(f"A filing of the kind {filing.kind}, version {filing.version}, has no section {key}.")
    return part


def _list_of(filing: Filing, key: str) -> sections.ListSection:
    part = _section_of(filing, key)
    if not isinstance(part, sections.ListSection):
        raise ValueError(f"The section {key} is no list.")
    return part


def _save(
    filing: Filing,
    place: str,
    answers: dict[str, Any],
    *,
    edition: int,
    by: User,
    at: datetime,
    sender: Sender = NOBODY,
) -> None:
    """``place`` is the key of a section, or that and the key of a row: two people may work on two of them at once."""
    _refuse_if_saved_since(filing, place, edition, sender)
    if filing.is_change and answers.get("role", filing.role) != filing.role:
        raise RoleStays(_("A change keeps the role. File the algorithm in the other role as a filing of its own."))
    filing.role = answers.get("role", filing.role)
    filing.answers = filing.answers | {key: value for key, value in answers.items() if key != "role"}
    touch(filing, by=by, at=at)
    saved = {"edition": filing.edition, "by": str(by), "at": at.isoformat()}
    filing.section_saves[place] = saved | sender._asdict()
    filing.save()


def touch(filing: Filing, *, by: User, at: datetime) -> None:
    """Make ``filing`` a new edition, saved by ``by``. The caller saves it."""
    filing.edition += 1
    filing.saved_at, filing.saved_by = at, by


def _refuse_if_saved_since(filing: Filing, place: str, edition: int, sender: Sender) -> None:
    last = filing.section_saves.get(place)
    if last is None or last["edition"] <= edition:
        return
    if sender.page and sender.page == last.get("page") and sender.turn >= last["turn"]:
        return
    moment = timezone.localtime(datetime.fromisoformat(last["at"]))
    raise SavedElsewhere(
        _("%(name)s saved this section at %(time)s, after you opened it. Your text is still here, and not saved.")
        % {"name": last["by"], "time": date_format(moment, "DATETIME_FORMAT")}
    )
