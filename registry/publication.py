"""From an approved filing to a public entry: registered, gathered into a batch, published."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import trail
from registry import amendment, holders, spelling
from registry.models import Approval, Batch, Entry, EntryEvent, EntryVersion, Holder, Listing, Role, Status
from registry.models.batch import ordinal_of


class CannotRegister(trail.Refused):
    """The filing or the number is registered already."""


class CannotGather(trail.Refused):
    """The month is taken or has not come, or what shall be gathered is not free."""


class CannotPublish(trail.Refused):
    """Nothing is gathered, the month has not come, or a number is public already (by a list that was imported)."""


@transaction.atomic
def register(
    *,
    number: str,
    holder: Holder,
    company: str,
    algorithm: str,
    role: Role,
    product: str,
    purpose: str,
    filing_reference: str,
    at: datetime,
) -> Approval:
    """Keep what an approved filing will publish. Nobody but the offices sees it until its batch is published.

    ``number`` has 21 digits and was issued to ``holder``; ``product`` is written as in the official lists:
    名称（形式）、名称（形式）, or -- for none.
    """
    if Approval.objects.filter(number=number).exists() or Entry.objects.filter(number=number).exists():
        raise CannotRegister(_("The filing number %(number)s is registered already.") % {"number": number})
    if Approval.objects.filter(filing_reference=filing_reference).exists():
        raise CannotRegister(_("The filing %(reference)s is registered already.") % {"reference": filing_reference})
    return Approval.objects.create(
        number=number,
        holder=holder,
        company=spelling.tidy_name(company),
        algorithm=spelling.tidy_name(algorithm),
        role=role,
        product=spelling.tidy(product) or "--",
        purpose=spelling.tidy(purpose),
        filing_reference=filing_reference,
        approved_at=at,
    )


@transaction.atomic
def register_amendment(
    entry: Entry,
    *,
    facts: Mapping[str, str],
    remark: str,
    ended_on: date | None = None,
    filing_reference: str,
    at: datetime,
) -> Approval:
    """Keep what an approved change or cancellation will make of ``entry``: other ``facts`` (of those in
    ``amendment.CHANGEABLE``) and a public ``remark``; with ``ended_on``, the last day of the service, its end."""
    trail.lock(entry)
    if entry.status != Status.IN_FORCE:
        raise CannotRegister(_("The entry %(number)s is cancelled already.") % {"number": entry.number})
    if Approval.objects.filter(amends=entry, entry=None).exists():
        message = _("Another change of the entry %(number)s waits for publication.")
        raise CannotRegister(message % {"number": entry.number})
    tidied = {name: amendment.CHANGEABLE[name](text) for name, text in facts.items()}
    return Approval.objects.create(
        number=entry.number,
        holder=entry.holder,
        amends=entry,
        ended_on=ended_on,
        filing_reference=filing_reference,
        approved_at=at,
        **{**entry.facts(), **tidied, "remark": spelling.tidy(remark)},
    )


@transaction.atomic
def gather(
    *, month: date, title: str, notice: str, approvals: Iterable[Approval], by: AbstractBaseUser | None, at: datetime
) -> Batch:
    """Make the draft of the batch of ``month`` (any day of it), with these approvals in it. It is not public."""
    _refuse_future(ordinal_of(month), at)
    batch, made = Batch.objects.get_or_create(ordinal=ordinal_of(month), defaults={"title": title, "notice": notice})
    if not made and batch.status == Batch.Status.PUBLISHED:
        raise CannotGather(_("The batch of %(month)s is public already. Choose another month.") % {"month": batch.slug})
    if not made:
        raise CannotGather(_("A batch of %(month)s is being gathered already.") % {"month": batch.slug})
    trail.record(batch, by=by, at=at, act="gathered")
    add(batch, approvals=approvals, by=by, at=at)
    return batch


@transaction.atomic
def describe(batch: Batch, *, title: str, notice: str, by: AbstractBaseUser | None, at: datetime) -> None:
    """Give a draft another title and notice."""
    _lock_draft(batch)
    batch.title, batch.notice = title, notice
    batch.save(update_fields=["title", "notice"])
    trail.record(batch, by=by, at=at, act="described")


@transaction.atomic
def add(batch: Batch, *, approvals: Iterable[Approval], by: AbstractBaseUser | None, at: datetime) -> None:
    """Put approvals that wait into a draft. None is put in when one of them does not wait."""
    _lock_draft(batch)
    for approval in approvals:
        trail.lock(approval)
        if approval.batch_id not in (None, batch.pk):
            message = _("%(reference)s is in another batch already.")
            raise CannotGather(message % {"reference": approval.filing_reference})
        approval.batch = batch
        approval.save(update_fields=["batch"])
        trail.record(batch, by=by, at=at, act="added", reference=approval.filing_reference)


@transaction.atomic
def release(batch: Batch, *, approvals: Iterable[Approval], by: AbstractBaseUser | None, at: datetime) -> None:
    """Take approvals out of a draft: they wait again."""
    _lock_draft(batch)
    for approval in approvals:
        trail.lock(approval)
        if approval.batch_id != batch.pk:
            raise CannotGather(_("%(reference)s is not in this batch.") % {"reference": approval.filing_reference})
        approval.batch = None
        approval.save(update_fields=["batch"])
        trail.record(batch, by=by, at=at, act="released", reference=approval.filing_reference)


@transaction.atomic
def publish(batch: Batch, *, by: AbstractBaseUser | None, at: datetime) -> list[Entry]:
    """Make a draft and its entries public, all or none, and return the new entries in the order of the batch. What
    amends an entry that is public already does so now, where that stands."""
    trail.lock(batch)
    _refuse_future(batch.pk, at)
    approvals = list(batch.approvals.select_for_update().order_by("approved_at", "id"))
    if batch.status == Batch.Status.DRAFT and not approvals:
        raise CannotPublish(_("Nothing is gathered in this batch. Add at least one approved filing."))
    amending = [approval for approval in approvals if approval.amends_id]
    new = [approval for approval in approvals if not approval.amends_id]
    _refuse_public(new)
    batch.published_at, batch.published_on = at, timezone.localdate(at)
    batch.listed = batch.latest = len(new)
    trail.move(batch, to=Batch.Status.PUBLISHED, by=by, at=at, act="published", count=len(approvals))
    entries = [_entry(approval, batch, place) for place, approval in enumerate(new, start=1)]
    Entry.objects.bulk_create(entries)
    _list(batch, entries, by=by, at=at)
    for approval, entry in zip(new, entries, strict=True):
        approval.entry = entry
        approval.save(update_fields=["entry"])
        holders.rename(approval.holder, approval.company)
    for approval in amending:
        if amended := approval.amends:
            _amend(amended, approval, by=by, at=at)
    return entries


def _amend(entry: Entry, approval: Approval, *, by: AbstractBaseUser | None, at: datetime) -> None:
    try:
        if approval.ended_on:
            _cancel(entry, approval, by=by, at=at)
        else:
            amendment.change(entry, facts=_differing(entry, approval), remark=approval.remark, by=by, at=at)
    except (amendment.CannotChange, amendment.CannotCancel) as refused:
        message = _("%(number)s: %(refused)s Take its filing out of the batch.")
        raise CannotPublish(message % {"number": entry.number, "refused": refused}) from None
    approval.entry = entry
    approval.save(update_fields=["entry"])


def _cancel(entry: Entry, approval: Approval, *, by: AbstractBaseUser | None, at: datetime) -> None:
    """It is cancelled on the day of publication, and not while the service goes on."""
    today = timezone.localdate(at)
    if approval.ended_on and approval.ended_on > today:
        raise amendment.CannotCancel(_("The service has not ended yet."))
    amendment.cancel(entry, on=today, reason=approval.remark, remark=approval.remark, by=by, at=at)


def _differing(entry: Entry, approval: Approval) -> dict[str, str]:
    return {
        name: getattr(approval, name)
        for name in amendment.CHANGEABLE
        if getattr(approval, name) != getattr(entry, name)
    }


def _refuse_public(approvals: list[Approval]) -> None:
    taken = Entry.objects.filter(number__in=[approval.number for approval in approvals], approvals=None)
    if entry := taken.first():
        message = _("The filing number %(number)s is public already. Take its filing out of the batch.")
        raise CannotPublish(message % {"number": entry.number})


def _entry(approval: Approval, batch: Batch, place: int) -> Entry:
    return Entry(
        number=approval.number,
        holder=approval.holder,
        province=int(approval.number[:2]),
        batch=batch,
        rank=batch.pk * Entry.RANKS_PER_BATCH + place,
        **approval.facts(),
    )


def _list(batch: Batch, entries: list[Entry], *, by: Any, at: datetime) -> None:
    """Keep the facts of new entries as their first version, and their places in the batch."""
    versions = EntryVersion.objects.bulk_create(
        EntryVersion(entry=entry, sequence=1, ordinal=batch.pk, batch=batch, recorded_at=at, **entry.facts())
        for entry in entries
    )
    Listing.objects.bulk_create(
        Listing(batch=batch, entry=version.entry, version=version, position=place)
        for place, version in enumerate(versions, start=1)
    )
    EntryEvent.objects.bulk_create(
        EntryEvent(entry=entry, act="published", to_status=Status.IN_FORCE, by=by, at=at) for entry in entries
    )


def _lock_draft(batch: Batch) -> None:
    trail.lock(batch)
    if batch.status != Batch.Status.DRAFT:
        raise CannotGather(
            _("The batch of %(month)s is public already. It is not changed any more.") % {"month": batch.slug}
        )


def _refuse_future(ordinal: int, at: datetime) -> None:
    if ordinal > ordinal_of(timezone.localdate(at)):
        raise CannotPublish(_("That month has not begun yet. Choose this month or an earlier one."))
