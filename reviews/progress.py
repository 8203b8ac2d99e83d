"""Where a filing is, in the words of the company that made it. Nothing that the offices say among themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import AuditEvent
from deadlines import periods
from filings import withdrawal
from filings.models import Filing
from filings.stages import VERIFIED, Stage, Words, end_of
from registry.models import Approval
from reviews import durations, tiers, urgency
from reviews.models import Case

Status = Case.Status


# What of the events is the company's to know, in its words; each other step is among the offices, or is no news.
OF_FILING: Mapping[str, Words] = {
    "started": gettext_lazy("Started"),
    "submitted": gettext_lazy("Submitted"),
    "returned": gettext_lazy("Returned to you"),
    "approved": gettext_lazy("Approved"),
    "verified": gettext_lazy("Company details verified"),
    "refused": gettext_lazy("Refused"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
OF_CASE: Mapping[str, Words] = {
    "opened": gettext_lazy("The provincial office opened the case"),
    "resumed": gettext_lazy("The provincial office has it again"),
    "passed": gettext_lazy("Passed to the national office"),
    "handed_back": gettext_lazy("Back with the provincial office"),
    "published": gettext_lazy("Published in the registry"),
}


@dataclass(frozen=True)
class Happening:
    """One line of components/timeline.html. Names are those of the company's own people alone."""

    label: str
    at: datetime
    by: str = ""
    detail: str = ""


def case_of(filing: Filing) -> Case | None:
    """The case of ``filing``, or None while it has none."""
    return Case.objects.filter(filing=filing).select_related("province", "filing").first()


def approval_of(filing: Filing) -> Approval | None:
    """What stands, or will stand, in the registry."""
    return Approval.objects.filter(filing_reference=filing.reference).select_related("entry").first()


def place(filing: Filing, case: Case | None) -> str:
    """Where the filing is: draft, submitted, returned, or the status of its case.

    A withdrawn filing is that at once, though its case is about to be closed.
    A case that still waits for the company although the filing was submitted again is about to be resumed.
    """
    gone = filing.status == Filing.Status.WITHDRAWN
    if case is None or gone or filing.is_editable or case.status == Status.RETURNED:
        return filing.status
    return case.status


def whose_turn(filing: Filing, case: Case | None) -> str:
    """A sentence on who has to do what now."""
    return {
        "draft": _("It is with you: finish your answers and submit."),
        "submitted": _("It is with the provincial office, which is about to open the case."),
        "returned": _("It is with you: correct your answers and submit again. The clock stops until you do."),
        "provincial": _("It is with the provincial office. You need not do anything now."),
        "national": _("It is with the national office. You need not do anything now."),
        "approved": _("It is approved and waits for the next batch to be published. You need not do anything now."),
        "verified": _("Your company's details are verified. Your company can submit the filings of its algorithms."),
        "published": _published_words(filing),
        "withdrawn": _("Your company has withdrawn it. Nobody decides on it any more."),
        "refused": _("Your company's details were not verified. The reason stands below.")
        if filing.is_of_entity
        else _("It was refused. The reason stands below."),
    }[place(filing, case)]


def _published_words(filing: Filing) -> str:
    if filing.is_change:
        return _("The new version is published, under the same number.")
    if filing.is_cancellation:
        return _("The entry is cancelled. It stays in the registry to be read.")
    return _("It is published. Show the number where people use the algorithm, with a link to its entry.")


def deadline(filing: Filing, case: Case | None, *, today: date) -> str:
    """A sentence on the day by which it must be decided; empty where there is no such day."""
    where = place(filing, case)
    if case is None or where not in ("returned", "provincial", "national"):
        return ""
    if where == "returned":
        return _("While you have the filing the clock stops. The day by which it must be decided moves accordingly.")
    left = urgency.days_left(case.due_on, today=today)
    words = {"day": _on(case.due_on), "days": left}
    if left < 0:
        said = _("It should have been decided by %(day)s. The reviewers have been reminded.") % words
    elif left == 0:
        said = _("It must be decided today.")
    else:
        said = _("It must be decided by %(day)s. Working days left: %(days)d.") % words
    if case.due_provisional:
        said += " " + _("The date is provisional: the calendar of that year is not announced yet.")
    return said


def stages(filing: Filing, case: Case | None) -> list[Stage]:
    """The road, with where the filing is on it."""
    where = place(filing, case)
    office = str(case.province) if case else ""
    if where == "draft":
        return [Stage(_("Your answers"), "current", _("With you")), *_ahead(filing, 0)]
    submitted = Stage(_("Submitted"), "done", _on(timezone.localdate(filing.submitted_at)))
    if where == "returned":
        back = Stage(_("Returned for changes"), "current", _("With you"))
        return [submitted, back, *_ahead(filing, 1, office)]
    if where == "refused":
        return [submitted, Stage(filing.get_status_display(), "current", _closed(case))]
    if where == "withdrawn":
        return [
            submitted,
            Stage(filing.get_status_display(), "current", _on(timezone.localdate(_withdrawn_at(filing)))),
        ]
    step = {"submitted": 1, "provincial": 1, "national": 2, "verified": 3, "approved": 3, "published": 4}[where]
    road = [submitted, *_ahead(filing, 1, office)]
    return [
        Stage(stage.label, "done" if n < step else "current" if n == step else "waiting", stage.note)
        for n, stage in enumerate(road)
    ]


def reply(filing: Filing) -> str:
    """A sentence on the day by which the company has to answer; empty while the filing is not with it."""
    if filing.status != Filing.Status.RETURNED:
        return ""
    return _("No day is set for your answer. Until it comes the offices do not go on.")


def law(filing: Filing, case: Case | None) -> str:
    """A sentence on the period of the law, and where it stands; empty where none runs."""
    if place(filing, case) not in ("submitted", "returned", "provincial", "national"):
        return ""
    return _(
        "The offices have %(days)d working days from when the papers are complete (Provisions on algorithmic"
        " recommendations, art. 25)."
    ) % {"days": periods.REVIEW}


def duration(filing: Filing, case: Case | None, *, at: datetime) -> str:
    """A sentence on how long such cases take as a rule; empty where none is under way, or too few are known."""
    if case is None or place(filing, case) not in ("submitted", "returned", "provincial", "national"):
        return ""
    if (typical := durations.typical(case.province, filing.kind, at=at)) is None:
        return ""
    return _(
        "Half of such filings were decided within %(median)d working days, and 80 %% of them took from %(low)d to"
        " %(high)d, time with the company included. Counted from %(cases)d that came in by the office of %(office)s and"
        " were decided in the last 12 months."
    ) % {
        "median": typical.median,
        "low": typical.low,
        "high": typical.high,
        "cases": typical.cases,
        "office": case.province,
    }


def happenings(filing: Filing, case: Case | None) -> list[Happening]:
    """What has happened, newest first, with the reasons that the company was given."""
    own = filing.events.select_related("by").filter(act__in=OF_FILING)
    told = [_own(filing, event) for event in own]
    if case:
        steps = case.events.filter(act__in=OF_CASE)
        told += [Happening(str(OF_CASE[event.act]), event.at) for event in steps]
    return sorted(told, key=lambda happening: happening.at)[::-1]


def _own(filing: Filing, event: AuditEvent) -> Happening:
    label = str(OF_FILING[event.act])
    if event.act == "submitted" and (number := event.detail.get("revision")):
        label = _("Revision %(number)d submitted") % {"number": number}
    if event.act == "refused":
        label = filing.get_status_display()
    mine = event.act in ("started", "submitted", "withdrawn")
    return Happening(label, event.at, str(event.by or "") if mine else "", event.detail.get("reason", ""))


def _ahead(filing: Filing, first: int, office: str = "") -> list[Stage]:
    """The stages from that number on, all still to come."""
    road = [Stage(_("Submitted"), "waiting"), Stage(_("Provincial review"), "waiting", office)]
    if tiers.is_national(filing.kind):
        road += [Stage(_("National review"), "waiting"), Stage(end_of(filing), "waiting")]
    else:
        road += [Stage(VERIFIED, "waiting")]
    return road[first:]


def _withdrawn_at(filing: Filing) -> datetime:
    return withdrawal.of(filing).at


def _closed(case: Case | None) -> str:
    return _on(timezone.localdate(case.closed_at)) if case and case.closed_at else ""


def _on(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
