"""Counting in working days (工作日). Pure: the calendar is handed in, the clock is never read."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple


class Calendar(ABC):
    """Says of any day whether it is worked, and whether that has been announced."""

    @abstractmethod
    def is_working_day(self, day: date) -> bool: ...

    @abstractmethod
    def is_announced(self, day: date) -> bool: ...


class DueDate(NamedTuple):
    """The last day of a period; ``provisional`` while a day that was counted lies in a year not yet announced."""

    on: date
    provisional: bool


def add_working_days(start: date, days: int, *, calendar: Calendar) -> DueDate:
    """Return the last day of a period of ``days`` working days after ``start``.

    The day of the start is not counted (民法典 art. 201). Raises ValueError if ``days`` is below 1.
    """
    if days < 1:
        raise ValueError("A period lasts one working day or more.")
    day = start
    while days:
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    return DueDate(day, provisional=not (calendar.is_announced(start) and calendar.is_announced(day)))


def working_days_until(due: date, *, today: date, calendar: Calendar) -> int:
    """Return how many working days are left after ``today`` up to and including ``due``.

    0 on the day itself; below 0 when it has passed, one for each working day since.
    """
    if due >= today:
        return sum(calendar.is_working_day(day) for day in _days(today, due))
    return -sum(calendar.is_working_day(day) for day in _days(due, today))


def last_day_within(days: int, *, today: date, calendar: Calendar) -> date:
    """Return the latest day that has ``days`` working days left or fewer: what is due by then is that near.

    The inverse of ``working_days_until``, so that a list is picked by comparing stored dates.
    """
    return add_working_days(today, days + 1, calendar=calendar).on - timedelta(days=1)


def _days(after: date, up_to: date) -> Iterator[date]:
    """The days after the first, up to and including the second."""
    return (after + timedelta(days=n) for n in range(1, (up_to - after).days + 1))
