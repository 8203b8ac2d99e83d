"""The search of the registry: every word must occur in company, algorithm, product or purpose; newest first.

A number, or the beginning of one, is looked up among the numbers. How words are found is told in ``ladder``. A single
character makes no pair of neighbours: it is read for in the whole table, and given up after two seconds.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from audit import trail
from registry import ladder, numbers, spelling
from registry.models import Batch, Entry, Listing

LONGEST_QUERY = 100  # characters
MOST_WORDS = 10
SHORTEST_NUMBER = 6  # fewer digits are a word, such as the number of a hotline
SCAN_TIMEOUT = "2s"


class CannotSearch(trail.Refused):
    """The query is too long or too broad; the message says what to search for instead."""


@dataclass(frozen=True)
class Query:
    """What was asked: folded words, and the digits when they may be (the beginning of) a number."""

    words: tuple[str, ...] = ()
    number: str = ""

    @property
    def pairs(self) -> list[int]:
        """The pairs of neighbouring characters, each in one integer as registry_bigrams() packs them."""
        return list({_pack(a, b): None for word in self.words for a, b in pairwise(word)})


@dataclass(frozen=True)
class Filters:
    """``province`` is the number of the first two digits of a division, ``batch`` the ordinal of a batch."""

    role: int | None = None
    province: int | None = None
    batch: int | None = None


@dataclass(frozen=True)
class Page:
    """Twenty entries, newest first. ``count`` is of all that match; with ``is_capped`` there are more than that.

    ``older`` and ``newer`` are the ranks from which the neighbouring pages go on, None at the ends.
    """

    rows: list[Entry] = field(default_factory=list)
    count: int = 0
    is_capped: bool = False
    older: int | None = None
    newer: int | None = None


def read(text: str) -> Query:
    """Read a query as it was typed. Raises CannotSearch when it is too long."""
    text = spelling.visible(text).strip()
    words = tuple(dict.fromkeys(spelling.folded(text).split()))
    if len(text) > LONGEST_QUERY:
        raise CannotSearch(_("Search for %(limit)d characters or fewer.") % {"limit": LONGEST_QUERY})
    if len(words) > MOST_WORDS:
        raise CannotSearch(_("Search for %(limit)d words or fewer.") % {"limit": MOST_WORDS})
    digits = numbers.digits_in(text) or ""
    if len(digits) >= SHORTEST_NUMBER or text.startswith(numbers.PREFIX):
        return Query(words, digits)
    return Query(words)


def search(query: Query, filters: Filters, *, before: int | None = None, after: int | None = None) -> Page:
    """Return the newest page, or the one next older than the rank ``before``, or next newer than ``after``.

    Raises CannotSearch when a single character is not found in time.
    """
    side = ladder.Side(after, towards_newer=True) if after is not None else ladder.Side(before)
    condition, params = _filtered(filters)
    if query.number:
        wanted = ladder.Wanted("number LIKE %(number)s", condition, {**params, "number": f"{query.number}%"})
        if count := ladder.count_in_order(wanted):
            return _page(ladder.read_in_order(wanted, side), side, count)
    if not query.words:
        wanted = ladder.Wanted("TRUE", condition, params)
        found = ladder.read_in_order(wanted, side)
        if filters == Filters():
            return _page(found, side, Batch.objects.entry_count(), exact=True)
        return _page(found, side, ladder.count_in_order(wanted))
    matches = " AND ".join(f"strpos(doc, %(word{n})s) > 0" for n in range(len(query.words)))
    params |= {f"word{n}": word for n, word in enumerate(query.words)} | {"pairs": query.pairs}
    wanted = ladder.Wanted(matches, condition, params)
    if query.pairs and "elsewhere" not in params:
        found, count = ladder.climb(wanted, side)
    else:
        found, count = _scan(wanted, side)
    return _page(found, side, count)


def matching(query: Query, filters: Filters) -> QuerySet[Entry]:
    """All entries that match, newest first, for whoever wants to read them all."""
    entries = Entry.objects.defer("doc").order_by("-rank")
    if filters.role is not None:
        entries = entries.filter(role=filters.role)
    if filters.province is not None:
        entries = entries.filter(province=filters.province)
    if filters.batch is not None:
        entries = entries.filter(Q(batch=filters.batch) | Q(pk__in=_elsewhere(filters.batch)))
    if query.number and (numbered := entries.filter(number__startswith=query.number)).exists():
        return numbered
    for word in query.words:
        entries = entries.filter(GreaterThan(StrIndex("doc", Value(word)), 0))
    return entries


def _elsewhere(batch: int) -> list[int]:
    """The entries of a batch that a later one lists again: very few."""
    return list(Listing.objects.filter(batch=batch, superseded=True).values_list("entry_id", flat=True))


def _filtered(filters: Filters) -> tuple[str, dict[str, Any]]:
    """The filters as a condition. A batch also has the entries that a later batch lists again."""
    columns = {"role": "role", "province": "province", "batch": "batch_id"}
    params: dict[str, Any] = {name: getattr(filters, name) for name in columns if getattr(filters, name) is not None}
    conditions = {name: f"{columns[name]} = %({name})s::smallint" for name in params}
    if filters.batch is not None and (elsewhere := _elsewhere(filters.batch)):
        params["elsewhere"] = elsewhere
        conditions["batch"] = f"({conditions['batch']} OR id = ANY(%(elsewhere)s))"
    return " AND ".join(conditions.values()) or "TRUE", params


def _scan(wanted: ladder.Wanted, side: ladder.Side) -> tuple[list[tuple[int, int]], int]:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [SCAN_TIMEOUT])
            return ladder.read_in_order(wanted, side), ladder.count_in_order(wanted)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise CannotSearch(_("Search for two characters or more.")) from error


def _page(found: list[tuple[int, int]], side: ladder.Side, count: int, exact: bool = False) -> Page:
    shown, has_more = found[: ladder.PAGE], len(found) > ladder.PAGE
    if side.towards_newer:
        shown.reverse()
    has_older = shown and (has_more or side.towards_newer)
    has_newer = shown and (has_more if side.towards_newer else side.rank is not None)
    rows = Entry.objects.defer("doc").filter(pk__in=[pk for pk, _rank in shown]).order_by("-rank")
    return Page(
        rows=list(rows),
        count=count if exact else min(count, ladder.MOST),
        is_capped=not exact and count > ladder.MOST,
        older=shown[-1][1] if has_older else None,
        newer=shown[0][1] if has_newer else None,
    )


def _pack(a: str, b: str) -> int:
    """Two characters as a signed integer of 32 bits. Rare ones may share it, so that a word is looked for as well."""
    packed = (ord(a) << 16 | ord(b) & 0xFFFF) & 0xFFFFFFFF
    return packed - (1 << 32) if packed >= 1 << 31 else packed
