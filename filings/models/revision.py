"""What was said on submission, for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import append_only
from filings.models.filing import Filing


class Revision(models.Model):
    """``role``, ``version`` (of the form) and ``answers``, by field key, are the filing's at that time; ``documents``
    is a list, one for each document: {"key", "uuid", "name", "size" (bytes), "sha256" (hex)}. ``verification`` holds
    the company's details as they were verified then; a filing of the company's details has none. ``findings`` are
    those of the checker, see checker/checking.py. Frozen: the database refuses any change.

    ``declaration`` is what was declared, as it was shown, in the language ``declared_in``; ``submitter`` is the name
    of ``submitted_by`` at that time. ``fingerprint`` (SHA-256, hex) and ``code``, which opens the page that verifies
    it, make its receipt: see receipts.py. Revisions from before there were receipts have neither, and get none later.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    role = models.CharField(_("role"), max_length=20, choices=Filing.Role, blank=True)
    version = models.PositiveSmallIntegerField(_("version of the form"), default=1)
    answers = models.JSONField()
    documents = models.JSONField()
    findings = models.JSONField(default=list, blank=True)
    verification = models.ForeignKey(
        "filings.Verification", models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    declaration = models.TextField(blank=True)
    declared_in = models.CharField(max_length=10, blank=True)
    submitter = models.CharField(max_length=80, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=43, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "number"], name="revision_stands_once"),
            models.CheckConstraint(
                condition=Q(code__isnull=True, fingerprint="")
                | (Q(code__isnull=False) & ~Q(fingerprint="") & ~Q(declaration="") & ~Q(submitter="")),
                name="revision_has_whole_receipt",
            ),
        ]
        triggers = append_only("revision")

    @property
    def has_receipt(self) -> bool:
        return self.code is not None

    @property
    def kind(self) -> str:
        return self.filing.kind

    @property
    def opened(self) -> frozenset[str] | None:
        """A revision says everything, that of a change too."""
        return None

    def __str__(self) -> str:
        return f"{self.filing.reference} / {self.number}"
