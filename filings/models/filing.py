"""What a company declares: itself, or one algorithm."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Company

if TYPE_CHECKING:
    from filings.models.attachment import Attachment
    from filings.models.revision import Revision


class FilingQuerySet(models.QuerySet["Filing"]):
    def visible_to(self, user: Any) -> "FilingQuerySet":
        """The filings of the companies that ``user`` acts for."""
        return self.filter(company__memberships__user=user)

    def submitted(self) -> "FilingQuerySet":
        return self.filter(status=Filing.Status.SUBMITTED)


class Filing(models.Model):
    """Its status moves only through the acts. ``answers`` is the draft, by field key, as it was typed, right or
    wrong; what was submitted is frozen in a ``Revision``.

    ``edition`` counts the saves, so that a page knows whether it is old. ``section_saves`` holds the last save of
    each section, {"edition", "by" (a name), "at" (ISO 8601)}: two people may work on two sections at once.

    ``version`` is that of the form with which it began, see sections.py; a newer one is moved to, never fallen into.

    Of the kind ``ENTITY`` the company declares itself, which has no role; a company has one such filing at a time
    that is not concluded, and a change of its details is the next one.
    """

    class Kind(models.TextChoices):
        ENTITY = "entity", _("Company details")
        INITIAL = "initial", _("First filing of an algorithm")

    class Role(models.TextChoices):
        PROVIDER = "provider", _("Service provider")
        SUPPORTER = "supporter", _("Technical supporter")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned for changes")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    MOVES = {
        Status.DRAFT: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.RETURNED, Status.APPROVED, Status.REFUSED, Status.WITHDRAWN},
        Status.RETURNED: {Status.SUBMITTED, Status.WITHDRAWN},
    }
    # It is algorithms that are filed (备案): a company's own details are verified, or they are not.
    ENDS_OF_ENTITY = {Status.APPROVED: _("Verified"), Status.REFUSED: _("Verification refused")}
    EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
    OPEN = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})

    reference = models.SlugField(_("reference"), unique=True)
    company = models.ForeignKey(Company, models.PROTECT, related_name="filings")
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="filings")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INITIAL)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    version = models.PositiveSmallIntegerField(_("version of the form"), default=1)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    answers = models.JSONField(default=dict, blank=True)
    edition = models.PositiveIntegerField(default=0)
    section_saves = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        ordering = ["-saved_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False), name="filing_submitted_has_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="entity", role="") | (~Q(kind="entity") & ~Q(role="")),
                name="filing_has_role_or_entity",
            ),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(kind="entity", status__in=["draft", "submitted", "returned"]),
                name="filing_of_entity_is_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def title(self) -> str:
        """The algorithm's name, or the reference while it has none; of a company's registration what it is."""
        if self.is_of_entity:
            return str(self.get_kind_display())
        return self.answers.get("algorithm_name") or self.reference

    @property
    def surroundings(self) -> dict[str, Any]:
        """The answers on which it may depend what a form of it asks."""
        return self.answers

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # in the place of what Django makes
        ends = self.ENDS_OF_ENTITY if self.is_of_entity else {}
        return str(ends.get(self.Status(self.status), self.Status(self.status).label))

    @property
    def is_of_entity(self) -> bool:
        return self.kind == self.Kind.ENTITY

    @property
    def is_editable(self) -> bool:
        return self.status in self.EDITABLE

    def documents(self) -> "dict[str, Attachment]":
        """Return the current documents, by the key of the field that each answers."""
        return {attachment.key: attachment for attachment in self.attachments.current()}

    def latest_revision(self) -> "Revision | None":
        return self.revisions.order_by("number").last()


class ReferenceCounter(models.Model):
    """The last reference given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
