"""A list as we export it: CSV with the columns of the regulator, and the month of the batch in one more."""

import csv
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from registry.models.batch import usual_title
from registry.official_list import columns
from registry.official_list.columns import Cells, NotAList
from registry.official_list.rows import OfficialList, fill


def read(path: Path) -> list[OfficialList]:
    """Read the lists in a CSV file, oldest month first. Raises NotAList."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [[_unescaped(cell) for cell in line] for line in csv.reader(file, strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotAList(_("This is no CSV file in UTF-8.")) from error
    rows = columns.under_headings(lines)
    if not rows:
        raise columns.missing()
    by_month: dict[date, list[Cells]] = {}
    for row in rows:
        by_month.setdefault(_month(row), []).append(row)
    return [fill(OfficialList(month, usual_title(month)), by_month[month]) for month in sorted(by_month)]


def _month(row: Cells) -> date:
    try:
        return columns.day_in(row.get(columns.BATCH, "")).replace(day=1)
    except ValueError as error:
        message = _("The column %(column)s must name a month in each row, such as 2025-03.")
        raise NotAList(message % {"column": columns.BATCH}) from error


def _unescaped(cell: str) -> str:
    """Undo what keeps a spreadsheet from taking a cell for a formula (see exports)."""
    if cell.startswith(("'@", "'+", "'-", "'=", "'%", "'\\|")):
        return cell[1:].replace("\\|", "|")
    return cell
