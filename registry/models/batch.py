"""A batch: what is published together, named by its month."""

from datetime import date

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _


class BatchQuerySet(models.QuerySet["Batch"]):
    def published(self) -> "BatchQuerySet":
        """What the public may see, newest first."""
        return self.filter(status=Batch.Status.PUBLISHED).order_by("-ordinal")

    def entry_count(self) -> int:
        """How many entries these batches list; an entry that stands in several counts once."""
        return self.aggregate(total=Sum("latest", default=0))["total"]


def ordinal_of(month: date) -> int:
    """Return the number of ``month`` in the order of batches: 12 a year, counted from the year 2000."""
    return (month.year - 2000) * 12 + month.month


def month_of(ordinal: int) -> date:
    """Return the first day of the month that ``ordinal`` counts."""
    year, month = divmod(ordinal - 1, 12)
    return date(2000 + year, month + 1, 1)


def usual_title(month: date) -> str:
    """Return what the official list of ``month`` is called: in Chinese, whatever language its reader has."""
    return f"境内深度合成服务算法备案清单（{month.year}年{month.month}月）"


class Batch(models.Model):
    """One a month. ``ordinal`` (see ``ordinal_of``) orders batches by month, in whichever order they are loaded.

    ``listed`` counts the entries that it lists, ``latest`` those of them that no later batch lists: the front page
    of the registry sums up the second rather than count a hundred thousand rows.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being gathered")
        PUBLISHED = "published", _("Published")

    MOVES = {Status.DRAFT: {Status.PUBLISHED}}

    ordinal = models.SmallIntegerField(primary_key=True)
    title = models.CharField(_("title"), max_length=200)
    notice = models.TextField(_("notice"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    listed = models.PositiveIntegerField(default=0)
    latest = models.PositiveIntegerField(default=0)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-ordinal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False), name="batch_published_has_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def month(self) -> date:
        """The first day of the batch's month."""
        return month_of(self.ordinal)

    @property
    def slug(self) -> str:
        """The month as it stands in addresses: 2026-11."""
        return f"{self.month:%Y-%m}"
