"""The comments of a return: to which field each belongs, how they are sent, and how the company answers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit import trail
from filings import answers, comparison, drafting, permissions, sections
from filings.models import Comment, Filing, Revision


class Place(NamedTuple):
    """Where a comment can be pinned. ``is_asked``: whether the filing itself asks for it; the details of its company
    stand in a filing of their own."""

    section: str
    label: str
    is_asked: bool


class Question(NamedTuple):
    """A comment that is about to be sent."""

    field: str
    text: str
    by: User


class AnswerMissing(trail.Refused):
    """A comment is not answered, or not so that it can be sent."""


def places_in(of: sections.Asked) -> dict[str, Place]:
    """Return what comments can be pinned to, by field key and in the order of the pages: answers, rows of lists
    ("products.3f2a9c1b") and documents."""
    facts = [] if of.kind == Filing.Kind.ENTITY else answers.of_company({}).rows
    places = {row.key: Place("company", row.label, is_asked=False) for row in facts}
    for section in sections.asked(of):
        for row in answers.rows_of(section, of):
            places[row.key] = Place(section.key, row.label, is_asked=True)
        for key, label in section.documents(of).items():
            places[key] = Place(section.key, label, is_asked=True)
    return places


def send(revision: Revision, questions: Sequence[Question], *, at: datetime) -> None:
    """Put ``questions`` to the company, in the order of the form. For the act that returns the filing."""
    places = places_in(revision)
    order = list(places)
    known = {question.field: places.get(question.field) for question in questions}
    if unknown := [field for field, place in known.items() if place is None]:
        raise ValueError(f"The revision {revision} has no field {', '.join(unknown)}.")
    in_order = sorted(questions, key=lambda question: order.index(question.field))
    for number, question in enumerate(in_order, 1):
        revision.comments.create(
            number=number,
            section=known[question.field].section,  # type: ignore[union-attr]  # none is unknown by now
            field=question.field,
            question=question.text,
            asked_by=question.by,
            asked_at=at,
        )


@dataclass(frozen=True)
class Change:
    """An answer or a document that is not what it was; ``numbers`` are those of the comments that asked for it, none
    where nobody did."""

    what: comparison.Answer | comparison.Document
    numbers: list[int]


def changes(
    parts: Sequence[comparison.Part], documents: Sequence[comparison.Document], comments: Sequence[Comment]
) -> list[Change]:
    """Return what has changed, answers first, each with the ``comments`` that asked for it."""
    whats: list[comparison.Answer | comparison.Document] = [each for part in parts for each in part.answers]
    return [
        Change(what, [comment.number for comment in comments if comment.field == what.key])
        for what in [*whats, *documents]
        if what.has_changed
    ]


def unchanged(comments: Sequence[Comment], changed: Sequence[Change]) -> list[int]:
    """Return the numbers of the ``comments`` that are said to be fixed, and nothing has changed there."""
    done = {number for change in changed for number in change.numbers}
    fixed = [comment for comment in comments if comment.answer == Comment.Answer.FIXED]
    return [comment.number for comment in fixed if comment.number not in done]


@transaction.atomic
def answer(comment: Comment, *, answer: str, because: str = "", edition: int, by: User, at: datetime) -> None:
    """Answer a comment of the latest return: "fixed", or "contested" with the reason. It may be answered anew until
    the filing is submitted; the same answer once more changes nothing.

    ``edition`` is the filing's when the page was made: raises ``SavedElsewhere`` where somebody has answered since.
    """
    filing = comment.revision.filing
    trail.lock(filing)
    permissions.require(by, "answer", filing)
    comment.refresh_from_db(fields=["answer", "because", "edition", "answered_by"])
    if comment.revision.number != filing.revisions.latest("number").number:
        raise permissions.NotEditable(_("This comment belongs to an earlier return. Its answer was sent."))
    said = (Comment.Answer(answer), _reason(comment, answer, because))
    if said == (comment.answer, comment.because):
        return
    _refuse_if_answered_since(comment, edition)
    drafting.touch(filing, by=by, at=at)
    filing.save()
    comment.answer, comment.because = said
    comment.answered_by, comment.answered_at, comment.edition = by, at, filing.edition
    comment.save()


def refuse_while_open(filing: Filing) -> None:
    """Raise ``AnswerMissing`` where a comment of the latest return has no answer."""
    if count := Comment.objects.of_latest_return(filing).filter(answer="").count():
        raise AnswerMissing(
            ngettext(
                "%(count)d comment has no answer yet. Answer it, then submit again.",
                "%(count)d comments have no answer yet. Answer each, then submit again.",
                count,
            )
            % {"count": count}
        )


def _reason(comment: Comment, answer: str, because: str) -> str:
    """A comment that was followed needs no reason; one that is contested does."""
    if answer != Comment.Answer.CONTESTED:
        return ""
    if not (tidy := because.strip()):
        raise AnswerMissing(missing_reason(comment))
    return tidy


def missing_reason(comment: Comment) -> str:
    return _("Enter why you contest comment %(number)d") % {"number": comment.number}


def _refuse_if_answered_since(comment: Comment, edition: int) -> None:
    if comment.edition > edition:
        raise drafting.SavedElsewhere(
            _(
                "%(name)s answered comment %(number)d with “%(answer)s” after you opened this page. To replace that"
                " with your answer, save once more."
            )
            % {"name": comment.answered_by, "number": comment.number, "answer": comment.get_answer_display()}
        )
