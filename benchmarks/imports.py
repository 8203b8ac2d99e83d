"""Lists into the registry, beside COPY of the same finished rows into the same tables, indexes and all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from time import perf_counter

import psycopg
from django.db import connection
from django.utils import timezone
from psycopg import sql

from benchmarks.generate import Filing, filings
from registry import importing, numbers, official_list
from registry.models.batch import usual_title
from registry.official_list import OfficialList, Row

TABLES = {
    "registry_batch": "ordinal",
    "registry_holder": "id",
    "registry_holdername": "id",
    "registry_entry": "id",
    "registry_entryversion": "id",
    "registry_listing": "id",
    "registry_batchevent": "id",
}


@dataclass
class Speed:
    """Seconds for all rows: to read the files, to store the rows, and to COPY what was stored."""

    rows: int = 0
    reading: float = 0.0
    storing: float = 0.0
    copying: float = 0.0

    def line(self, name: str) -> str:
        per_second = {part: self.rows / seconds for part, seconds in self._parts().items() if seconds}
        told = ", ".join(f"{part} {speed:,.0f} rows/s" for part, speed in per_second.items())
        return f"{name:<26}{self.rows:>8,} rows: {told}; stored in {self.storing / self.copying:.2f} x COPY"

    def _parts(self) -> dict[str, float]:
        whole = self.reading + self.storing
        return {"all": whole, "reading": self.reading, "storing": self.storing, "raw COPY": self.copying}


def load_files(files: Iterable[Path], floor: str) -> Speed:
    """Import official lists, and COPY what each brought into the database of the address ``floor``."""
    speed = Speed()
    for path in files:
        start = perf_counter()
        lists = official_list.read(path)
        speed.reading += perf_counter() - start
        for one in lists:
            _load(one, floor, speed)
    return speed


def load_generated(count: int, floor: str) -> Speed:
    """The same with generated filings, a list a month."""
    speed = Speed()
    for one in generated(count):
        _load(one, floor, speed)
    return speed


def generated(count: int) -> Iterator[OfficialList]:
    for month, group in groupby(filings(count), key=lambda filing: filing.month):
        yield OfficialList(
            month, usual_title(month), [_row(place, filing) for place, filing in enumerate(group, start=1)]
        )


def _row(place: int, filing: Filing) -> Row:
    return Row(
        place=place,
        position=place,
        number=numbers.parse(filing.number),
        company=filing.company,
        algorithm=filing.algorithm,
        role=filing.role,
        product=filing.product,
        purpose=filing.purpose,
        remark="",
        is_cancelled=False,
    )


def _load(one: OfficialList, floor: str, speed: Speed) -> None:
    """Store a list here, then COPY the rows that are new here into the floor."""
    with connection.cursor() as cursor:
        before = {table: _highest(cursor, table) for table in TABLES}
    start = perf_counter()
    importing.load(one, source="benchmark", by=None, at=timezone.now(), published_on=date(2026, 1, 7))
    storing = perf_counter() - start
    copying = _copy_new(before, floor)
    speed.rows += len(one.rows)
    speed.storing += storing
    speed.copying += copying


def _highest(cursor, table: str) -> int:  # type: ignore[no-untyped-def]
    key = TABLES[table]
    cursor.execute(sql.SQL("SELECT coalesce(max({}), 0) FROM {}").format(sql.Identifier(key), sql.Identifier(table)))
    return cursor.fetchone()[0]


def _copy_new(before: dict[str, int], floor: str) -> float:
    """COPY the rows above the keys ``before`` into the floor; return the seconds that took there."""
    fetched = []
    for table, key in TABLES.items():
        with connection.cursor() as cursor:
            columns = _columns(cursor, table)
            rows = sql.SQL("COPY (SELECT {} FROM {} WHERE {} > {}) TO STDOUT").format(
                columns, sql.Identifier(table), sql.Identifier(key), before[table]
            )
            with cursor.copy(rows) as copy:
                fetched.append((table, columns, b"".join(bytes(block) for block in copy)))
    with psycopg.connect(floor) as alone:
        start = perf_counter()
        for table, columns, data in fetched:
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
            with alone.cursor().copy(into) as copy:
                copy.write(data)
        alone.commit()
        return perf_counter() - start


def _columns(cursor, table: str) -> sql.Composed:  # type: ignore[no-untyped-def]
    """The columns that are stored, and not computed from others."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = ''"
        " AND NOT attisdropped",
        [table],
    )
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
