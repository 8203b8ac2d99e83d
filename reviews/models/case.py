"""What the office does with a filing."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from deadlines.working_days import DueDate
from filings.models import Filing
from reviews import permissions

OPEN = Q(closed_at__isnull=True)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases that came in by an office of ``user``, and for the national office's people those that ever
        reached it. A filing of the person's own company is nobody's business of theirs, nor is a case on which they
        have declared a conflict."""
        offices = permissions.offices_seen_by(user)
        reached = Q(reached_national_at__isnull=False) & Exists(offices.filter(province=""))
        seen = self.filter(Q(province__in=offices) | reached)
        return seen.exclude(filing__company__memberships__user=user).exclude(recusals__person=user)

    def open(self) -> "CaseQuerySet":
        return self.filter(OPEN)

    def at_work(self) -> "CaseQuerySet":
        """Those that an office has before it, or waits for."""
        return self.open().filter(status__in=permissions.AT_WORK)

    def in_review(self) -> "CaseQuerySet":
        """Those whose clock runs."""
        return self.open().filter(status__in=Case.IN_REVIEW)


class Case(models.Model):
    """One filing's way through the offices. ``province`` is the office it came in by, ``office`` the one that has it
    now. The due date is stored when an act sets it; while ``paused_on`` is set the company has the filing and the
    clock stops. ``version`` counts the acts, so that a decision made on an old page is noticed.

    ``algorithm`` and ``company`` are copied from the latest revision, for lists: the filing's own answers are a
    draft that the company may be changing; a case of a company's details has no algorithm. ``resubmitted_at`` is set
    while a corrected revision waits for an answer.
    """

    class Status(models.TextChoices):
        PROVINCIAL = "provincial", _("Provincial review")
        RETURNED = "returned", _("Returned to the company")
        NATIONAL = "national", _("National review")
        APPROVED = "approved", _("Approved, not yet published")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Refused")
        VERIFIED = "verified", _("Company details verified")
        WITHDRAWN = "withdrawn", _("Withdrawn by the company")

    MOVES = {
        Status.PROVINCIAL: {Status.RETURNED, Status.REFUSED, Status.NATIONAL, Status.VERIFIED, Status.WITHDRAWN},
        Status.RETURNED: {Status.PROVINCIAL, Status.WITHDRAWN},
        Status.NATIONAL: {Status.APPROVED, Status.REFUSED, Status.PROVINCIAL, Status.WITHDRAWN},
        Status.APPROVED: {Status.PUBLISHED},
    }
    IN_REVIEW = frozenset(permissions.IN_REVIEW)

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="case")
    province = models.ForeignKey(Office, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="cases", db_index=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PROVINCIAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases", db_index=False
    )
    version = models.PositiveIntegerField(default=0)
    algorithm = models.CharField(_("algorithm"), max_length=200)
    company = models.CharField(_("company"), max_length=100)
    opened_at = models.DateTimeField()
    reached_national_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("due on"))
    due_provisional = models.BooleanField(default=False)
    resubmitted_at = models.DateTimeField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["due_on", "id"]
        indexes = [
            # A plain index on the due date leads the planner through all closed cases; these hold the open ones.
            models.Index(fields=["assignee", "due_on", "id"], name="case_mine", condition=OPEN),
            models.Index(fields=["office", "status", "due_on", "id"], name="case_office", condition=OPEN),
            models.Index(fields=["due_on", "id"], name="case_due", condition=OPEN),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["provincial", "national", "approved"], paused_on__isnull=True)
                | Q(status="returned", paused_on__isnull=False)
                | Q(status__in=["published", "refused", "verified", "withdrawn"]),
                name="case_is_paused_while_returned",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["published", "refused", "verified", "withdrawn"], closed_at__isnull=False)
                | (~Q(status__in=["published", "refused", "verified", "withdrawn"]) & Q(closed_at__isnull=True)),
                name="case_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="national") | ~Q(office=F("province")), name="case_national_is_at_national_office"
            ),
        ]

    def __str__(self) -> str:
        return self.filing.reference

    @property
    def title(self) -> str:
        """The algorithm's name; of a company's registration what it is."""
        return self.algorithm or self.filing.title

    @property
    def due(self) -> DueDate:
        return DueDate(self.due_on, self.due_provisional)
