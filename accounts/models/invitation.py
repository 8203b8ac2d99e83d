"""A letter that lets its reader into a company or an office."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.company import Company, Membership
from accounts.models.office import Office, Posting

LASTS = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> "InvitationQuerySet":
        """Those that nobody used or withdrew, expired or not: one at most for an address and a place."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self, at: datetime) -> "InvitationQuerySet":
        """Those whose letter still lets somebody in."""
        return self.standing().filter(expires_at__gt=at)


class Invitation(models.Model):
    """Into ``company`` with one role of ``Membership``, or into ``office`` with one or more of ``Posting``.

    The letter carries a token of 256 bits; here stands only its SHA-256 (hex). Sending it again makes a new token
    and a new term. It is used once, by whoever owns ``email`` (lower case).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        USED = "used", _("Used")
        REVOKED = "revoked", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="invitations")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="invitations")
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("roles"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=False, office__isnull=True) | Q(company__isnull=True, office__isnull=False),
                name="invitation_is_into_one_place",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_is_accepted_or_revoked",
            ),
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_into_company_stands_once",
            ),
            models.UniqueConstraint(
                fields=["office", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_into_office_stands_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.company or self.office}"

    @property
    def place(self) -> Company | Office:
        return self.company or self.office  # type: ignore[return-value]  # the database holds that it has one

    @property
    def role_labels(self) -> list[str]:
        kinds = Membership.Role if self.company else Posting.Role
        return [str(kinds(role).label) for role in self.roles]

    def state(self, at: datetime) -> State:
        if self.accepted_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.expires_at > at else self.State.EXPIRED
