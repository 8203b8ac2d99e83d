"""The statements of the search, and the ladder they are climbed by.

Chinese has no spaces between words and most terms have two characters, so words are found as neighbouring characters
through the index of pairs (migration 0002). One plain statement over it has bad cases: of a word that most entries
hold it sorts them all before the first twenty come out. So a search stops at the first rung that answers:

1. the newest 1,000 entries, read in order: a common word is found there twenty times;
2. else batch by batch, newest first, through the index, until 1,001 are found.

Nothing is ever counted beyond 1,001. A count asks the index, unless the word is so common that reading the table
meets 1,001 sooner.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

PAGE = 20
MOST = 1000
COMMON = 100  # hits among the newest 1,000 from which a word is common

# OFFSET 0 keeps the planner from looking into the inner statement: each batch is asked of the index by itself.
WALK = """
    ({batches}) AS slice(batch), LATERAL (
        SELECT id, rank FROM registry_entry
        WHERE batch_id = slice.batch AND registry_bigrams(doc) @> %(pairs)s::int[]
            AND {matches} AND {filters} AND {side}
        ORDER BY rank {order} OFFSET 0
    ) AS found"""
NEWEST = """
SELECT id, rank, count(*) OVER () FROM (
    SELECT id, rank, doc FROM registry_entry WHERE {filters} AND {side} ORDER BY rank {order} LIMIT 1000
) AS newest WHERE {matches} ORDER BY rank {order} LIMIT %(page)s + 1"""
BY_BATCH = """
SELECT id, rank, count(*) OVER () FROM (SELECT found.id, found.rank FROM {walk} LIMIT %(most)s + 1) AS capped
LIMIT %(page)s + 1"""
IN_ORDER = """
SELECT id, rank FROM registry_entry WHERE {matches} AND {filters} AND {side} ORDER BY rank {order} LIMIT %(page)s + 1"""
COUNT = """
SELECT count(*) FROM (SELECT 1 FROM registry_entry WHERE {matches} AND {filters} LIMIT %(most)s + 1) AS capped"""
COUNT_BY_BATCH = "SELECT count(*) FROM (SELECT 1 FROM {walk} LIMIT %(most)s + 1) AS capped"

EACH_BATCH = "SELECT ordinal FROM registry_batch WHERE status = 'published' ORDER BY ordinal {order}"
ONE_BATCH = "SELECT %(batch)s::smallint"


@dataclass(frozen=True)
class Wanted:
    """What entries must fulfil, as pieces of SQL that hold no input, and the input for them.

    Who climbs the ladder gives ``pairs``, the keys of the index, among the params.
    """

    matches: str
    filters: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Side:
    """Which way from which rank to read: older entries by default, from the newest of all."""

    rank: int | None = None
    towards_newer: bool = False

    @property
    def condition(self) -> str:
        if self.rank is None:
            return "TRUE"
        return "rank > %(rank)s" if self.towards_newer else "rank < %(rank)s"

    @property
    def order(self) -> str:
        return "ASC" if self.towards_newer else "DESC"


FROM_THE_NEWEST = Side()


def read_in_order(wanted: Wanted, side: Side) -> list[tuple[int, int]]:
    """Return up to ``PAGE`` + 1 pairs (id, rank) in the order of ``side``, read without the index of pairs."""
    return _pairs(_run(IN_ORDER, wanted, side))


def count_in_order(wanted: Wanted) -> int:
    """How many match, at most ``MOST`` + 1, counted without the index of pairs."""
    return _count(COUNT, wanted)


def climb(wanted: Wanted, side: Side) -> tuple[list[tuple[int, int]], int]:
    """Return up to ``PAGE`` + 1 pairs (id, rank) in the order of ``side``, and how many match, at most ``MOST`` + 1."""
    rows = _run(NEWEST, wanted, side)
    if len(rows) > PAGE:
        return _pairs(rows), _count(COUNT if rows[0][2] >= COMMON else COUNT_BY_BATCH, wanted)
    rows = _run(BY_BATCH, wanted, side)
    if side == FROM_THE_NEWEST:
        return _pairs(rows), rows[0][2] if rows else 0
    return _pairs(rows), _count(COUNT_BY_BATCH, wanted)


def _pairs(rows: list[tuple[int, ...]]) -> list[tuple[int, int]]:
    return [(row[0], row[1]) for row in rows]


def _count(statement: str, wanted: Wanted) -> int:
    return _run(statement, wanted, FROM_THE_NEWEST)[0][0]


def _run(statement: str, wanted: Wanted, side: Side) -> list[tuple[int, ...]]:
    batches = ONE_BATCH if "batch" in wanted.params else EACH_BATCH.format(order=side.order)
    pieces = {"matches": wanted.matches, "filters": wanted.filters, "side": side.condition, "order": side.order}
    text = statement.format(walk=WALK.format(batches=batches, **pieces), **pieces)
    with connection.cursor() as cursor:
        cursor.execute(text, {"page": PAGE, "most": MOST, "rank": side.rank, **wanted.params})
        return cursor.fetchall()
