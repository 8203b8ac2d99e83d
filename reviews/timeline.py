"""What happened to a case, in words: one line of the page's timeline, and one sentence for who came too late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filings import disclosure
from filings.models import FilingEvent, Revision
from reviews.models import Case, CaseEvent

TITLES = {
    "opened": gettext_lazy("Case opened"),
    "resumed": gettext_lazy("Case resumed"),
    "taken": gettext_lazy("Taken"),
    "given_back": gettext_lazy("Given back to the queue"),
    "returned": gettext_lazy("Returned to the company"),
    "passed": gettext_lazy("Passed to national review"),
    "handed_back": gettext_lazy("Handed back to the province"),
    "refused": gettext_lazy("Refused"),
    "approved": gettext_lazy("Approved"),
    "verified": gettext_lazy("Company details verified"),
    "published": gettext_lazy("Published"),
}

SENTENCES = {
    "opened": gettext_lazy("The case was opened on %(when)s."),
    "resumed": gettext_lazy("The company submitted again; the case came back on %(when)s."),
    "taken": gettext_lazy("%(who)s took this case on %(when)s."),
    "given_back": gettext_lazy("%(who)s gave this case back to the queue on %(when)s."),
    "returned": gettext_lazy("%(who)s returned it to the company on %(when)s."),
    "passed": gettext_lazy("%(who)s passed it to national review on %(when)s."),
    "handed_back": gettext_lazy("%(who)s handed it back to the province on %(when)s."),
    "refused": gettext_lazy("%(who)s refused it on %(when)s."),
    "approved": gettext_lazy("%(who)s approved it on %(when)s."),
    "verified": gettext_lazy("%(who)s verified the company's details on %(when)s."),
    "published": gettext_lazy("%(who)s published it on %(when)s."),
}


@dataclass(frozen=True)
class Line:
    """As components/timeline.html wants it."""

    label: str
    at: datetime
    by: str
    detail: str


def of(case: Case, revisions: Iterable[Revision]) -> list[Line]:
    """The whole story of ``case``, newest first, with the reasons and opinions given. For reviewers' eyes."""
    words = {decision.pk: decision.reason for decision in case.decisions.all()}
    lines = [
        Line(
            _("Revision %(number)d submitted") % {"number": revision.number},
            revision.submitted_at,
            str(revision.submitted_by),
            "",
        )
        for revision in revisions
    ]
    lines += [
        Line(str(TITLES[event.act]), event.at, str(event.by or ""), words.get(event.detail.get("decision"), ""))
        for event in case.events.select_related("by")
    ]
    lines += [_reading(event) for event in case.filing.events.filter(act="revealed").select_related("by")]
    return sorted(lines, key=lambda line: line.at)[::-1]


def _reading(event: FilingEvent) -> Line:
    """Who has read what personal data of it in full, and why."""
    read = _("Read in full – %(what)s") % {"what": disclosure.label_of(event.detail["key"])}
    return Line(read, event.at, str(event.by or ""), event.detail["why"])


def last_said(case: Case) -> str:
    """A sentence on what happened last, and who did it when."""
    return said(case.events.select_related("by").order_by("at", "id").last())


def said(event: CaseEvent | None) -> str:
    if event is None:
        return _("The case has changed.")
    when = date_format(timezone.localtime(event.at), "DATETIME_FORMAT")
    return str(SENTENCES[event.act]) % {"who": event.by, "when": when}
