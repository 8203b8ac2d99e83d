"""What waits, for whom, and how urgent it is."""

from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.db.models import Case as Choice
from django.db.models import Count, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from accounts.permissions import Work
from deadlines.calendar import OFFICIAL
from deadlines.working_days import last_day_within
from reviews import permissions, urgency
from reviews.models import Case
from reviews.models.case import CaseQuerySet

Status = Case.Status


class Stage(models.TextChoices):
    """What a case is to the office, finer than its status."""

    NEW = "new", _("New")
    IN_REVIEW = "in_review", _("In review")
    RESUBMITTED = "resubmitted", _("Resubmitted")
    RETURNED = "returned", _("Returned")
    WITH_NATIONAL = "national", _("In national review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    VERIFIED = "verified", _("Company details verified")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by the company")


# What a queue shows unless asked for something else.
WAITING = (Stage.NEW, Stage.IN_REVIEW, Stage.RESUBMITTED, Stage.RETURNED)


class View(models.TextChoices):
    """The tiles above the queue."""

    LATE = "late", _("Late")
    SOON = "soon", _("Due soon")
    UNASSIGNED = "unassigned", _("Unassigned")
    MINE = "mine", _("Assigned to me")
    WITH_COMPANIES = "returned", _("With companies")


@dataclass(frozen=True)
class Filters:
    """What the page asks for; the empty ones ask for nothing. ``reviewer`` is a person's UUID, or "none"; ``team`` is
    a team's id, ``kind`` that of the filing."""

    view: str = ""
    stages: list[str] = field(default_factory=list)
    kind: str = ""
    reviewer: str = ""
    team: str = ""
    text: str = ""


def cases_of(user: User) -> CaseQuerySet:
    """Every case that ``user`` may see, each with its ``stage``."""
    offices = permissions.offices_seen_by(user)
    here = Q(office__in=offices, status__in=Case.IN_REVIEW)
    stage = Choice(
        When(here & Q(resubmitted_at__isnull=False), then=Value(Stage.RESUBMITTED)),
        When(here & Q(assignee=None), then=Value(Stage.NEW)),
        When(here, then=Value(Stage.IN_REVIEW)),
        default=F("status"),
        output_field=models.CharField(choices=Stage.choices),
    )
    return Case.objects.visible_to(user).annotate(stage=stage)


def waiting_for(user: User) -> CaseQuerySet:
    """The open cases that the offices of ``user`` have, those with companies included."""
    return cases_of(user).at_work().filter(office__in=permissions.offices_seen_by(user))


def tiles(user: User, *, today: date) -> dict[str, int]:
    """How many cases stand behind each tile."""
    return waiting_for(user).aggregate(**{view.value: Count("pk", filter=_behind(view, user, today)) for view in View})


def stage_counts(user: User) -> dict[str, int]:
    """How many cases are in each stage of those that wait."""
    return waiting_for(user).aggregate(**{stage.value: Count("pk", filter=Q(stage=stage)) for stage in WAITING})


def search(user: User, filters: Filters, *, today: date) -> CaseQuerySet:
    """The cases that the filters ask for, most urgent first; those that companies have come last."""
    found = waiting_for(user) if set(filters.stages) <= set(WAITING) else cases_of(user)
    if filters.stages:
        found = found.filter(Q(stage__in=filters.stages))
    if filters.view:
        found = found.filter(_behind(View(filters.view), user, today))
    if filters.kind:
        found = found.filter(filing__kind=filters.kind)
    if filters.reviewer == "none":
        found = found.filter(assignee=None)
    elif filters.reviewer:
        found = found.filter(assignee__uuid=filters.reviewer)
    if filters.team:
        found = found.filter(assignee__in=User.objects.filter(teams=int(filters.team)))
    for word in filters.text.split():
        found = found.filter(
            Q(algorithm__icontains=word) | Q(company__icontains=word) | Q(filing__reference__icontains=word)
        )
    return found.select_related("filing", "assignee").order_by(F("paused_on").asc(nulls_first=True), "due_on", "id")


def colleagues_of(user: User) -> models.QuerySet[User]:
    """The reviewers of the offices of ``user``, for the filter."""
    return (
        User.objects.filter(postings__role=Work.REVIEWER, postings__office__in=permissions.offices_seen_by(user))
        .distinct()
        .order_by("name", "pk")
    )


def teams_of(user: User) -> models.QuerySet[Team]:
    """The teams of the offices of ``user``, for the filter."""
    return Team.objects.filter(office__in=permissions.offices_seen_by(user)).select_related("office")


def _behind(view: View, user: User, today: date) -> Q:
    running = Q(status__in=Case.IN_REVIEW)
    soon = last_day_within(urgency.SOON, today=today, calendar=OFFICIAL)
    return {
        View.LATE: running & Q(due_on__lt=today),
        View.SOON: running & Q(due_on__gte=today, due_on__lte=soon),
        View.UNASSIGNED: running & Q(assignee=None),
        View.MINE: running & Q(assignee=user),
        View.WITH_COMPANIES: Q(status=Status.RETURNED),
    }[view]
