"""What waits, and the next case of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit.trail import Refused
from filings.models import Filing
from reviews import assignment, permissions, queue, urgency
from reviews.forms import QueueFilters
from reviews.models import Case

PER_PAGE = 25


@dataclass(frozen=True)
class Row:
    case: Case
    stage: queue.Stage
    days_left: int | None


@dataclass(frozen=True)
class Tile:
    label: str
    number: int
    url: str
    tone: str
    current: bool


@dataclass(frozen=True)
class Chip:
    label: str
    url: str


@login_required
@require_safe
def cases(request):
    acts = permissions.acts_anywhere(request.user)
    if "read" not in acts:
        raise PermissionDenied(_("The cases are for those who work on them in the offices."))
    today = timezone.localdate()
    offices = list(permissions.offices_seen_by(request.user))
    form = QueueFilters(
        request.GET,
        colleagues=queue.colleagues_of(request.user),
        teams=queue.teams_of(request.user),
        counts=queue.stage_counts(request.user),
    )
    filters = form.filters()
    page = Paginator(queue.search(request.user, filters, today=today), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "tiles": _tiles(request, filters, today, [view for view in queue.View if view != "mine" or "take" in acts]),
        "chips": _chips(request.GET, filters, form),
        "count": page.paginator.count,
        "rows": [_row(case, today) for case in page],
        "newer": address_with(request.GET, page=page.previous_page_number()) if page.has_previous() else None,
        "older": address_with(request.GET, page=page.next_page_number()) if page.has_next() else None,
        "offices": offices,
        "acts": acts,
    }
    return render(request, "reviews/queue.html", context)


@login_required
@require_POST
def take_next(request):
    if "take" not in permissions.acts_anywhere(request.user):
        raise PermissionDenied(_("Only reviewers take cases."))
    try:
        case = assignment.take_next(by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("reviews:queue")
    return redirect("reviews:case", case.filing.reference)


def _row(case: Case, today: date) -> Row:
    return Row(case, queue.Stage(case.stage), urgency.days_left_of(case, today=today))  # type: ignore[attr-defined]


def _tiles(request: HttpRequest, filters: queue.Filters, today: date, views: list[queue.View]) -> list[Tile]:
    counts = queue.tiles(request.user, today=today)  # type: ignore[arg-type]
    tones = {queue.View.LATE: "late", queue.View.SOON: "soon"}
    return [
        Tile(str(view.label), counts[view], f"?view={view.value}", tones.get(view, ""), view == filters.view)
        for view in views
    ]


def _chips(asked: QueryDict, filters: queue.Filters, form: QueueFilters) -> list[Chip]:
    chips = [Chip(str(queue.Stage(stage).label), _without(asked, "status", stage)) for stage in filters.stages]
    if filters.view:
        chips.append(Chip(str(queue.View(filters.view).label), _without(asked, "view")))
    if filters.kind:
        chips.append(Chip(str(Filing.Kind(filters.kind).label), _without(asked, "kind")))
    if filters.reviewer:
        names = dict(form.fields["reviewer"].choices)  # type: ignore[attr-defined]
        chips.append(Chip(str(names[filters.reviewer]), _without(asked, "reviewer")))
    if filters.team:
        names = dict(form.fields["team"].choices)  # type: ignore[attr-defined]
        chips.append(Chip(str(names[filters.team]), _without(asked, "team")))
    if filters.text:
        chips.append(Chip(_("“%(text)s”") % {"text": filters.text}, _without(asked, "q")))
    return chips


def _without(asked: QueryDict, name: str, value: str = "") -> str:
    """The address of the page without one of its filters."""
    left = [each for each in asked.getlist(name) if value and each != value]
    return address_with(asked, **{name: left, "page": []})


def address_with(asked: QueryDict, **changed: Any) -> str:
    """The address of a list with other values of some of its filters."""
    address = asked.copy()
    for name, value in changed.items():
        address.setlist(name, value if isinstance(value, list) else [str(value)])
    return f"?{address.urlencode()}"
