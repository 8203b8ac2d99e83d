"""A company's details as an office has verified them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from audit.models import append_only
from filings.models.revision import Revision


class VerificationQuerySet(models.QuerySet["Verification"]):
    def current_of(self, company: Company) -> "Verification | None":
        return self.filter(company=company).order_by("number").last()


class Verification(models.Model):
    """The snapshot is ``revision``: what the company declared of itself, frozen when it was submitted. The newest
    counts for filings that are submitted from then on; those under way keep the one they were submitted with, and
    one that was returned is submitted, and declared, anew."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="verifications")
    number = models.PositiveSmallIntegerField(_("number"))
    revision = models.OneToOneField(Revision, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["company", "number"], name="verification_stands_once")]
        triggers = append_only("verification")

    def __str__(self) -> str:
        return f"{self.company} / {self.number}"
