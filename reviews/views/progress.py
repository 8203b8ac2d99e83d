"""Where a filing is, for the company that made it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filings.models import Filing
from reviews import progress as road


@login_required
@require_safe
def progress(request, reference):
    filing = get_object_or_404(Filing.objects.visible_to(request.user), reference=reference)
    case = road.case_of(filing)
    context = {
        "filing": filing,
        "case": case,
        "approval": road.approval_of(filing),
        "whose_turn": road.whose_turn(filing, case),
        "deadline": road.deadline(filing, case, today=timezone.localdate()),
        "stages": road.stages(filing, case),
        "answers": road.answers(case),
    }
    return render(request, "reviews/progress.html", context)
