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
    each section, {"edition", "by" (a name), "at" (ISO 8601), "page" and "turn" (see drafting.Sender)}: two people may
    work on two sections at once.

    ``version`` is that of the form with which it began, see sections.py; a newer one is moved to, never fallen into.

    Of the kind ``ENTITY`` the company declares itself, which has no role; a company has one such filing at a time
    that is not concluded, and a change of its details is the next one.

    A change and a cancellation amend a published filing, ``amends``, the one that brought the number. They begin with
    ``base``, what was approved of it last. One of them at a time is with the offices.
    """

    class Kind(models.TextChoices):
        ENTITY = "entity", _("Company details")
        INITIAL = "initial", _("First filing of an algorithm")
        CHANGE = "change", _("Change of a filing")
        CANCELLATION = "cancellation", _("Cancellation of a filing")

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
    AMENDING = frozenset({Kind.CHANGE, Kind.CANCELLATION})
    EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
    OPEN = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})

    reference = models.SlugField(_("reference"), unique=True)
    company = models.ForeignKey(Company, models.PROTECT, related_name="filings")
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="filings")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INITIAL)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    version = models.PositiveSmallIntegerField(_("version of the form"), default=1)
    amends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    base = models.ForeignKey("filings.Revision", models.PROTECT, null=True, blank=True, related_name="+")
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
            models.CheckConstraint(
                condition=Q(kind__in=["change", "cancellation"], amends__isnull=False, base__isnull=False)
                | (~Q(kind__in=["change", "cancellation"]) & Q(amends__isnull=True, base__isnull=True)),
                name="filing_amends_another_or_none",
            ),
            models.UniqueConstraint(
                fields=["amends", "kind"],
                condition=Q(status__in=["draft", "submitted", "returned"]),
                name="filing_is_amended_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(status__in=["submitted", "returned"]),
                name="filing_has_one_amendment_at_the_office",
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
    def is_change(self) -> bool:
        return self.kind == self.Kind.CHANGE

    @property
    def is_cancellation(self) -> bool:
        return self.kind == self.Kind.CANCELLATION

    @property
    def amended(self) -> "tuple[Filing, Revision]":
        """What a change or a cancellation amends, and what it begins with. Raises ValueError for any other filing."""
        if self.amends is None or self.base is None:
            raise ValueError(f"The filing {self} amends no other.")
        return self.amends, self.base

    @property
    def opened(self) -> frozenset[str] | None:
        """Of a change the keys of the sections that it opens; None where all are answered."""
        return frozenset(self.answers.get("changed_sections") or ()) if self.is_change else None

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
