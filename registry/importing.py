"""Official lists into the registry: each number once, each batch's own words kept.

A list is history, and lists may come in any order. What an entry shows is decided by the order of months: the facts
of the newest list, or of a later change, stand. An older list that comes afterwards adds its batch and its version,
and rewrites nothing. Once any list says that an entry is cancelled, it is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import trail
from registry import numbers, spelling, staging
from registry.models import Batch
from registry.models.batch import ordinal_of
from registry.official_list import OfficialList, Row


class BatchIsBeingGathered(trail.Refused):
    """The month of the list has a batch that is not published yet."""


class MonthHasNotBegun(trail.Refused):
    """The list is of a month to come: its title holds a misprint."""


@dataclass
class Outcome:
    """How many rows were read, and what became of them; what was odd, as (place, sentence)."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    warnings: list[tuple[int, str]] = field(default_factory=list)

    @property
    def warned(self) -> int:
        """How many rows something is said about."""
        return len({place for place, _warning in self.warnings})


@transaction.atomic
def load(
    official: OfficialList,
    *,
    source: str,
    by: AbstractBaseUser | None,
    at: datetime,
    published_on: date | None = None,
) -> Outcome:
    """Store the rows of a list, and make its batch public. The same list again changes nothing.

    ``source`` names the file in the events; ``published_on`` is the day of publication, which no list states.
    """
    batch = _batch(official, at=at, published_on=published_on)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming")
        cursor.execute(staging.STAGE)
        with cursor.copy(staging.COPY) as copy:
            for row in official.rows:
                copy.write_row(_staged(row))
        given = {"batch": batch.pk, "at": at, "by": by.pk if by else None, "list": source}
        for statement in staging.JUDGE + staging.STORE:
            cursor.execute(statement.format(**staging.PIECES), given)
        cursor.execute(staging.OUTCOME)
        outcome = _outcome(official, cursor.fetchall())
    if outcome.added or outcome.changed:
        counts = {"added": outcome.added, "changed": outcome.changed}
        trail.record(batch, by=by, at=at, act="imported", list=source, **counts)
    return outcome


def refresh_statistics() -> None:
    """Tell the planner how large the tables have become: until it knows, searches after a large import are slow."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registry_holder, registry_entry, registry_entryversion, registry_listing")


def _batch(official: OfficialList, *, at: datetime, published_on: date | None) -> Batch:
    """The batch of the list's month, locked: two imports of one month follow each other."""
    if official.month > timezone.localdate(at):
        raise MonthHasNotBegun(
            _("The list is of %(month)s, which has not begun.") % {"month": f"{official.month:%Y-%m}"}
        )
    published = {"status": Batch.Status.PUBLISHED, "published_at": at, "published_on": published_on}
    batch, _made = Batch.objects.select_for_update().get_or_create(
        ordinal=ordinal_of(official.month), defaults={"title": official.title, **published}
    )
    if batch.status != Batch.Status.PUBLISHED:
        message = _("The batch of %(month)s is being gathered here. Publish it before its list is imported.")
        raise BatchIsBeingGathered(message % {"month": batch.slug})
    if published_on and batch.published_on != published_on:
        batch.published_on = published_on
        batch.save(update_fields=["published_on"])
    return batch


def _staged(row: Row) -> tuple[Any, ...]:
    number = row.number
    counts = number.kind == numbers.KIND and len(number.digits) == 21
    return (
        row.position,
        number.digits,
        number.holder_code,
        number.sequence if counts else 0,
        int(number.division[:2]),
        spelling.key_of(row.company),
        row.company,
        row.algorithm,
        int(row.role),
        row.product,
        row.purpose,
        row.remark,
        row.is_cancelled,
        row.cancelled_on,
        row.place,
    )


def _outcome(official: OfficialList, rows: list[tuple[int, bool, bool, bool]]) -> Outcome:
    outcome = Outcome(read=len(rows) + official.left_out, warnings=list(official.warnings))
    for place, is_new, is_changed, is_overruled in rows:
        outcome.added += is_new
        outcome.changed += is_changed and not is_new
        outcome.unchanged += not is_changed
        if is_overruled:
            outcome.warnings.append((place, _("A newer list or change stands; these words are kept in their batch.")))
    outcome.warnings.sort(key=lambda warning: warning[0])
    return outcome
