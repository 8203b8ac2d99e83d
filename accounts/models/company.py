"""A company that files, and the people who act for it."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import AuditEvent, append_only


class Company(models.Model):
    """``credit_code`` tells companies apart: one company to a code. What of it an office has verified is kept by
    ``filings``; ``name`` is the verified one from then on, and until then the one it was opened with.

    ``uuid`` stands in addresses: a credit code may be missing, may turn out mistyped, and ends up in no log."""

    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    members: models.ManyToManyField = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="companies"
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a person may do for a company. Whoever leaves has no row any more; the company's events remember them.
    ``joined_at`` is empty for those who belonged before it was asked."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        EDITOR = "editor", _("Editor")
        VIEWER = "viewer", _("Viewer")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    company = models.ForeignKey(Company, models.PROTECT, related_name="memberships", verbose_name=_("company"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "company"], name="membership_is_held_once"),
            models.CheckConstraint(condition=Q(role__in=["owner", "editor", "viewer"]), name="membership_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"


class CompanyEvent(AuditEvent):
    """Who came, who left, who became what."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="events")

    class Meta(AuditEvent.Meta):
        abstract = False
        triggers = append_only("company_event")
