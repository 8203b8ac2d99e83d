"""From cells to rows: what each column must hold, and what is odd but kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from divisions import PROVINCES
from registry import numbers, spelling
from registry.models import Entry, Role
from registry.official_list import columns
from registry.official_list.columns import Cells, NotAList

ROLES = {"服务提供者": Role.PROVIDER, "服务技术支持者": Role.SUPPORTER}
CANCELLED = "已注销"
NO_PRODUCT = "--"
LONGEST = {field.name: field.max_length or 0 for field in Entry._meta.fields}


@dataclass(frozen=True)
class Row:
    """One filing. ``place`` is the row under the headings, from 1; ``position`` the place in the batch."""

    place: int
    position: int
    number: numbers.FilingNumber
    company: str
    algorithm: str
    role: Role
    product: str
    purpose: str
    remark: str
    is_cancelled: bool
    cancelled_on: date | None = None


@dataclass
class OfficialList:
    """The rows of one month, in order, and what was odd about them as (place, sentence).

    ``left_out`` counts the rows that repeat a number.
    """

    month: date
    title: str
    rows: list[Row] = field(default_factory=list)
    left_out: int = 0
    warnings: list[tuple[int, str]] = field(default_factory=list)


def fill(official: OfficialList, table: list[Cells]) -> OfficialList:
    """Read the rows of ``table`` into ``official``. A number that stands twice is read once, with a warning."""
    numbered = _are_numbered(table)
    seen: dict[str, int] = {}
    for place, cells in enumerate(table, start=1):
        if not any(cell.strip() for column, cell in cells.items() if column != columns.POSITION):
            continue
        row = _row(cells, place, int(cells[columns.POSITION]) if numbered else place)
        number = str(row.number)
        if number in seen:
            note = _("%(number)s stands in row %(place)s already; this row is left out.")
            official.warnings.append((place, note % {"number": number, "place": seen[number]}))
            official.left_out += 1
            continue
        seen[number] = place
        official.rows.append(row)
        official.warnings += [(place, oddity) for oddity in _oddities(row)]
    if not official.rows:
        raise NotAList(_("The list has no rows."))
    return official


def _are_numbered(table: list[Cells]) -> bool:
    """Whether the first column numbers every row, each once. Where the word processor numbers, it is empty."""
    positions = [cells.get(columns.POSITION, "").strip() for cells in table]
    return len(set(positions)) == len(positions) and all(
        re.fullmatch(r"[1-9][0-9]{0,4}", position) for position in positions
    )


def _row(cells: Cells, place: int, position: int) -> Row:
    try:
        number = numbers.parse(cells[columns.NUMBER])
    except ValueError as error:
        raise _unreadable(place, cells, columns.NUMBER) from error
    role = ROLES.get(spelling.key_of(cells[columns.ROLE]).removeprefix("深度合成"))
    if role is None:
        raise _unreadable(place, cells, columns.ROLE)
    remark = spelling.tidy(cells.get(columns.REMARK, ""))
    return Row(
        place=place,
        position=position,
        number=number,
        company=_name(place, cells, columns.COMPANY, "company"),
        algorithm=_name(place, cells, columns.ALGORITHM, "algorithm"),
        role=role,
        product=spelling.tidy(cells[columns.PRODUCT]) or NO_PRODUCT,
        purpose=spelling.tidy(cells[columns.PURPOSE]),
        remark=remark,
        is_cancelled=CANCELLED in remark or cells.get(columns.STATUS) == CANCELLED,
        cancelled_on=_day(place, cells),
    )


def _name(place: int, cells: Cells, column: str, field_name: str) -> str:
    name = spelling.tidy_name(cells[column])
    if not name or len(name) > LONGEST[field_name]:
        raise _unreadable(place, cells, column)
    return name


def _day(place: int, cells: Cells) -> date | None:
    text = cells.get(columns.CANCELLED_ON, "").strip()
    try:
        return columns.day_in(text) if text else None
    except ValueError as error:
        raise _unreadable(place, cells, columns.CANCELLED_ON) from error


def _unreadable(place: int, cells: Cells, column: str) -> NotAList:
    values = {"place": place, "column": column, "text": spelling.tidy(cells[column])[:60]}
    return NotAList(_("Row %(place)s: “%(text)s” cannot be read as %(column)s.") % values)


def _oddities(row: Row) -> Iterator[str]:
    number = str(row.number)
    if len(number) != 21:
        yield _("%(number)s has %(count)s digits instead of 21.") % {"number": number, "count": len(number)}
    elif not row.number.is_sound:
        values = {"number": number, "digit": numbers.check_digit(number[:20])}
        yield _("%(number)s ends in the wrong check digit; it should be %(digit)s.") % values
    if number[:2] not in PROVINCES:
        yield _("%(number)s begins with the division of no known province.") % {"number": number}
    if CANCELLED in row.remark and row.remark.strip("。.；; ") != CANCELLED:
        yield _("The remark says 已注销 among other things; the entry is taken as cancelled.")
