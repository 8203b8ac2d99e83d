"""The trail of an office, for its auditors: who did what, and when, with cases, people and sensitive details."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import office_history
from accounts.models import User
from accounts.permissions import offices_for
from filings import disclosure
from filings.models import FilingEvent
from reviews import timeline
from reviews.models import Case, CaseEvent, Recusal


@dataclass(frozen=True)
class Filters:
    """``by``: who did it; ``on``: the day in Beijing. The empty ones ask for nothing."""

    by: User | None = None
    on: date | None = None


@dataclass(frozen=True)
class Entry:
    """One thing that happened, in words. ``reference`` is that of the case, where it was one."""

    at: datetime
    by: str
    what: str
    detail: str = ""
    reference: str = ""


class Trail:
    """All events that ``auditor`` may read and that the filters ask for, newest first. Sliced like a list."""

    def __init__(self, auditor: User, filters: Filters) -> None:
        cases = Case.objects.visible_to(auditor)
        offices = offices_for(auditor, "read_trail")
        self.sources: dict[str, QuerySet[Any]] = {
            "case": CaseEvent.objects.filter(case__in=cases).select_related("case__filing", "by"),
            "filing": disclosure.by_offices(FilingEvent.objects.filter(filing__case__in=cases)).select_related(
                "filing", "by"
            ),
            "person": office_history.of_offices(offices).select_related("person", "by"),
        }
        asked = _asked(filters)
        self.sources = {kind: events.filter(asked) for kind, events in self.sources.items()}

    def count(self) -> int:
        return sum(events.count() for events in self.sources.values())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Entry]:
        keys = [
            events.order_by().values_list("at", "pk", Value(kind, output_field=CharField()))
            for kind, events in self.sources.items()
        ]
        wanted = keys[0].union(*keys[1:], all=True).order_by("-at", "-pk")[part]
        places = [(kind, pk) for _at, pk, kind in wanted]
        found = {
            (kind, event.pk): event
            for kind, events in self.sources.items()
            for event in events.filter(pk__in=[pk for each, pk in places if each == kind])
        }
        return _entries([(kind, found[kind, pk]) for kind, pk in places])


def people(auditor: User) -> QuerySet[User]:
    """Who works, or has worked, where ``auditor`` reads the trail: for the filter."""
    offices = offices_for(auditor, "read_trail")
    here = Q(postings__office__in=offices) | Q(pk__in=office_history.of_offices(offices).values("person"))
    return User.objects.filter(here).distinct().order_by("name", "pk")


def _asked(filters: Filters) -> Q:
    asked = Q()
    if filters.by:
        asked &= Q(by=filters.by)
    if filters.on:
        asked &= Q(at__range=[timezone.make_aware(datetime.combine(filters.on, end)) for end in (time.min, time.max)])
    return asked


def _entries(events: Sequence[tuple[str, Any]]) -> list[Entry]:
    of_cases = [event for kind, event in events if kind == "case"]
    names = timeline.names_in(of_cases)
    declared = Recusal.objects.filter(case__in={event.case_id for event in of_cases if event.act == "recused"})
    conflicts = {(each.case_id, each.person_id): each.reason for each in declared}
    return [_entry(kind, event, names, conflicts) for kind, event in events]


def _entry(kind: str, event: Any, names: Mapping[int, User], conflicts: Mapping[tuple[int, int], str]) -> Entry:
    by = str(event.by or _("The portal"))
    match kind:
        case "case":
            detail = conflicts.get((event.case_id, event.by_id), "") if event.act == "recused" else ""
            what = str(timeline.TITLES[event.act])
            return Entry(event.at, by, what, detail or timeline.given(event, names), event.case.filing.reference)
        case "filing":
            reason = str(event.detail.get("why", ""))
            return Entry(event.at, by, _("Sensitive details revealed"), reason, event.filing.reference)
        case _:
            return Entry(event.at, by, office_history.said(event))
