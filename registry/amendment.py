"""What may happen to a public entry: its facts change, or it is cancelled. What was published stays to be read."""

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import trail
from registry import holders, spelling
from registry.models import Entry, EntryVersion, Status
from registry.models.batch import ordinal_of

# What may change, each with the way it is tidied: as in an imported list.
CHANGEABLE = {
    "company": spelling.tidy_name,
    "algorithm": spelling.tidy_name,
    "product": spelling.tidy,
    "purpose": spelling.tidy,
}


class CannotChange(trail.Refused):
    """The entry is cancelled, or nothing would change."""


class CannotCancel(trail.Refused):
    """The entry is cancelled already, or the day has not come."""


@transaction.atomic
def change(
    entry: Entry, *, facts: Mapping[str, str], remark: str, by: AbstractBaseUser | None, at: datetime
) -> EntryVersion:
    """Publish other facts of an entry (of those in ``CHANGEABLE``), with a public remark that says what changed.

    The number stays, whatever changes. With no facts the remark alone tells of a change in what is not published.
    Raises CannotChange.
    """
    trail.lock(entry)
    if entry.status == Status.CANCELLED:
        raise CannotChange(_("This filing is cancelled. It cannot be changed any more."))
    tidied = {name: tidy(facts[name]) for name, tidy in CHANGEABLE.items() if name in facts}
    if unknown := set(facts) - set(tidied):
        raise ValueError(f"no published facts that may change: {sorted(unknown)}")
    if all(getattr(entry, name) == text for name, text in tidied.items()) and (facts or not remark):
        raise CannotChange(_("Nothing differs from what is published."))
    for name, text in {**tidied, "remark": spelling.tidy(remark)}.items():
        setattr(entry, name, text)
    version = _keep(entry, at=at)
    entry.version = version.sequence
    entry.save(update_fields=[*Entry.FACTS, "version"])
    trail.record(entry, by=by, at=at, act="changed", facts=sorted(tidied))
    holders.rename(entry.holder, entry.company)
    return version


@transaction.atomic
def cancel(entry: Entry, *, on: date, reason: str, remark: str = "", by: AbstractBaseUser | None, at: datetime) -> None:
    """Cancel an entry from the day ``on``. It stays in the registry, greyed. ``reason`` is kept, and not public;
    ``remark`` is, in a version of its own."""
    trail.lock(entry)
    if entry.status == Status.CANCELLED:
        raise CannotCancel(_("This filing is cancelled already."))
    if on > timezone.localdate(at):
        raise CannotCancel(_("The day of cancellation must be today or earlier."))
    entry.cancelled_on = on
    if remark:
        entry.remark = spelling.tidy(remark)
        entry.version = _keep(entry, at=at).sequence
    trail.move(entry, to=Status.CANCELLED, by=by, at=at, act="cancelled", on=on.isoformat(), reason=reason)


def _keep(entry: Entry, *, at: datetime) -> EntryVersion:
    """Keep the facts as a version from the month of ``at``, or from the month of the newest list if that is later."""
    newest = entry.versions.aggregate(sequence=Max("sequence"), ordinal=Max("ordinal"))
    return EntryVersion.objects.create(
        entry=entry,
        sequence=newest["sequence"] + 1,
        ordinal=max(newest["ordinal"], ordinal_of(timezone.localdate(at))),
        recorded_at=at,
        **entry.facts(),
    )
