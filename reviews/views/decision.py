"""Deciding on a case: the panel is checked, a page says what will happen, and its button does it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.freshness import fresh_sign_in_required
from audit.trail import Refused
from filings.views.asked import number
from reviews import commenting, determination, handover
from reviews.forms import ConfirmForm, label_of
from reviews.models import Case, Decision
from reviews.views.case import case_for, decision_form, page

Outcome = Decision.Outcome

DONE = {
    Outcome.PASSED: gettext_lazy("The case is with national review now."),
    Outcome.RETURNED: gettext_lazy(
        "The filing is returned to the company. The clock stops until it is submitted again."
    ),
    Outcome.HANDED_BACK: gettext_lazy("The case is handed back to the province."),
    Outcome.REFUSED: gettext_lazy("It is refused, and the company is told why."),
    Outcome.VERIFIED: gettext_lazy("The company's details are verified, and the company is told."),
    Outcome.APPROVED: gettext_lazy("The filing is approved and has its number. It waits for publication."),
}
AMENDED = gettext_lazy("It is approved. It waits for publication.")


@login_required
@require_POST
@fresh_sign_in_required
def decide(request, reference):
    case = case_for(request, reference)
    form = decision_form(case, request.POST)
    try:
        determination.assert_ready(case, version=number(request, "version"), by=request.user)
        if not form.is_valid() or "change" in request.POST:
            return page(request, case, form)
        return _confirm(request, case, form.cleaned_data)
    except Refused as refused:
        context = {"case": case, "said": str(refused), "text": request.POST.get("reason", "")}
        return render(request, "reviews/too_late.html", context, status=HTTPStatus.CONFLICT)


def _confirm(request: HttpRequest, case: Case, decision: dict[str, Any]) -> HttpResponse:
    """Ask once more; once that is answered, decide."""
    outcome = Outcome(decision["outcome"])
    offered = handover.offered(case) if outcome == Outcome.APPROVED else []
    latest = case.filing.revisions.latest("number")
    drafts = commenting.drafts_of(case, latest)
    shown = decision | {"comments": commenting.stamp(drafts)}
    form = ConfirmForm(request.POST if "confirmed" in request.POST else None, decision=shown, offered=offered)
    if form.is_valid():
        _perform(case, decision, form.cleaned_data, by=request.user)
        messages.success(request, str(_done(outcome, case)))
        return redirect("reviews:case", case.filing.reference)
    context = {
        "case": case,
        "decision": decision,
        "outcome": outcome,
        "label": label_of(outcome, case),
        "letter": commenting.letter(latest, drafts),
        "form": form,
    }
    return render(request, "reviews/confirm.html", context)


def _done(outcome: Outcome, case: Case) -> Any:
    """What is said when it is done; what amends an entry gets no number."""
    return AMENDED if outcome == Outcome.APPROVED and case.filing.amends_id else DONE[outcome]


def _perform(case: Case, decision: dict[str, Any], confirmed: dict[str, Any], *, by: Any) -> None:
    said: dict[str, Any] = {"version": decision["version"], "by": by, "at": timezone.now()}
    match decision["outcome"]:
        case Outcome.PASSED:
            determination.pass_on(case, opinion=decision["reason"], **said)
        case Outcome.RETURNED:
            determination.return_to_company(case, reason=decision["reason"], comments=confirmed["comments"], **said)
        case Outcome.HANDED_BACK:
            determination.hand_back(case, reason=decision["reason"], **said)
        case Outcome.REFUSED:
            determination.refuse(case, reason=decision["reason"], **said)
        case Outcome.VERIFIED:
            determination.verify(case, note=decision["reason"], **said)
        case Outcome.APPROVED:
            determination.approve(case, note=decision["reason"], holder_code=confirmed.get("holder"), **said)
