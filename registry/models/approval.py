"""What an approved filing hands over: a number, and the facts that wait to be published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.batch import Batch
from registry.models.entry import Entry, Facts
from registry.models.holder import Holder


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def waiting(self) -> "ApprovalQuerySet":
        """Approved and in no batch yet, oldest first."""
        return self.filter(batch=None).order_by("approved_at", "id")


class Approval(Facts):
    """Not public until its batch is. ``entry`` is set when it is published."""

    number = models.CharField(_("filing number"), max_length=21, unique=True)
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="approvals")
    filing_reference = models.SlugField(unique=True)
    approved_at = models.DateTimeField()
    batch = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="approvals")
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, blank=True, related_name="approval")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["approved_at", "id"]

    def __str__(self) -> str:
        return f"{self.number} {self.filing_reference}"
