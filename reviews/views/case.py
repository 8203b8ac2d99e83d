"""One case, as its reviewer reads it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filings import cautions, changing, comparison, papers, standing, visibility
from filings.checker import checking
from filings.models import Attachment, Revision
from filings.views.disclosure import revealed
from filings.views.documents import answer_with
from reviews import commenting, disclosure, permissions, queue, timeline, urgency
from reviews import threads as conversation
from reviews.assignment_forms import assign_form
from reviews.forms import CommentForm, DecisionForm
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


def page(
    request: HttpRequest,
    case: Case,
    form: DecisionForm | None = None,
    comment: tuple[str, CommentForm] | None = None,
) -> HttpResponse:
    """The page of ``case``; with the decision as it was sent, where it is ``form`` that was wrong; with the form of a
    ``comment`` on a field, where one is being written."""
    revisions = list(case.filing.revisions.select_related("submitted_by").order_by("number"))
    shown = _asked_for(request.GET.get("revision"), revisions)
    previous = _compared_with(case, shown, revisions)
    parts = comparison.of_revisions(shown, previous)
    documents = comparison.documents(papers.of_revision(shown), previous)
    drafts = commenting.drafts_of(case, revisions[-1]) if case.status in Case.IN_REVIEW else []
    user: Any = request.user
    open_acts = permissions.acts_open_to(user, case)
    if form is None and "decide" in open_acts:
        form = decision_form(case)
    threads = conversation.of(case, shown, revisions[-1], drafts, may_comment="comment" in open_acts)
    if comment:
        threads[comment[0]].form = comment[1]
    context = {
        "case": case,
        "stage": queue.Stage(case.stage),  # type: ignore[attr-defined]
        "days_left": urgency.days_left_of(case, today=timezone.localdate()),
        "revisions": revisions,
        "shown": shown,
        "previous": previous,
        "against_verified": case.filing.is_of_entity and previous is not None and previous.filing_id != case.filing_id,
        "amends": changing.entry_of(case.filing) if case.filing.amends_id else None,
        "may_reveal": "reveal" in open_acts,
        "parts": parts,
        "changed": comparison.changed(parts),
        "threads": threads,
        "homeless": conversation.homeless(threads, _shown_keys(parts, documents)),
        "drafts": drafts,
        "replies": [comment[1]] if comment else [],
        "cautions": _cautions(case, shown),
        "findings": checking.of_revision(shown),
        "documents": documents,
        "form": form,
        "may_take": "take" in open_acts,
        "may_give_back": "give_back" in open_acts,
        "may_declare": "declare_conflict" in open_acts,
        "assign_form": assign_form(case, open_acts) if "assign" in open_acts else None,
        "approval": approval_of(case.filing) if case.status in NUMBERED else None,
        "lines": timeline.of(case, revisions, recusals="read_recusals" in open_acts),
    }
    return render(request, "reviews/case.html", context)


def _shown_keys(parts: Iterable[comparison.Part], documents: Iterable[comparison.Document]) -> list[str]:
    return [answer.key for part in parts for answer in part.answers] + [document.key for document in documents]


def _cautions(case: Case, shown: Revision) -> list[str]:
    if not case.filing.is_of_entity:
        submitted_on = timezone.localdate(shown.submitted_at)
        return cautions.of_amendment(shown.answers, today=submitted_on) if case.filing.amends_id else []
    return cautions.for_the_office(shown.answers, today=timezone.localdate())


def decision_form(case: Case, data: Any = None) -> DecisionForm:
    return DecisionForm(data, case=case, action=reverse("reviews:decide", args=[case.filing.reference]))


def _compared_with(case: Case, shown: Revision, revisions: Sequence[Revision]) -> Revision | None:
    """What a revision is read beside: the one before; of a company's details those that were verified before it."""
    if case.filing.is_change:
        return case.filing.base
    if case.filing.is_of_entity and (verified := standing.verified_before(shown)):
        return verified.revision
    return revisions[shown.number - 2] if shown.number > 1 else None


def _asked_for(number: str | None, revisions: Sequence[Revision]) -> Revision:
    """The revision of that number, or the latest where none is asked for."""
    if number is None:
        return revisions[-1]
    found = [revision for revision in revisions if str(revision.number) == number]
    if not found:
        raise Http404
    return found[0]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document(request, reference, uuid):
    """A document of any revision. What the company has uploaded since, and not submitted, is not for reviewers."""
    case = case_for(request, reference)
    revisions = list(case.filing.revisions.order_by("number"))
    shown = {kept["uuid"] for revision in revisions for kept in revision.documents}
    if str(uuid) not in shown | _beside(case, revisions):
        raise Http404
    found = get_object_or_404(Attachment.objects.filter(filing__company=case.filing.company), uuid=uuid)
    if visibility.is_sensitive(found.key) and not permissions.may(request.user, "reveal", case):
        raise PermissionDenied

    def act(why: str) -> None:
        disclosure.hand_out(case, found, why=why, by=request.user, at=timezone.now())

    return answer_with(found, request, act, "reviews/reveal.html", {"case": case})


def _beside(case: Case, revisions: Sequence[Revision]) -> set[str]:
    """The documents that stand on the page as those before, of another filing; sensitive ones do not."""
    others = [_compared_with(case, revision, revisions) for revision in revisions]
    papers_beside = [paper for other in others if other for paper in papers.of_revision(other)]
    return {paper.uuid for paper in papers_beside if not paper.is_sensitive}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request, reference, number, key):
    """A sensitive answer of a revision in full."""
    case = case_for(request, reference)
    if not permissions.may(request.user, "reveal", case):
        raise PermissionDenied
    revision = get_object_or_404(case.filing.revisions, number=number)

    def act(why: str) -> str:
        return disclosure.reveal(case, revision, key=key, why=why, by=request.user, at=timezone.now())

    return revealed(request, revision, key, act, "reviews/reveal.html", {"case": case})
