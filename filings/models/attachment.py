"""A document that belongs to a filing. The bytes lie under their SHA-256; see documents.py."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filings.models.filing import Filing


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def current(self) -> "AttachmentQuerySet":
        return self.filter(replaced_at=None)

    def waiting_for_scan(self) -> "AttachmentQuerySet":
        return self.filter(scan=Attachment.Scan.WAITING)


class Attachment(models.Model):
    """``key`` is the form field it answers. Replacing or removing it keeps the row for the revisions that show it.

    ``scan`` is what a virus scanner found, where one is asked: see scanning.py.
    """

    class Scan(models.TextChoices):
        NOT_ASKED = "not_asked"
        WAITING = "waiting"
        CLEAN = "clean"
        INFECTED = "infected"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="attachments")
    key = models.SlugField()
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    scan = models.CharField(max_length=20, choices=Scan, default=Scan.NOT_ASKED)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "key"], condition=Q(replaced_at=None), name="attachment_answers_one_field_once"
            )
        ]
        indexes = [
            models.Index(fields=["sha256"], name="attachment_sha256"),
            models.Index(fields=["id"], condition=Q(scan="waiting"), name="attachment_waits_for_scan"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_quarantined(self) -> bool:
        """Whether nobody may have the file, nor hand it in."""
        return self.scan in (self.Scan.WAITING, self.Scan.INFECTED)

    @property
    def url(self) -> str:
        """Where the company downloads it."""
        return reverse("filings:document", args=[self.filing.reference, self.uuid])
