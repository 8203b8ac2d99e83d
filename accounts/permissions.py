"""Who is what, asked by views, navigation and acts alike."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts.models import Company, Office, Posting

if TYPE_CHECKING:
    from accounts.models import User


def companies_of(user: "User") -> QuerySet[Company]:
    """The companies that ``user`` acts for."""
    return Company.objects.filter(memberships__user=user)


def offices_reviewed_by(user: "User") -> QuerySet[Office]:
    """The offices, provincial or national, whose cases ``user`` reviews."""
    return Office.objects.filter(postings__user=user, postings__role=Posting.Role.REVIEWER)


def belongs_to_a_company(user: "User") -> bool:
    return companies_of(user).exists()


def reviews_somewhere(user: "User") -> bool:
    return offices_reviewed_by(user).exists()


def publishes(user: "User") -> bool:
    """Publication is the national office's."""
    return user.postings.filter(role=Posting.Role.PUBLISHER, office__province="").exists()


def administers(user: "User") -> bool:
    return user.is_staff and user.postings.filter(role=Posting.Role.ADMINISTRATOR).exists()
