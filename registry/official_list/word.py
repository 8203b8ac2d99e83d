"""A list as the regulator publishes it: a Word document with a title and one table."""

import re
from datetime import date
from pathlib import Path
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError

from registry import spelling
from registry.official_list import columns
from registry.official_list.columns import NotAList
from registry.official_list.rows import OfficialList, fill

TITLE = re.compile(r"(?P<name>\w*清单) *\(?(?P<year>20[0-9]{2})年(?P<month>1[0-2]|0?[1-9])月\)?")


def read(path: Path) -> OfficialList:
    """Read the list in a Word document. Raises NotAList."""
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise NotAList(_("This is no Word document, although it is named so.")) from error
    for table in document.tables:
        if found := columns.under_headings([cell.text for cell in row.cells] for row in table.rows):
            return fill(_titled([paragraph.text for paragraph in document.paragraphs]), found)
    raise columns.missing()


def _titled(paragraphs: list[str]) -> OfficialList:
    """An empty list of the month in the title, which may be spread over paragraphs."""
    text = " ".join("".join(spelling.half_width(spelling.visible(line)).split()) for line in paragraphs)
    found = TITLE.search(text)
    if not found:
        raise NotAList(_("The title names no month, such as 清单（2025年3月）."))
    month = date(int(found["year"]), int(found["month"]), 1)
    return OfficialList(month, f"{found['name']}（{month.year}年{month.month}月）")
