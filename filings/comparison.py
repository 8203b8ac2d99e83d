"""What is said beside what was said before: a revision beside the one before, a draft beside the latest revision, or a
change beside what is published."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from filings import answers, papers, sections, standing, visibility
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
    is_of_another = revision.filing_id != previous.filing_id
    return beside(
        answers.of_revision(revision),
        previous,
        differing(revision.answers, previous.answers),
        kept={key for key, value in revision.answers.items() if value and revision.filing.is_change},
        own=ABOUT_THE_CHANGE if is_of_another else frozenset(),
    )


def of_draft(filing: Filing, now: list[answers.Part], previous: Revision, facts: Mapping[str, Any]) -> list[Part]:
    """The answers ``now`` of a draft beside those of ``previous``; ``facts`` are the company's, as they are verified.
    What a change does not open stays as it is published."""
    put = {key for section in sections.asked(filing) for key in section.labels()}
    said = {key for key, value in filing.answers.items() if value} | {"role"}
    kept = said - put if filing.is_change else set()
    return beside(now, previous, differing({**facts, **filing.answers}, previous.answers), kept=kept)


def beside(
    now: list[answers.Part],
    previous: Revision,
    differs: set[str],
    *,
    kept: Collection[str] = (),
    own: Collection[str] = (),
) -> list[Part]:
    """The answers ``now`` beside those of ``previous``; ``differs`` are the keys of those that are not the same in
    full, since two that are masked may look alike. Answers that are no longer asked for come last, empty, but for
    those that are ``kept`` unasked. Of ``own`` answers nothing was said before."""
    earlier = answers.of_revision(previous)
    before = {row.key: row.value for part in earlier for row in part.rows}
    asked = {row.key for part in now for row in part.rows}
    parts = [
        Part(
            part.title,
            [
                Answer(row.key, row.label, row.value, None)
                if row.key in own
                else _beside(row, before.get(row.key, ""), row.key in differs)
                for row in part.rows
            ],
            part.key,
        )
        for part in now
    ]
    gone = [
        Part(
            part.title,
            [
                Answer(row.key, row.label, "", row.value)
                for row in part.rows
                if row.key not in asked and row.key not in own and not _stands(row.key, asked, kept)
            ],
            part.key,
        )
        for part in earlier
    ]
    return parts + [part for part in gone if part.answers]


def _stands(key: str, asked: Collection[str], kept: Collection[str]) -> bool:
    """Whether an answer that is not asked for still stands; a row of a list stands with its list."""
    name = key.partition(".")[0]
    return name in kept and name not in asked


def of_change(filing: Filing) -> list[Part]:
    """The answers that a change opens, as they are saved, beside those that are published."""
    _published, base = filing.amended
    verification = standing.of(filing.company).verification
    facts = standing.facts_of(verification) if verification else {}
    now = [*([answers.of_company(facts)] if facts else []), *answers.summary(filing)]
    about = {section.key for section in sections.asked(filing) if section.is_of_change}
    of_what_is_filed = [part for part in now if part.key not in about]
    return [part for part in of_draft(filing, of_what_is_filed, base, facts) if part.key not in about]


def documents_of_change(filing: Filing) -> list[Document]:
    """The documents that a change opens, beside those that are published."""
    _published, base = filing.amended
    return documents_of_draft(filing, papers.of_filing(filing, filing.documents()), base)


def changes_nothing(filing: Filing) -> bool:
    """Whether a change leaves everything as it is published."""
    has_changed = changed(of_change(filing)) or any(each.has_changed for each in documents_of_change(filing))
    return not has_changed


def differing(now: Mapping[str, Any], before: Mapping[str, Any]) -> set[str]:
    """The keys of the answers that are not the same; one that is empty is as good as none."""
    return {key for key in now.keys() | before.keys() if (now.get(key) or "") != (before.get(key) or "")}


def changed(parts: Iterable[Part]) -> int:
    return sum(answer.has_changed for part in parts for answer in part.answers)


def documents(now: Iterable[Paper], previous: Revision | None) -> list[Document]:
    """The documents ``now`` beside those of ``previous``; those that are not there any more come last. Beside nothing
    none has changed."""
    return _documents(now, papers.of_revision(previous) if previous else now)


def documents_of_draft(filing: Filing, now: Iterable[Paper], previous: Revision) -> list[Document]:
    """The documents ``now`` of a draft beside those of ``previous``; of a change only those that it opens."""
    opened = {section.key for section in sections.asked(filing)}
    before = papers.of_revision(previous)
    return _documents(now, [paper for paper in before if paper.section in opened] if filing.is_change else before)


def _documents(now: Iterable[Paper], earlier: Iterable[Paper]) -> list[Document]:
    current, before = ({paper.key: paper for paper in each} for each in (list(now), list(earlier)))
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
