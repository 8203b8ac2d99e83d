"""A conflict of interest that somebody has declared."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import append_only
from reviews.models.case import Case


class Recusal(models.Model):
    """From then on the case is not there for ``person``. It is on the record for good."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recusals")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="recusal_is_declared_once")]
        triggers = append_only("recusal")

    def __str__(self) -> str:
        return f"{self.case} · {self.person}"
