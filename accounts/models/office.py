"""The offices that review filings, 31 provincial and one national, and who does what in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from divisions import PROVINCES

# What the national office is called in addresses, where the others are their province's two digits.
NATIONAL = "national"


class OfficeQuerySet(models.QuerySet["Office"]):
    def national(self) -> "Office":
        return self.get(province="")

    def of_province(self, province: str) -> "Office":
        return self.get(province=province)

    def at(self, place: str) -> "OfficeQuerySet":
        """The office that addresses call ``place``: see ``Office.place``."""
        return self.filter(province="" if place == NATIONAL else place or "none")


class Office(models.Model):
    """``province`` holds the two digits of GB/T 2260; it is empty for the national office. An administrator can ask
    all who work there to sign in with a passkey."""

    province = models.CharField(_("province"), max_length=2, unique=True, blank=True)
    requires_passkey = models.BooleanField(_("passkeys only"), default=False)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["province"]

    def __str__(self) -> str:
        return str(PROVINCES[self.province]) if self.province else str(_("National office"))

    @property
    def is_national(self) -> bool:
        return not self.province

    @property
    def place(self) -> str:
        return self.province or NATIONAL


class Posting(models.Model):
    """A person's work in an office. One person may hold several roles; four eyes are asked of each case, not here.

    Intake assigns and routes cases and decides nothing. A head receives what is late and re-assigns. Publishers are
    of the national office. Auditors read everything and change nothing. Administrators look after people, offices,
    calendar and templates, and do no case work.
    """

    class Role(models.TextChoices):
        INTAKE = "intake", _("Intake")
        REVIEWER = "reviewer", _("Reviewer")
        APPROVER = "approver", _("Approver")
        HEAD = "head", _("Head of office")
        PUBLISHER = "publisher", _("Publisher")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings", verbose_name=_("person")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="postings", verbose_name=_("office"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="posting_is_held_once"),
            models.CheckConstraint(
                condition=Q(
                    role__in=["intake", "reviewer", "approver", "head", "publisher", "auditor", "administrator"]
                ),
                name="posting_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.office}"


class Team(models.Model):
    """A named group of an office's reviewers."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="teams", verbose_name=_("office"))
    name = models.CharField(_("name"), max_length=60)
    members: models.ManyToManyField = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="teams", blank=True, verbose_name=_("members")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["office", "name"]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="team_is_named_once")]

    def __str__(self) -> str:
        return self.name
