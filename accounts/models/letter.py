"""Letters about an account that somebody asked for at the door, before anybody knows who they are."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LASTS = timedelta(days=3)


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, at: datetime) -> "LetterQuerySet":
        return self.filter(sent_at=None, next_attempt_at__lte=at)

    def open(self, at: datetime) -> "LetterQuerySet":
        """Those whose link still works."""
        return self.filter(asked_at__gt=at - LASTS)


class Letter(models.Model):
    """Asked for by whoever typed ``email`` into a page (``person`` is set where they had signed in).

    The row is all that the page writes, whether or not there is such an account: who gets which letter is found out
    when it is sent. The link in it is made then and signed with the installation's secret, so this table holds none.
    """

    class Kind(models.TextChoices):
        SIGN_UP = "sign_up", _("Open an account")
        RESET = "reset", _("Choose a new password")
        EMAIL = "email", _("Confirm a new address")

    kind = models.CharField(max_length=10, choices=Kind)
    email = models.EmailField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="letters")
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="email", person__isnull=False)
                | (~models.Q(kind="email") & models.Q(person__isnull=True)),
                name="letter_person_is_known_for_a_change",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asked_at:%Y-%m-%d %H:%M}"
