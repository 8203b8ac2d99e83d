"""What happened to a case, in words: one line of the page's timeline, and one sentence for who came too late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from filings import disclosure
from filings.models import FilingEvent, Revision
from reviews.models import Case, CaseEvent

TITLES = {
    "opened": gettext_lazy("Case opened"),
    "resumed": gettext_lazy("Case resumed"),
    "taken": gettext_lazy("Taken"),
    "given_back": gettext_lazy("Given back to the queue"),
    "assigned": gettext_lazy("Assigned"),
    "reassigned": gettext_lazy("Re-assigned"),
    "recalled": gettext_lazy("Put back into the queue"),
    "released": gettext_lazy("Back in the queue: the reviewer has left"),
    "recused": gettext_lazy("Conflict of interest declared"),
    "escalated": gettext_lazy("Late: brought before the head of the office"),
    "returned": gettext_lazy("Returned to the company"),
    "passed": gettext_lazy("Passed to national review"),
    "handed_back": gettext_lazy("Handed back to the province"),
    "refused": gettext_lazy("Refused"),
    "approved": gettext_lazy("Approved"),
    "verified": gettext_lazy("Company details verified"),
    "published": gettext_lazy("Published"),
    "withdrawn": gettext_lazy("Withdrawn by the company"),
}

SENTENCES = {
    "opened": gettext_lazy("The case was opened on %(when)s."),
    "resumed": gettext_lazy("The company submitted again; the case came back on %(when)s."),
    "taken": gettext_lazy("%(who)s took this case on %(when)s."),
    "given_back": gettext_lazy("%(who)s gave this case back to the queue on %(when)s."),
    "assigned": gettext_lazy("%(who)s assigned this case to %(to)s on %(when)s."),
    "reassigned": gettext_lazy("%(who)s re-assigned this case to %(to)s on %(when)s."),
    "recalled": gettext_lazy("%(who)s put this case back into the queue on %(when)s."),
    "released": gettext_lazy("The case went back to the queue on %(when)s, since its reviewer had left."),
    "recused": gettext_lazy("The case went back to the queue on %(when)s."),
    "escalated": gettext_lazy("The case was brought before the head of the office on %(when)s."),
    "returned": gettext_lazy("%(who)s returned it to the company on %(when)s."),
    "passed": gettext_lazy("%(who)s passed it to national review on %(when)s."),
    "handed_back": gettext_lazy("%(who)s handed it back to the province on %(when)s."),
    "refused": gettext_lazy("%(who)s refused it on %(when)s."),
    "approved": gettext_lazy("%(who)s approved it on %(when)s."),
    "verified": gettext_lazy("%(who)s verified the company's details on %(when)s."),
    "published": gettext_lazy("%(who)s published it on %(when)s."),
    "withdrawn": gettext_lazy("The company withdrew it on %(when)s."),
}


@dataclass(frozen=True)
class Line:
    """As components/timeline.html wants it."""

    label: str
    at: datetime
    by: str
    detail: str


# What gives a case to a reviewer.
GIVEN = ("taken", "assigned", "reassigned")


def of(case: Case, revisions: Iterable[Revision], *, recusals: bool = False) -> list[Line]:
    """The whole story of ``case``, newest first, with the reasons and opinions given. For the offices' eyes;
    with ``recusals`` also who declared a conflict of interest, and which."""
    words = {decision.pk: decision.reason for decision in case.decisions.all()}
    events = [
        event for event in case.events.select_related("by") if recusals or event.detail.get("had_it") is not False
    ]
    names = names_in(events)
    conflicts = {each.person_id: each.reason for each in case.recusals.all()} if recusals else None
    lines = [
        Line(
            _("Revision %(number)d submitted") % {"number": revision.number},
            revision.submitted_at,
            str(revision.submitted_by),
            "",
        )
        for revision in revisions
    ]
    for event in events:
        if event.act == "recused":
            lines.append(_recusal(event, conflicts))
        else:
            said = words.get(event.detail.get("decision"), "") or given(event, names)
            lines.append(Line(str(TITLES[event.act]), event.at, str(event.by or ""), said))
    lines += [_reading(event) for event in disclosure.by_offices(case.filing.events.select_related("by"))]
    return sorted(lines, key=lambda line: line.at)[::-1]


def _reading(event: FilingEvent) -> Line:
    """Who has read what personal data of it in full, and why."""
    read = _("Read in full – %(what)s") % {"what": disclosure.label_of(event.detail["key"])}
    return Line(read, event.at, str(event.by or ""), event.detail["why"])


def last_said(case: Case) -> str:
    """A sentence on what happened last, and who did it when."""
    open_to_all = case.events.exclude(act="recused", detail__had_it=False)
    return said(open_to_all.select_related("by").order_by("at", "id").last())


def last_given(case: Case) -> str:
    """A sentence on who gave the case to its reviewer, and when."""
    return said(case.events.select_related("by").filter(act__in=GIVEN).order_by("at", "id").last())


def said(event: CaseEvent | None) -> str:
    if event is None:
        return _("The case has changed.")
    when = date_format(timezone.localtime(event.at), "DATETIME_FORMAT")
    to = names_in([event]).get(event.detail.get("to") or 0)
    return str(SENTENCES[event.act]) % {"who": event.by, "when": when, "to": to}


def _recusal(event: CaseEvent, conflicts: Mapping[int, str] | None) -> Line:
    """Who declared a conflict is for those who may read it; for the others the case just went back to the queue."""
    if conflicts is None:
        return Line(_("Back in the queue"), event.at, "", "")
    return Line(str(TITLES["recused"]), event.at, str(event.by), conflicts.get(event.by_id or 0, ""))


def given(event: CaseEvent, names: Mapping[int, User]) -> str:
    """To whom a case was given, from whom, and why."""
    to, before = (names.get(event.detail.get(key) or 0) for key in ("to", "from"))
    parts = [
        _("To %(person)s.") % {"person": to} if to else "",
        _("Before: %(person)s.") % {"person": before} if before else "",
        event.detail.get("reason", ""),
    ]
    return " ".join(filter(None, parts))


def names_in(events: Iterable[CaseEvent]) -> dict[int, User]:
    """The people that the events tell of, by id: one question, and none where there are none."""
    ids = {event.detail[key] for event in events for key in ("to", "from") if key in event.detail}
    return User.objects.in_bulk(ids) if ids else {}
