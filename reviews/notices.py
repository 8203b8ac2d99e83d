"""Who is told what of a case. What a return or a refusal means for the company is told by ``filings``."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Work
from filings.permissions import told_of
from notifications import outbox
from registry.numbers import written
from reviews import permissions
from reviews.models import Case


def new_case(case: Case, *, at: datetime) -> None:
    """To the reviewers of the office: a case waits for one of them."""
    _tell(_office(case), "new_case", case, at=at, view="reviews:case", office=case.office)


def resubmitted(case: Case, *, at: datetime) -> None:
    """To the case's reviewer, or to the office when it has none: the company has corrected its filing."""
    _tell(reviewers_concerned(case), "resubmitted", case, at=at, view="reviews:case")


def passed_on(case: Case, *, at: datetime) -> None:
    """To the national reviewers, for whom it is a new case, and to the company."""
    new_case(case, at=at)
    _tell(_company(case), "passed_on", case, at=at, view="progress")


def handed_back(case: Case, reason: str, *, at: datetime) -> None:
    """To the reviewers of the province, with the reason."""
    _tell(_office(case), "handed_back", case, at=at, view="reviews:case", reason=reason)


def approved(case: Case, number: str, *, at: datetime) -> None:
    """To the company: the filing number."""
    _tell(_company(case), "approved", case, at=at, view="progress", number=written(number))


def published(case: Case, number: str, *, at: datetime) -> None:
    """To the company: the public address."""
    _tell(_company(case), "published", case, at=at, view="registry:entry", args=[number], number=written(number))


def reminder(case: Case, people: Iterable[User], milestone: int, days_left: int, *, at: datetime) -> None:
    """To ``people``, who must decide: so many working days are left (below 0: the date has passed)."""
    _tell(
        people,
        "reminder",
        case,
        at=at,
        view="reviews:case",
        key=f"{case.filing.reference}:due:{case.due_on}:{milestone}",
        days_left=days_left,
    )


def assigned(case: Case, to: User | None, *, before: User | None, reason: str, by: User, at: datetime) -> None:
    """To whoever has the case now and whoever had it; nobody is told of what they did themselves."""
    people = permissions.reviewers_of(case).filter(pk__in=[person.pk for person in (to, before) if person])
    _tell(people.exclude(pk=by.pk), "assigned", case, at=at, view="reviews:case", to=to, reason=reason, by=by)


def handed_over(person: User, cases: Sequence[Case], *, before: User, reason: str, by: User, at: datetime) -> None:
    """To ``person``: these cases, which ``before`` had, are now theirs, wait for them, or are theirs no more."""
    theirs = [case for case in cases if case.assignee_id == person.pk]
    outbox.post(
        event="reviews/handed_over",
        to=person,
        key=f"hand-over:{at.isoformat()}",
        context={
            "person": person,
            "before": before,
            "by": by,
            "reason": reason,
            "cases": cases,
            "what": "given" if theirs else "taken" if person == before else "waiting",
            "address": outbox.address_of(person, "reviews:queue"),
        },
        at=at,
    )


def back_in_queue(case: Case, *, at: datetime) -> None:
    """To those of the office who take, assign and re-assign: the case waits for a reviewer again."""
    people = permissions.people_of(case, Work.INTAKE, Work.REVIEWER, Work.HEAD)
    _tell(people, "back_in_queue", case, at=at, view="reviews:case", office=case.office)


def late(case: Case, heads: Iterable[User], *, at: datetime) -> None:
    """To the heads of the office: the due date has passed."""
    key = f"{case.filing.reference}:late:{case.due_on}"
    _tell(heads, "late", case, at=at, view="reviews:case", key=key)


def withdrawn(case: Case, people: Iterable[User], reason: str, *, at: datetime) -> None:
    """To ``people``, who had the case before them: there is nothing to decide any more, and why."""
    _tell(people, "withdrawn", case, at=at, view="reviews:case", reason=reason)


def reviewers_concerned(case: Case) -> Iterable[User]:
    """The case's reviewer, else all of the office that has it."""
    return [case.assignee] if case.assignee and permissions.is_held(case) else _office(case)


def _company(case: Case) -> Iterable[User]:
    return told_of(case.filing.company)


def _office(case: Case) -> Iterable[User]:
    return permissions.reviewers_of(case)


def _tell(
    people: Iterable[User],
    event: str,
    case: Case,
    *,
    at: datetime,
    view: str,
    args: list[str] | None = None,
    key: str = "",
    **more: Any,
) -> None:
    reference = case.filing.reference
    for person in people:
        outbox.post(
            event=f"reviews/{event}",
            to=person,
            key=key or f"{reference}:{event}:{case.version}",
            context={
                "person": person,
                "case": case,
                "reference": reference,
                "address": outbox.address_of(person, view, *(args or [reference])),
                **more,
            },
            at=at,
        )
