"""How near a due date is."""

from datetime import date

from deadlines.calendar import OFFICIAL
from deadlines.working_days import working_days_until
from reviews.models import Case

# Working days: nearer than that is "due soon".
SOON = 3


def days_left(due_on: date, *, today: date) -> int:
    """Return the working days left: 0 on the day itself, below 0 when it has passed.

    On a day off after the due date no working day has been lost yet; it is late all the same.
    """
    left = working_days_until(due_on, today=today, calendar=OFFICIAL)
    return min(left, -1) if due_on < today else left


def days_left_of(case: Case, *, today: date) -> int | None:
    """Return the working days left for ``case``; None where no clock runs, however long ago it was due."""
    return days_left(case.due_on, today=today) if case.status in Case.IN_REVIEW else None
