"""What is said beside what was said before: a revision beside the one before, or a draft beside the latest revision."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from filings import answers, papers, visibility
from filings.models import Revision
from filings.papers import Paper

# What is compared as one piece: a word or number, any other single character.
PIECE = re.compile(r"[A-Za-z0-9]+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    text: str
    is_new: bool


@dataclass(frozen=True)
class Answer:
    """``before`` is the earlier value, or None where nothing changed or there was no earlier revision. Of a sensitive
    answer it says only that it has changed: both values are masked."""

    key: str
    label: str
    value: str
    before: str | None

    @property
    def is_sensitive(self) -> bool:
        return visibility.is_sensitive(self.key)

    @property
    def has_changed(self) -> bool:
        return self.before is not None

    @property
    def pieces(self) -> list[Piece]:
        """The value with what is new in it marked."""
        return marked(self.before or "", self.value)


@dataclass(frozen=True)
class Document:
    """A document as it is ``now`` and as it was ``before``, None where there is none; they are the same file unless it
    ``has_changed``."""

    key: str
    label: str
    now: Paper | None
    before: Paper | None
    has_changed: bool

    @property
    def replaced(self) -> Paper | None:
        """The earlier one where there is another now; of a sensitive one that is not shown."""
        return None if visibility.is_sensitive(self.key) or not self.has_changed else self.before


@dataclass(frozen=True)
class Part:
    """The answers of one section; ``key`` is the section's."""

    title: str
    answers: list[Answer]
    key: str


def of_revisions(revision: Revision, previous: Revision | None) -> list[Part]:
    """The answers of ``revision`` section by section, beside those of ``previous``."""
    if previous is None:
        return [
            Part(part.title, [Answer(row.key, row.label, row.value, None) for row in part.rows], part.key)
            for part in answers.of_revision(revision)
        ]
    return beside(answers.of_revision(revision), previous, differing(revision.answers, previous.answers))


def beside(now: list[answers.Part], previous: Revision, differs: set[str]) -> list[Part]:
    """The answers ``now`` beside those of ``previous``; ``differs`` are the keys of those that are not the same in
    full, since two that are masked may look alike. Answers that are no longer asked for come last, empty."""
    earlier = answers.of_revision(previous)
    before = {row.key: row.value for part in earlier for row in part.rows}
    asked = {row.key for part in now for row in part.rows}
    parts = [
        Part(part.title, [_beside(row, before.get(row.key, ""), row.key in differs) for row in part.rows], part.key)
        for part in now
    ]
    gone = [
        Part(
            part.title,
            [Answer(row.key, row.label, "", row.value) for row in part.rows if row.key not in asked],
            part.key,
        )
        for part in earlier
    ]
    return parts + [part for part in gone if part.answers]


def differing(now: Mapping[str, Any], before: Mapping[str, Any]) -> set[str]:
    """The keys of the answers that are not the same; one that is empty is as good as none."""
    return {key for key in now.keys() | before.keys() if (now.get(key) or "") != (before.get(key) or "")}


def changed(parts: Iterable[Part]) -> int:
    return sum(answer.has_changed for part in parts for answer in part.answers)


def documents(now: Iterable[Paper], previous: Revision | None) -> list[Document]:
    """The documents ``now`` beside those of ``previous``; those that are not there any more come last. Beside nothing
    none has changed."""
    current = {paper.key: paper for paper in now}
    before = {paper.key: paper for paper in papers.of_revision(previous)} if previous else current
    either = current | {key: paper for key, paper in before.items() if key not in current}
    return [_pair(paper, current.get(key), before.get(key)) for key, paper in either.items()]


def _pair(either: Paper, now: Paper | None, before: Paper | None) -> Document:
    same = now is not None and before is not None and now.sha256 == before.sha256
    return Document(either.key, either.label, now, before, not same)


def marked(before: str, value: str) -> list[Piece]:
    """``value`` in pieces, those that ``before`` does not have marked as new."""
    old, new = PIECE.findall(before), PIECE.findall(value)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Piece("".join(new[low:high]), tag != "equal") for tag, _old, _end, low, high in steps if high > low]


def _beside(row: answers.Row, before: str, differs: bool) -> Answer:
    has_changed = differs if row.is_sensitive else row.value != before
    return Answer(row.key, row.label, row.value, before if has_changed else None)
