"""A comment that a reviewer is writing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.case import Case


class DraftComment(models.Model):
    """For the office's eyes. Nothing of it reaches the company until the case is returned: that act writes each as a
    ``filings.models.Comment`` and takes it away here."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="draft_comments")
    field = models.CharField(_("field"), max_length=100)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["case", "at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "field"], name="draft_comment_is_alone_at_its_field")]

    def __str__(self) -> str:
        return f"{self.case} · {self.field}"
