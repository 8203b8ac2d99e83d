"""Who may do what with a case, asked by acts, views and templates alike."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts.models import Company, Office, Posting, User

if TYPE_CHECKING:
    from reviews.models import Case


def reviewers_of(office: Office, *, besides: Company) -> QuerySet[User]:
    """The people who review in ``office``; nobody reviews the filing of a company that they belong to."""
    return (
        User.objects.filter(is_active=True, postings__office=office, postings__role=Posting.Role.REVIEWER)
        .exclude(memberships__company=besides)
        .order_by("pk")
    )


def reviews_at(user: User, office: Office, *, of: Company) -> bool:
    return reviewers_of(office, besides=of).filter(pk=user.pk).exists()


def is_held(case: "Case") -> bool:
    """Whether a reviewer has the case. Whoever has left the office since, or is inactive, has it no more."""
    return case.assignee is not None and reviews_at(case.assignee, case.office, of=case.filing.company)


def may_take(user: User, case: "Case") -> bool:
    """Whether the case waits for somebody of the office that ``user`` reviews in."""
    return case.status in case.IN_REVIEW and not is_held(case) and reviews_at(user, case.office, of=case.filing.company)


def may_reveal(user: User, case: "Case") -> bool:
    """Whether ``user`` may read the personal data of the case in full: the office that has it works with it."""
    return reviews_at(user, case.office, of=case.filing.company)


def may_decide(user: User, case: "Case") -> bool:
    return (
        case.status in case.IN_REVIEW
        and case.assignee_id == user.pk
        and reviews_at(user, case.office, of=case.filing.company)
    )
