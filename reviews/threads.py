"""What stands beside a field of a case: what was asked about it and answered, and what is being written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from filings import corrections
from filings.models import Comment, Revision
from reviews.models import Case, DraftComment


@dataclass(frozen=True)
class Said:
    """A comment that was sent. What the company answers is for the office once it has submitted again, and not while it
    still writes: until then ``is_answered`` is false. ``is_latest``: whether the revision shown is the one that
    follows."""

    comment: Comment
    is_answered: bool
    is_latest: bool


@dataclass
class Thread:
    """``url`` is where a comment is written, for those who may; ``form`` where one is being written."""

    said: list[Said] = field(default_factory=list)
    draft: DraftComment | None = None
    url: str = ""
    form: Any = None


def of(
    case: Case, shown: Revision, latest: Revision, drafts: Iterable[DraftComment], *, may_comment: bool
) -> dict[str, Thread]:
    """Return the threads by field key, those of what is not asked any more among them. Comments are written on the
    latest revision; ``drafts`` are theirs."""
    places = corrections.places_in(shown)
    threads = {key: Thread() for key in places}
    for said in _said(case, shown, latest):
        threads.setdefault(said.comment.field, Thread()).said.append(said)
    if shown == latest:
        for draft in drafts:
            threads.setdefault(draft.field, Thread()).draft = draft
        if may_comment:
            for key in places:
                threads[key].url = reverse("reviews:comment", args=[case.filing.reference, key])
    return threads


def homeless(threads: Mapping[str, Thread], keys: Iterable[str]) -> list[tuple[str, Thread]]:
    """Return those, each with its label, that belong to none of the ``keys`` that the page shows."""
    shown = set(keys)
    left = [(key, thread) for key, thread in threads.items() if key not in shown and thread.said]
    return [(_label_of(thread.said[0].comment), thread) for _key_, thread in left]


def _said(case: Case, shown: Revision, latest: Revision) -> list[Said]:
    sent = Comment.objects.of(case.filing).filter(revision__number__lte=shown.number)
    return [
        Said(
            comment,
            is_answered=comment.revision.number < latest.number,
            is_latest=comment.revision.number == shown.number - 1,
        )
        for comment in sent
    ]


def _label_of(comment: Comment) -> str:
    place = corrections.places_in(comment.revision).get(comment.field)
    return place.label if place else comment.field
