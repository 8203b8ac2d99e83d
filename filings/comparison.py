"""The answers of a revision beside those of the one before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from filings import answers, papers, standing, visibility
from filings.forms.change import KEYS as ABOUT_THE_CHANGE
from filings.models import Filing, Revision
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
    def pieces(self) -> list[Piece]:
        """The value with what is new in it marked."""
        return marked(self.before or "", self.value)


@dataclass(frozen=True)
class Document:
    """A document of a revision, and the earlier one when it was replaced; of a sensitive one that is not shown."""

    current: Paper
    before: Paper | None

    @property
    def shown_before(self) -> Paper | None:
        return None if self.current.is_sensitive else self.before


@dataclass(frozen=True)
class Part:
    title: str
    answers: list[Answer]
    key: str = ""


def compared(revision: Revision, previous: Revision | None) -> list[Part]:
    """The answers of ``revision`` section by section. Answers that are no longer asked for come last, empty."""
    now = answers.of_revision(revision)
    if previous is None:
        return [Part(part.title, [Answer(row.key, row.label, row.value, None) for row in part.rows]) for part in now]
    earlier = answers.of_revision(previous)
    before = {row.key: row.value for part in earlier for row in part.rows}
    asked = {row.key for part in now for row in part.rows}
    masked_alike = _changed_in_full(revision, previous)
    parts = [_part_beside(part, before, masked_alike) for part in now]
    gone = [
        Part(part.title, [Answer(row.key, row.label, "", row.value) for row in part.rows if row.key not in asked])
        for part in earlier
    ]
    return parts + [_without_kept(part, revision) for part in gone if _without_kept(part, revision).answers]


def of_draft(filing: Filing) -> list[Part]:
    """The answers that a change opens, as they are saved, beside those that are published."""
    _published, base = filing.amended
    before = {row.key: row.value for part in answers.of_revision(base) for row in part.rows}
    verification = standing.of(filing.company).verification
    company = [answers.of_company(standing.facts_of(verification))] if verification else []
    return [
        _with_gone(_part_beside(part, before, set()), part, filing)
        for part in company + answers.summary(filing)
        if not ABOUT_THE_CHANGE & {row.key for row in part.rows}
    ]


def documents_of_draft(filing: Filing) -> list[Document]:
    """The documents that a change opens, each with the one that is published."""
    _published, base = filing.amended
    before = {paper.key: paper for paper in papers.of_revision(base)}
    return [Document(paper, _replaced(paper, before)) for paper in papers.of_filing(filing)]


def changes_nothing(filing: Filing) -> bool:
    """Whether a change leaves everything as it is published."""
    _published, base = filing.amended
    published = {paper.sha256 for paper in papers.of_revision(base)}
    replaced = any(document.current.sha256 not in published for document in documents_of_draft(filing))
    return not changed(of_draft(filing)) and not replaced


def _part_beside(part: answers.Part, before: Mapping[str, str], differing: set[str]) -> Part:
    """What asks about a change itself has nothing before it."""
    return Part(
        part.title,
        [
            Answer(row.key, row.label, row.value, None)
            if row.key in ABOUT_THE_CHANGE
            else _beside(row, before.get(row.key, ""), row.key in differing)
            for row in part.rows
        ],
        part.key,
    )


def _with_gone(compared: Part, part: answers.Part, filing: Filing) -> Part:
    """``compared`` with the rows of its list that the change takes out."""
    _published, base = filing.amended
    kept = {row.key for row in part.rows}
    published = next((each for each in answers.of_revision(base) if each.key == part.key), None)
    gone = [
        Answer(row.key, row.label, "", row.value)
        for row in (published.rows if published else [])
        if "." in row.key and row.key not in kept
    ]
    return Part(compared.title, [*compared.answers, *gone], compared.key)


def _without_kept(part: Part, revision: Revision) -> Part:
    """``part`` without the answers that still stand, though the form of ``revision`` puts their questions no more."""
    gone = [answer for answer in part.answers if answer.key not in revision.answers]
    return Part(part.title, gone, part.key)


def _changed_in_full(revision: Revision, previous: Revision) -> set[str]:
    """The answers that differ: two that are masked may look alike."""
    keys = revision.answers.keys() | previous.answers.keys()
    return {key for key in keys if revision.answers.get(key) != previous.answers.get(key)}


def changed(parts: list[Part]) -> int:
    return sum(answer.before is not None for part in parts for answer in part.answers)


def documents(revision: Revision, previous: Revision | None) -> list[Document]:
    before = {paper.key: paper for paper in papers.of_revision(previous)} if previous else {}
    return [Document(paper, _replaced(paper, before)) for paper in papers.of_revision(revision)]


def marked(before: str, value: str) -> list[Piece]:
    """``value`` in pieces, those that ``before`` does not have marked as new."""
    old, new = PIECE.findall(before), PIECE.findall(value)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Piece("".join(new[low:high]), tag != "equal") for tag, _old, _end, low, high in steps if high > low]


def _beside(row: answers.Row, before: str, differs: bool) -> Answer:
    has_changed = differs if row.is_sensitive else row.value != before
    return Answer(row.key, row.label, row.value, before if has_changed else None)


def _replaced(paper: Paper, before: dict[str, Paper]) -> Paper | None:
    earlier = before.get(paper.key)
    return earlier if earlier and earlier.sha256 != paper.sha256 else None
