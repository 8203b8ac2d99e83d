"""The road of a filing as its company sees it, told from the filing's own events.

Which office has it at the moment is the reviewers' to say: see the page "progress".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filings.models import Filing, FilingEvent
from registry.models import Entry

Words = str | Promise
REVIEW = gettext_lazy("Provincial and national review")
PUBLISHED = gettext_lazy("Published in the registry")
CANCELLED = gettext_lazy("Cancelled in the registry")
REVIEW_OF_ENTITY = gettext_lazy("Provincial review")
VERIFIED = gettext_lazy("Company details verified")


@dataclass(frozen=True)
class Stage:
    label: Words
    state: str  # done, current or waiting, as components/stages.html draws it
    note: str = ""


def stages(filing: Filing, events: Iterable[FilingEvent]) -> list[Stage]:
    """Return the stages of ``filing``, given its events, oldest first."""
    last = {event.act: event.at for event in events}
    review, end = (REVIEW_OF_ENTITY, VERIFIED) if filing.is_of_entity else (REVIEW, end_of(filing))
    match filing.status:
        case Filing.Status.DRAFT:
            started = Stage(_("Draft"), "current", _("With you"))
            return [started, Stage(_("Submitted"), "waiting"), Stage(review, "waiting"), Stage(end, "waiting")]
        case Filing.Status.RETURNED:
            with_you = _("%(day)s – with you") % {"day": _day(last["returned"])}
            returned = Stage(_("Returned for changes"), "current", with_you)
            return [_submitted(last), returned, Stage(review, "waiting"), Stage(end, "waiting")]
        case Filing.Status.APPROVED:
            return [_submitted(last), *_approved(filing, last)]
        case Filing.Status.REFUSED:
            return [_submitted(last), Stage(filing.get_status_display(), "current", _day(last["refused"]))]
        case Filing.Status.WITHDRAWN:
            return [_submitted(last), Stage(filing.get_status_display(), "current", _day(last["withdrawn"]))]
    return [_submitted(last), Stage(review, "current", _("Up to 30 working days")), Stage(end, "waiting")]


def end_of(filing: Filing) -> Words:
    """Return what the road of a filing of an algorithm leads to."""
    return CANCELLED if filing.is_cancellation else PUBLISHED


def _approved(filing: Filing, last: dict[str, datetime]) -> list[Stage]:
    if filing.is_of_entity:
        return [Stage(VERIFIED, "done", _day(last["verified"]))]
    approved = Stage(_("Approved"), "done", _day(last["approved"]))
    return [approved, _publication(filing)]


def _submitted(last: dict[str, datetime]) -> Stage:
    return Stage(_("Submitted"), "done", _day(last["submitted"]))


def _publication(filing: Filing) -> Stage:
    """Publication writes no event of the filing's: whether it is public is asked of the registry, a floor below."""
    if Entry.objects.filter(approvals__filing_reference=filing.reference).exists():
        return Stage(end_of(filing), "done")
    return Stage(end_of(filing), "current", _("With the next batch"))


def _day(at: datetime) -> str:
    return date_format(timezone.localdate(at), "DATE_FORMAT")
