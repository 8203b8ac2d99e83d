"""How near a due date is."""

from datetime import date

from deadlines.calendar import OFFICIAL
from deadlines.working_days import working_days_until

# Working days: nearer than that is "due soon".
SOON = 3


def days_left(due_on: date, *, today: date) -> int:
    """Return the working days left: 0 on the day itself, below 0 when it has passed.

    On a day off after the due date no working day has been lost yet; it is late all the same.
    """
    left = working_days_until(due_on, today=today, calendar=OFFICIAL)
    return min(left, -1) if due_on < today else left
