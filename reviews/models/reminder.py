"""A reminder that was given, so that it is given once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.case import Case


class Reminder(models.Model):
    """``milestone`` is in working days before ``due_on``. When the due date moves, its milestones are new ones."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("due on"))
    milestone = models.PositiveSmallIntegerField(_("working days before"))
    at = models.DateTimeField(_("time"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "due_on", "milestone"], name="reminder_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.due_on}:{self.milestone}"
