"""Handing a filing in: what was said is frozen."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import changing, corrections, documents, notices, permissions, receipts, sections, standing, visibility
from filings.checker import checking
from filings.checker.rule import Finding
from filings.models import Attachment, Filing, Revision


class FilingIncomplete(trail.Refused):
    """Answers are missing or wrong; the message names the sections."""


class FaultsFound(trail.Refused):
    """The checker found what stops the submission; the message says what."""


class ChangedSince(trail.Refused):
    """The filing is no longer what was checked."""


class DocumentDamaged(trail.Refused):
    """A stored file is missing or is not what was uploaded."""


class DocumentNotScanned(trail.Refused):
    """A document is in quarantine."""


@transaction.atomic
def submit(
    filing: Filing,
    *,
    revision: int,
    by: User,
    at: datetime,
    edition: int | None = None,
    verification: int | None = None,
) -> Revision:
    """Freeze the answers and documents as the revision of that number, and return it.

    ``revision`` is the number that the page announced: where that one stands already, it is returned and nothing
    is done, so that two clicks make one. ``edition`` and ``verification`` (its number) are those that were checked;
    None takes what is saved and verified now.
    Answers that the filing's role does not ask for are dropped. A filing of an algorithm repeats the company's details
    as they are verified now. This revision keeps them whatever the company becomes; one after a return takes those of
    its own time. Raises ``NotVerified`` where none are, and ``AnswerMissing`` while a comment of the latest return is
    not answered. The revision carries its receipt: see receipts.py.
    """
    trail.lock(filing)
    if already := filing.revisions.filter(number=revision).first():
        permissions.require_role(by, "submit", filing)
        return already
    permissions.require(by, "submit", filing)
    _refuse_if_changed(filing, revision, edition)
    corrections.refuse_while_open(filing)
    verified = None if filing.is_of_entity else standing.required(filing.company)
    if verified and verification not in (None, verified.number):
        anew = _("The details of your company were verified anew after you opened this page. Check your answers again.")
        raise ChangedSince(anew)
    if filing.amends_id:
        changing.assert_submittable(filing)
    filing.answers = complete_answers(filing, filing.documents())
    if filing.is_change:
        changing.give_back_the_rest(filing, at=at)
    kept = filing.documents()
    findings = checking.check(filing, kept, today=timezone.localdate(at), verification=verified)
    _refuse_if_stopped(filing, findings)
    frozen = Revision(
        filing=filing,
        number=revision,
        role=filing.role,
        version=filing.version,
        answers={**(standing.facts_of(verified) if verified else {}), **filing.answers},
        documents=_frozen(filing, kept.values()),
        findings=checking.frozen(findings),
        verification=verified,
        submitted_by=by,
        submitted_at=at,
    )
    receipts.seal(frozen, by=by).save()
    filing.submitted_at = at
    trail.move(filing, to=Filing.Status.SUBMITTED, by=by, at=at, act="submitted", revision=revision)
    notices.received(filing, revision=frozen, at=at)
    return frozen


def next_revision(filing: Filing) -> int:
    latest = filing.latest_revision() if filing.submitted_at else None
    return latest.number + 1 if latest else 1


def complete_answers(filing: Filing, kept: dict[str, Attachment]) -> dict[str, Any]:
    """Return the tidy answers to all sections asked; raise ``FilingIncomplete`` where one has errors."""
    if missing := sections.incomplete(filing, kept):
        titles = _("; ").join(str(section.title) for section in missing)
        raise FilingIncomplete(_("Complete these sections first: %(sections)s.") % {"sections": titles})
    answers = changing.taken_over(filing.kind, filing.base) if filing.base else {}
    for section in sections.asked(filing):
        answers |= section.tidy(filing, kept)
    answers.pop("role", None)  # the revision has a column for it
    return answers


def _refuse_if_stopped(filing: Filing, findings: Iterable[Finding]) -> None:
    stoppers = [each.line for each in checking.told(findings, filing) if each.stops]
    if stoppers:
        raise FaultsFound(_("Correct this first. %(what)s") % {"what": " ".join(stoppers)})


def _refuse_if_changed(filing: Filing, revision: int, edition: int | None) -> None:
    if revision != next_revision(filing):
        raise ChangedSince(_("This page is old: check your answers once more."))
    if edition is not None and edition != filing.edition:
        moment = date_format(timezone.localtime(filing.saved_at), "DATETIME_FORMAT")
        raise ChangedSince(
            _("%(name)s saved a change at %(time)s, after you opened this page. Check your answers once more.")
            % {"name": filing.saved_by, "time": moment}
        )


def _frozen(filing: Filing, kept: Iterable[Attachment]) -> list[dict[str, Any]]:
    asked = [key for section in sections.whole(filing) for key in section.documents(filing)]
    return [_witnessed(attachment) for attachment in kept if attachment.key in asked]


def _witnessed(attachment: Attachment) -> dict[str, Any]:
    """Return what a revision keeps of a document, once its file has been read and found to be the one uploaded."""
    if attachment.is_quarantined:
        raise DocumentNotScanned(
            _("“%(name)s” is still being checked for viruses. Wait a minute, then submit.")
            % {"name": visibility.name_of(attachment.key, attachment.name)}
        )
    if not documents.is_intact(attachment.sha256):
        raise DocumentDamaged(
            _("“%(name)s” cannot be read any more. Upload it again, then submit.")
            % {"name": visibility.name_of(attachment.key, attachment.name)}
        )
    return {
        "key": attachment.key,
        "uuid": str(attachment.uuid),
        "name": attachment.name,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }
