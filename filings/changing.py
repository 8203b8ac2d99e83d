"""Changing and cancelling what is published: by a filing of its own, which begins with what was approved last."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import answers, comparison, drafting, permissions, references, sections
from filings.forms.change import KEYS
from filings.models import Filing, Revision
from registry.models import Approval, Entry, Status


class NotInForce(trail.Refused):
    """There is nothing that could be changed: it is not published, or cancelled."""


class UnderWay(trail.Refused):
    """Another change or cancellation is with the offices, or waits for publication."""


class NothingChanges(trail.Refused):
    """All is as it is published."""


def entry_of(filing: Filing) -> Entry | None:
    """Return the public entry that ``filing``, or the one that it amends, has brought."""
    brought = filing.amends or filing
    return Entry.objects.filter(approvals__filing_reference=brought.reference).first()


def is_in_force(filing: Filing) -> bool:
    entry = entry_of(filing)
    return entry is not None and entry.status == Status.IN_FORCE


def is_free(published: Filing) -> bool:
    """Whether a change or a cancellation of ``published`` can be begun."""
    try:
        _assert_free(published)
    except (NotInForce, UnderWay):
        return False
    return True


@transaction.atomic
def start(published: Filing, *, kind: str, by: User, at: datetime) -> Filing:
    """Start a change or the cancellation of ``published``, the filing that brought the number. One of this kind that
    is open already is given instead.

    A change begins with all answers and documents that were approved last, on the newest version of the form.
    """
    trail.lock(published)
    permissions.require_start(by, published.company, kind)
    if filing := published.amendments.filter(kind=kind, status__in=Filing.OPEN).first():
        return filing
    _assert_free(published)
    base = approved_last(published)
    filing = Filing.objects.create(
        reference=references.issue(at=at),
        company=published.company,
        applicant=by,
        kind=kind,
        role=base.role,
        version=sections.newest(kind),
        amends=published,
        base=base,
        answers=taken_over(kind, base),
        started_at=at,
        saved_at=at,
        saved_by=by,
    )
    for document in base.documents if filing.is_change else ():
        drafting.carry_over(document, filing, by=by, at=at)
    trail.record(filing, by=by, at=at, act="started", amends=published.reference)
    return filing


def approved_last(published: Filing) -> Revision:
    """Return what stands of ``published``: what was approved last of it and of its changes."""
    approved = published.amendments.filter(kind=Filing.Kind.CHANGE, status=Filing.Status.APPROVED)
    latest = approved.order_by("submitted_at", "pk").last() or published
    return latest.revisions.latest("number")


def taken_over(kind: str, base: Revision) -> dict[str, Any]:
    """Return the answers with which an amendment of ``base`` begins."""
    if kind == Filing.Kind.CANCELLATION:
        return {"algorithm_name": base.answers["algorithm_name"]}
    own = KEYS | set(answers.FACTS)
    return {key: value for key, value in base.answers.items() if key not in own}


def assert_submittable(filing: Filing) -> None:
    """Raise a ``Refused`` unless what ``filing`` amends is in force, free, and would become something else."""
    published, _base = filing.amended
    trail.lock(published)
    _assert_free(published, but=filing)
    if filing.is_change and comparison.changes_nothing(filing):
        raise NothingChanges(_("Nothing differs from what is published. Change an answer, or leave this filing."))


def give_back_the_rest(filing: Filing, *, at: datetime) -> None:
    """Put the published documents back where a change has not opened their section after all. They are those that it
    began with, scanned long ago."""
    _published, base = filing.amended
    opened = {key for section in sections.asked(filing) for key in section.documents(filing)}
    kept = filing.documents()
    for document in base.documents:
        key = document["key"]
        if key in opened or (key in kept and kept[key].sha256 == document["sha256"]):
            continue
        filing.attachments.current().filter(key=key).update(replaced_at=at)
        begun_with = filing.attachments.filter(key=key, sha256=document["sha256"]).earliest("uploaded_at")
        begun_with.replaced_at = None
        begun_with.save()


def _assert_free(published: Filing, but: Filing | None = None) -> None:
    if not is_in_force(published):
        raise NotInForce(_("Only a filing that is published and in force is changed or cancelled."))
    others = published.amendments.filter(status__in=permissions.UNDECIDED)
    if other := (others.exclude(pk=but.pk) if but else others).first():
        message = _("%(reference)s is with the office already. Wait for its decision, or withdraw it first.")
        raise UnderWay(message % {"reference": other.reference})
    references_of = published.amendments.values("reference")
    if waits := Approval.objects.filter(filing_reference__in=references_of, entry=None).first():
        message = _("%(reference)s is approved and waits for publication. Start anew when it is published.")
        raise UnderWay(message % {"reference": waits.filing_reference})
