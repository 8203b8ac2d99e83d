"""One case, as its reviewer reads it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filings.models import Revision
from filings.views.documents import answer_with
from reviews import changes, permissions, queue, timeline, urgency
from reviews.assignment_forms import assign_form
from reviews.forms import DecisionForm
from reviews.models import Case
from reviews.progress import approval_of

NUMBERED = frozenset({Case.Status.APPROVED, Case.Status.PUBLISHED})


def case_for(request: HttpRequest, reference: str) -> Case:
    """The case, for whoever may see it; for everybody else there is none."""
    mine = queue.cases_of(request.user).select_related("filing__company", "office", "province", "assignee")  # type: ignore[arg-type]
    return get_object_or_404(mine, filing__reference=reference)


@login_required
@require_safe
def case(request, reference):
    return page(request, case_for(request, reference))


def page(request: HttpRequest, case: Case, form: DecisionForm | None = None) -> HttpResponse:
    """The page of ``case``; with the decision as it was sent, where it is ``form`` that was wrong."""
    revisions = list(case.filing.revisions.select_related("submitted_by").order_by("number"))
    shown = _asked_for(request.GET.get("revision"), revisions)
    previous = revisions[shown.number - 2] if shown.number > 1 else None
    parts = changes.compared(shown, previous)
    user: Any = request.user
    open_acts = permissions.acts_open_to(user, case)
    if form is None and "decide" in open_acts:
        form = decision_form(case)
    context = {
        "case": case,
        "stage": queue.Stage(case.stage),  # type: ignore[attr-defined]
        "days_left": urgency.days_left(case.due_on, today=timezone.localdate()),
        "revisions": revisions,
        "shown": shown,
        "previous": previous,
        "parts": parts,
        "changed": changes.changed(parts),
        "documents": changes.documents(shown, previous),
        "form": form,
        "may_take": "take" in open_acts,
        "may_give_back": "give_back" in open_acts,
        "may_declare": "declare_conflict" in open_acts,
        "assign_form": assign_form(case, open_acts) if "assign" in open_acts else None,
        "approval": approval_of(case.filing) if case.status in NUMBERED else None,
        "lines": timeline.of(case, revisions, recusals="read_recusals" in open_acts),
    }
    return render(request, "reviews/case.html", context)


def decision_form(case: Case, data: Any = None) -> DecisionForm:
    return DecisionForm(data, case=case, action=reverse("reviews:decide", args=[case.filing.reference]))


def _asked_for(number: str | None, revisions: Sequence[Revision]) -> Revision:
    """The revision of that number, or the latest where none is asked for."""
    if number is None:
        return revisions[-1]
    found = [revision for revision in revisions if str(revision.number) == number]
    if not found:
        raise Http404
    return found[0]


@login_required
@require_safe
def document(request, reference, uuid):
    """A document of any revision. What the company has uploaded since, and not submitted, is not for reviewers."""
    filing = case_for(request, reference).filing
    shown = {kept["uuid"] for revision in filing.revisions.all() for kept in revision.documents}
    if str(uuid) not in shown:
        raise Http404
    return answer_with(get_object_or_404(filing.attachments, uuid=uuid))
