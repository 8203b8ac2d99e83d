"""Where a filing is, for the company that made it."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render

from filings.models import Filing


@login_required
def progress(request, reference):
    filing = get_object_or_404(Filing.objects.visible_to(request.user).select_related("case"), reference=reference)
    return render(request, "reviews/progress.html", {"filing": filing})
