"""How long an office's cases take as a rule, counted from real ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from django.db.models import Min
from django.utils import timezone

from accounts.models import Office
from deadlines.calendar import OFFICIAL
from deadlines.working_days import Calendar
from reviews.models import Decision

FEWEST = 20  # cases: of fewer a duration would tell of the cases and not of the office
PERIOD = timedelta(days=365)
CONCLUDED = (Decision.Outcome.APPROVED, Decision.Outcome.VERIFIED, Decision.Outcome.REFUSED)


@dataclass(frozen=True)
class Typical:
    """In working days. Half of the ``cases`` were decided within ``median``; 80 % took from ``low`` to ``high``."""

    median: int
    low: int
    high: int
    cases: int


def typical(office: Office, kind: str, *, at: datetime) -> Typical | None:
    """Return how long the cases of that kind took that came in by ``office`` and were decided in the last 12 months:
    from the first submission to the decision, whoever had them meanwhile. None for fewer than 20. One query."""
    decided = Decision.objects.filter(
        case__province=office, case__filing__kind=kind, outcome__in=CONCLUDED, at__gt=at - PERIOD, at__lte=at
    )
    spans = (
        decided.order_by()
        .values("case")
        .annotate(first=Min("case__filing__revisions__submitted_at"), decided=Min("at"))
    )
    days = [(timezone.localdate(span["first"]), timezone.localdate(span["decided"])) for span in spans]
    return summary(durations(days, calendar=OFFICIAL))


def durations(spans: Sequence[tuple[date, date]], *, calendar: Calendar) -> list[int]:
    """Return the working days of each span, its first day not counted. Each day is asked of the calendar once."""
    if not spans:
        return []
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    worked = (calendar.is_working_day(first + timedelta(days=n)) for n in range((last - first).days + 1))
    until = list(accumulate(worked, int.__add__))
    return [until[(end - first).days] - until[(start - first).days] for start, end in spans]


def summary(days: Iterable[int]) -> Typical | None:
    """Return the median and the range between the tenth and the ninetieth percentile, by nearest rank."""
    ordered = sorted(days)
    if len(ordered) < FEWEST:
        return None
    return Typical(_rank(ordered, 50), _rank(ordered, 10), _rank(ordered, 90), len(ordered))


def _rank(ordered: Sequence[int], percent: int) -> int:
    """Return the smallest of the values that at least ``percent`` of them do not exceed."""
    return ordered[-(-len(ordered) * percent // 100) - 1]
