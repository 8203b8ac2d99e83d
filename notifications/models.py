"""A message is a row before it is an e-mail."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet["Notification"]):
    def due(self, at: datetime) -> "NotificationQuerySet":
        return self.filter(status=Notification.Status.PENDING, next_attempt_at__lte=at)

    def untried(self) -> "NotificationQuerySet":
        return self.filter(status=Notification.Status.PENDING, attempts=0)


class Notification(models.Model):
    """One message to one person, written in the transaction of the act that it tells of. ``recipient`` is empty where
    it goes to an address that need not have an account.

    A text that holds a key to something, such as the link of an invitation, is not ``is_kept``: it is emptied once it
    was sent or given up. ``key`` makes twice once. A sender that takes the row puts its token in ``claim`` and moves
    ``next_attempt_at`` past its lease: when it dies, the row falls due again and the next sender takes over.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")

    key = models.CharField(_("key"), max_length=200, unique=True)
    event = models.CharField(_("event"), max_length=80)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notifications",
        db_index=False,
        verbose_name=_("recipient"),
    )
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    is_kept = models.BooleanField(default=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    created_at = models.DateTimeField(_("written"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["next_attempt_at"], name="notification_waiting", condition=Q(status="pending")),
            models.Index(fields=["recipient", "-created_at"], name="notification_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="notification_sent_has_time"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def topic(self) -> str:
        """The key without the recipient, for logs: what is told, such as F-2026-000123:received:1."""
        return self.key.rpartition(":")[0]
