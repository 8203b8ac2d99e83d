"""The name of a filing in the open: F-2026-000123."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from filings.models import ReferenceCounter


def issue(*, at: datetime) -> str:
    """Return the next reference of the year. Call inside the transaction that uses it: until that ends the counter
    of the year is locked, so that no reference is given twice and none is left out."""
    year = timezone.localdate(at).year
    ReferenceCounter.objects.get_or_create(year=year, defaults={"last": 0})
    counter = ReferenceCounter.objects.filter(year=year)
    counter.update(last=F("last") + 1)
    return f"F-{year}-{counter.get().last:06}"
