"""The rows of a list in the form: products, functions, data sets.

Each is kept among the answers as {"row": its key, …}, and its key stays the same whatever becomes of its content and
of the rows around it. So a comment, a comparison or a file finds it again.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filings.models import Attachment, Filing

Answers = Mapping[str, Any]


def of(answers: Answers, name: str) -> list[dict[str, Any]]:
    """Return the rows of the list ``name``. What was kept before rows had keys goes by its position."""
    return [{"row": str(n), **row} for n, row in enumerate(answers.get(name) or [], 1)]


def new_key() -> str:
    """Return a key for a row that is to come: eight hexadecimal digits."""
    return secrets.token_hex(4)


def is_new_key(key: str) -> bool:
    return re.fullmatch("[0-9a-f]{8}", key) is not None


def key_of_field(name: str, field: str) -> str:
    """Return under which key a field of the rows is known."""
    return f"{name}.{field}"


def key_of_file(field: str, row: str) -> str:
    """Return under which key the file is kept that answers ``field`` in the row."""
    return f"{field}-{row}"


def row_in(key: str) -> str:
    """Return the row in the ``key`` of a row or of a file of one; an empty text where it names none."""
    return re.split("[.-]", f"{key}.")[1]


def field_of_file(key: str) -> str:
    """Return the field that the file answers which is kept under ``key``; what is no key of a row's is a field."""
    return key.partition("-")[0]


def put(answers: Answers, name: str, row: str, content: Answers) -> list[dict[str, Any]]:
    """Return the list with ``content`` as that row, in its place or else at the end."""
    kept = of(answers, name)
    new = {"row": row, **content}
    if row in {each["row"] for each in kept}:
        return [new if each["row"] == row else each for each in kept]
    return [*kept, new]


def without(answers: Answers, name: str, row: str) -> list[dict[str, Any]]:
    return [each for each in of(answers, name) if each["row"] != row]


@dataclass(frozen=True)
class Row:
    """One row, of which a form asks what it else asks of a filing. Its key may be of a row that is not there yet."""

    filing: Filing
    name: str
    key: str

    @property
    def reference(self) -> str:
        return self.filing.reference

    @property
    def answers(self) -> dict[str, Any]:
        return next((row for row in of(self.filing.answers, self.name) if row["row"] == self.key), {})

    @property
    def surroundings(self) -> Answers:
        return {**self.filing.answers, **self.answers}

    @property
    def is_kept(self) -> bool:
        return bool(self.answers)

    def documents(self, of_filing: Mapping[str, Attachment]) -> dict[str, Attachment]:
        """Return the files of this row, by the key of the field that each answers."""
        ending = key_of_file("", self.key)
        return {key.removesuffix(ending): document for key, document in of_filing.items() if key.endswith(ending)}
