"""Where a filing is, for the company that made it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filings.views.asked import filing_of
from filings.views.detail import amendments_of
from reviews import progress as road


@login_required
@require_safe
def progress(request, reference):
    filing = filing_of(request, reference)
    case, now = road.case_of(filing), timezone.now()
    context = {
        "filing": filing,
        "case": case,
        "approval": road.approval_of(filing),
        "whose_turn": road.whose_turn(filing, case),
        "deadline": road.deadline(filing, case, today=timezone.localdate(now)),
        "law": road.law(filing, case),
        "reply": road.reply(filing),
        "duration": road.duration(filing, case, at=now),
        "stages": road.stages(filing, case),
        "happenings": road.happenings(filing, case),
        **amendments_of(request, filing),
    }
    return render(request, "reviews/progress.html", context)
