"""The regulator's lists of published filings, read from DOCX, and the same rows from the CSV that we export.

A list is one table under a title that names its month. The files were edited by hand for years, so: columns are told
by their headings (a merged cell makes one of them appear twice), the first column may be empty (it was numbered by
the word processor), and names and numbers hold stray spaces and line breaks.
"""

from pathlib import Path

from django.utils.translation import gettext as _

from registry.official_list import table, word
from registry.official_list.rows import NotAList, OfficialList, Row

__all__ = ["NotAList", "OfficialList", "Row", "read"]


def read(path: Path) -> list[OfficialList]:
    """Read the lists in a file, oldest first: one of a DOCX, one for each month of a CSV. Raises NotAList."""
    if not path.is_file():
        raise NotAList(_("There is no such file."))
    if path.suffix.lower() == ".csv":
        return table.read(path)
    if path.suffix.lower() == ".docx":
        return [word.read(path)]
    raise NotAList(_("This is neither a .docx nor a .csv file."))
