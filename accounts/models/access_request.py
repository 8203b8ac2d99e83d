"""Somebody asks the owners of a company to be let in."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.company import Company


class AccessRequest(models.Model):
    """Asked by a person who wanted to open a company that exists already. Answered once, by an owner."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ADMITTED = "admitted", _("Let in")
        DECLINED = "declined", _("Declined")

    MOVES = {Status.WAITING: {Status.ADMITTED, Status.DECLINED}}

    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="access_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_requests")
    message = models.CharField(_("message"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.WAITING)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person"], condition=Q(status="waiting"), name="access_is_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(status="waiting") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="access_answer_has_author_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.company}"
