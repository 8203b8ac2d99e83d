"""What the office wants corrected, field by field, and what the company answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.models import append_only
from filings.models.filing import Filing
from filings.models.revision import Revision


class CommentQuerySet(models.QuerySet["Comment"]):
    def of(self, filing: Filing) -> "CommentQuerySet":
        """Every comment that was sent about ``filing``, oldest first, with the people concerned."""
        about = self.filter(revision__filing=filing)
        return about.select_related("revision__filing", "asked_by", "answered_by").order_by(
            "revision__number", "number"
        )

    def of_latest_return(self, filing: Filing) -> "CommentQuerySet":
        """Those of the return that ``filing`` is in; none of a filing that is not with its company to be corrected."""
        if filing.status != Filing.Status.RETURNED:
            return self.none()
        return self.of(filing).filter(revision=filing.revisions.order_by("-number").values("pk")[:1])


class Comment(models.Model):
    """One question, pinned to a field. It is written by the act that sends it (``amendment.reopen``) and not before:
    what a reviewer has merely drafted is no row of this table.

    ``revision`` is what it is about, and tells the return it was sent with, since a revision is returned once.
    ``field`` is the stable key of the form's field; of a row in a list, the list's key, the row's and the field's,
    parted by hyphens. ``number`` counts within the return. The answer may change until the next revision is
    submitted, the question never; ``edition`` is the filing's since the answer was last changed.
    """

    class Answer(models.TextChoices):
        FIXED = "fixed", _("Fixed")
        CONTESTED = "contested", _("Contested")

    MOST = 2000  # characters of a question, and of a reason to contest it

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="comments")
    number = models.PositiveSmallIntegerField(_("number"))
    section = models.SlugField(_("section"))
    field = models.CharField(_("field"), max_length=100)
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, blank=True)
    because = models.TextField(_("reason"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=0)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "number"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "number"], name="comment_has_its_number"),
            models.UniqueConstraint(fields=["revision", "field"], name="comment_is_alone_at_its_field"),
            models.CheckConstraint(
                condition=Q(answer="contested", because__gt="") | (~Q(answer="contested") & Q(because="")),
                name="comment_is_contested_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="comment_answered_has_by_and_time",
            ),
        ]
        triggers = append_only("comment", but=["answer", "because", "answered_by", "answered_at", "edition"])

    def __str__(self) -> str:
        return f"{self.revision} / {self.number}"
