"""What an office decided on a revision, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from audit.models import append_only
from filings.models import Revision
from reviews.models.case import Case


class Decision(models.Model):
    """A return and a refusal always carry reasons (互联网信息服务算法推荐管理规定, art. 25)."""

    class Outcome(models.TextChoices):
        RETURNED = "returned", _("Returned to the company")
        REFUSED = "refused", _("Refused")
        PASSED = "passed", _("Passed to national review")
        HANDED_BACK = "handed_back", _("Handed back to the province")
        APPROVED = "approved", _("Approved")
        VERIFIED = "verified", _("Verified")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=20, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome__in=["approved", "verified", "refused"]),
                name="decision_is_final_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["passed", "approved", "verified"]) | ~Q(reason=""),
                name="decision_carries_its_reason",
            ),
        ]
        triggers = append_only("decision")

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
