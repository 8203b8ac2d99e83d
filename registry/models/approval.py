"""What an approved filing hands over: a number, and the facts that wait to be published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.batch import Batch
from registry.models.entry import Entry, Facts
from registry.models.holder import Holder


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def waiting(self) -> "ApprovalQuerySet":
        """Approved and in no batch yet, oldest first."""
        return self.filter(batch=None).order_by("approved_at", "id")


class Approval(Facts):
    """Not public until its batch is. ``entry`` is set when it is published.

    One that ``amends`` an entry bears its number: it changes the entry, or cancels it where ``ended_on`` is set, the
    last day of the service. The remark is public.
    """

    number = models.CharField(_("filing number"), max_length=21)
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="approvals")
    filing_reference = models.SlugField(unique=True)
    approved_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="approvals")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="approvals")
    amends = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="amendments")
    ended_on = models.DateField(_("service ended on"), null=True, blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["approved_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(amends=None), name="approval_issues_a_number_once"),
            models.UniqueConstraint(
                fields=["amends"], condition=Q(amends__isnull=False, entry=None), name="approval_amends_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.filing_reference}"

    @property
    def is_change(self) -> bool:
        return self.amends_id is not None and self.ended_on is None

    @property
    def is_cancellation(self) -> bool:
        return self.ended_on is not None
