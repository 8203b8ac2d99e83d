"""The answers of a revision beside those of the one before."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from filings import answers, sections
from filings.models import Revision

# What is compared as one piece: a word or number, any other single character.
PIECE = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    text: str
    is_new: bool


@dataclass(frozen=True)
class Answer:
    """``before`` is the earlier value, or None where nothing changed or there was no earlier revision."""

    key: str
    label: str
    value: str
    before: str | None

    @property
    def pieces(self) -> list[Piece]:
        """The value with what is new in it marked."""
        return marked(self.before or "", self.value)


@dataclass(frozen=True)
class Document:
    """A document of a revision: {"uuid", "name", "size" (bytes), …}, and the earlier one when it was replaced."""

    label: str
    current: dict[str, Any]
    before: dict[str, Any] | None


@dataclass(frozen=True)
class Part:
    title: str
    answers: list[Answer]


def compared(revision: Revision, previous: Revision | None) -> list[Part]:
    """The answers of ``revision`` section by section. Answers that are no longer asked for come last, empty."""
    now = answers.summary(revision)
    if previous is None:
        return [Part(part.title, [Answer(row.key, row.label, row.value, None) for row in part.rows]) for part in now]
    earlier = answers.summary(previous)
    before = {row.key: row.value for part in earlier for row in part.rows}
    asked = {row.key for part in now for row in part.rows}
    parts = [Part(part.title, [_beside(row, before.get(row.key, "")) for row in part.rows]) for part in now]
    gone = [
        Part(part.title, [Answer(row.key, row.label, "", row.value) for row in part.rows if row.key not in asked])
        for part in earlier
    ]
    return parts + [part for part in gone if part.answers]


def changed(parts: list[Part]) -> int:
    return sum(answer.before is not None for part in parts for answer in part.answers)


def documents(revision: Revision, previous: Revision | None) -> list[Document]:
    labels = sections.document_labels(revision)
    before = {document["key"]: document for document in previous.documents} if previous else {}
    return [
        Document(labels.get(document["key"], document["key"]), document, _replaced(document, before))
        for document in revision.documents
    ]


def marked(before: str, value: str) -> list[Piece]:
    """``value`` in pieces, those that ``before`` does not have marked as new."""
    old, new = PIECE.findall(before), PIECE.findall(value)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Piece("".join(new[low:high]), tag != "equal") for tag, _old, _end, low, high in steps if high > low]


def _beside(row: answers.Row, before: str) -> Answer:
    return Answer(row.key, row.label, row.value, None if row.value == before else before)


def _replaced(document: dict[str, Any], before: dict[str, Any]) -> dict[str, Any] | None:
    earlier = before.get(document["key"])
    return earlier if earlier and earlier["sha256"] != document["sha256"] else None
