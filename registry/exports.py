"""Entries as CSV: the columns of the official lists, then ours, so that the importer reads back what it gave out.

With a byte order mark, without which Excel takes UTF-8 for something else; and no cell that a spreadsheet would take
for a formula (``defusedcsv``). Rows leave in blocks from a server-side cursor: the whole registry in little memory.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from defusedcsv import csv
from django.db.models import F, QuerySet
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from registry import search
from registry.models import Batch, Entry, Listing, Status
from registry.models.batch import month_of
from registry.numbers import written
from registry.official_list import columns
from registry.official_list.rows import CANCELLED, ROLES

HEADINGS = [*columns.OFFICIAL, columns.BATCH, columns.STATUS, columns.CANCELLED_ON]
ROLE_NAMES = {int(role): name for name, role in ROLES.items()}
STATUS_NAMES = {Status.IN_FORCE.value: "有效", Status.CANCELLED.value: CANCELLED}
FETCHED = 2000  # rows a block
BOM = "\ufeff"

Row = tuple[Any, ...]


def of_search(query: search.Query, filters: search.Filters) -> QuerySet[Entry, Row]:
    """All entries that match, as they stand today, newest first."""
    position = F("rank") - F("batch_id") * Entry.RANKS_PER_BATCH
    return search.matching(query, filters).values_list(
        position, "algorithm", "role", "company", "product", "purpose", "number", "remark", "batch_id", "status",
        "cancelled_on",
    )  # fmt: skip


def of_batch(batch: Batch) -> QuerySet[Listing, Row]:
    """The entries of a batch with the facts as it has them, in its order."""
    facts = (f"version__{name}" for name in ("algorithm", "role", "company", "product", "purpose"))
    return batch.listings.values_list(
        "position", *facts, "entry__number", "version__remark", "batch_id", "entry__status", "entry__cancelled_on"
    )


def download(rows: "QuerySet[Any, Row]", *, name: str) -> StreamingHttpResponse:
    """An answer that streams ``rows`` as a file called ``name``."""
    response = StreamingHttpResponse(blocks(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def blocks(rows: "QuerySet[Any, Row]") -> Iterator[str]:
    """The text of the file, in blocks of ``FETCHED`` rows."""
    buffer = io.StringIO()
    buffer.write(BOM)
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for n, row in enumerate(rows.iterator(chunk_size=FETCHED), start=1):
        writer.writerow(_cells(*row))
        if n % FETCHED == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cells(
    position: int,
    algorithm: str,
    role: int,
    company: str,
    product: str,
    purpose: str,
    number: str,
    remark: str,
    ordinal: int,
    status: str,
    cancelled_on: date | None,
) -> Iterable[Any]:
    month = month_of(ordinal)
    return (
        position,
        algorithm,
        ROLE_NAMES[role],
        company,
        product,
        purpose,
        written(number),
        remark,
        f"{month.year}年{month.month}月",
        STATUS_NAMES[status],
        f"{cancelled_on.year}年{cancelled_on.month}月{cancelled_on.day}日" if cancelled_on else "",
    )
