"""A list as the regulator publishes it: a Word document with a title and one table."""

import re
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
from django.utils.translation import gettext as _

from registry import spelling
from registry.official_list import columns
from registry.official_list.columns import NotAList
from registry.official_list.rows import OfficialList, fill

TITLE = re.compile(r"(?P<name>\w*清单) *\(?(?P<year>20[0-9]{2})年(?P<month>1[0-2]|0?[1-9])月\)?")
LARGEST = 100 * 1024 * 1024  # bytes when unpacked; the largest official list has 6 million


def read(path: Path) -> OfficialList:
    """Read the list in a Word document: all its tables under the headings of a list. Raises NotAList."""
    try:
        paragraphs, tables = _contents(path)
    except Exception as error:  # a damaged file breaks zip, XML or Word's reader, each in ways of its own
        raise NotAList(_("This is no Word document, although it is named so.")) from error
    found = [cells for table in tables for cells in columns.under_headings(table)]
    if not found:
        raise columns.missing()
    return fill(_titled(paragraphs), found)


def _contents(path: Path) -> tuple[list[str], list[list[list[str]]]]:
    """The text of the paragraphs, and of each cell of each table."""
    with ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise ValueError("too large to be a list, or made to fill the memory")
    document = docx.Document(str(path))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [paragraph.text for paragraph in document.paragraphs], tables


def _titled(paragraphs: list[str]) -> OfficialList:
    """An empty list of the month in the title, which may be spread over paragraphs."""
    text = " ".join("".join(spelling.half_width(spelling.visible(line)).split()) for line in paragraphs)
    found = TITLE.search(text)
    if not found:
        raise NotAList(_("The title names no month, such as 清单（2025年3月）."))
    month = date(int(found["year"]), int(found["month"]), 1)
    return OfficialList(month, f"{found['name']}（{month.year}年{month.month}月）")
