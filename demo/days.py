"""Moments of the past, counted from the day of the first load."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from deadlines.calendar import OFFICIAL

# Months that have a list of the regulator's own: the demonstration publishes nothing in them.
OFFICIAL_MONTHS = {
    "2023-06", "2023-08", "2024-01", "2024-02", "2024-04", "2024-06", "2024-08", "2024-10", "2024-12",
    "2025-03", "2025-05", "2025-07", "2025-09", "2025-11", "2026-01", "2026-03", "2026-05", "2026-07",
}  # fmt: skip


def working_day_before(today: datetime, days: int, *, hour: int = 10) -> datetime:
    """The moment ``hour`` o'clock in Beijing, ``days`` working days before ``today``."""
    day = timezone.localdate(today)
    while days:
        day -= timedelta(days=1)
        days -= OFFICIAL.is_working_day(day)
    return on(day, hour=hour)


def on_working_day_from(day: date) -> datetime:
    """The morning of ``day``, or of the first working day after it."""
    while not OFFICIAL.is_working_day(day):
        day += timedelta(days=1)
    return on(day)


def on(day: date, *, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def months_before(today: datetime, count: int) -> list[date]:
    """The first days of the last ``count`` months before this one that have no official list, oldest first."""
    found: list[date] = []
    month = timezone.localdate(today).replace(day=1)
    while len(found) < count:
        month = (month - timedelta(days=1)).replace(day=1)
        if f"{month:%Y-%m}" not in OFFICIAL_MONTHS:
            found.append(month)
    return found[::-1]
