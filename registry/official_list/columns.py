"""The headings of a list, and the cells under them."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import zip_longest

from django.utils.translation import gettext as _

from audit import trail

POSITION, ALGORITHM, ROLE, COMPANY = "序号", "算法名称", "角色", "主体名称"
PRODUCT, PURPOSE, NUMBER, REMARK = "应用产品", "主要用途", "备案编号", "备注"
OFFICIAL = (POSITION, ALGORITHM, ROLE, COMPANY, PRODUCT, PURPOSE, NUMBER, REMARK)
BATCH, STATUS, CANCELLED_ON = "批次", "状态", "注销日期"  # in our own CSV only
NEEDED = set(OFFICIAL) - {POSITION, REMARK}
SEARCHED_ROWS = 5  # the headings stand in one of the first rows

# As we write it, 2025年3月1日 or 2025年3月: a spreadsheet saves that as it was. And as others write it.
DAY = re.compile(r"(?P<year>[0-9]{4})[年/-](?P<month>[0-9]{1,2})(?:[月/-](?P<day>[0-9]{1,2}))?[月日]?")

Cells = dict[str, str]


class NotAList(trail.Refused):
    """The file is no official list, or a row of it cannot be read. The message says which, and why."""


def under_headings(table: Iterable[list[str]]) -> list[Cells]:
    """The rows below the headings, each by column; the first counts where a heading stands twice.

    Empty when the table has not all the columns of a list.
    """
    headings: list[str] = []
    rows: list[Cells] = []
    for n, cells in enumerate(table):
        names = ["".join(cell.split()) for cell in cells]
        if set(names) >= NEEDED:
            headings = names  # some tables repeat them on each page
        elif headings:
            rows.append(_by_heading(headings, cells))
        elif n >= SEARCHED_ROWS:
            break
    return rows


def _by_heading(headings: list[str], cells: list[str]) -> Cells:
    row: Cells = {}
    for heading, cell in zip_longest(headings, cells[: len(headings)], fillvalue=""):
        row.setdefault(heading, cell)
    return row


def day_in(cell: str) -> date:
    """Read a day, or a month as its first day. Raises ValueError."""
    found = DAY.fullmatch(cell.strip())
    if found is None:
        raise ValueError(f"{cell!r} is no day and no month")
    return date(int(found["year"]), int(found["month"]), int(found["day"] or 1))


def missing() -> NotAList:
    columns = "、".join(column for column in OFFICIAL if column in NEEDED)
    return NotAList(_("No table here has the columns %(columns)s.") % {"columns": columns})
