"""Starting a filing, or going on with a draft."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import permissions
from filings import drafting, standing
from filings.forms.start import StartForm
from filings.models import Filing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    if not permissions.belongs_to_a_company(request.user):
        raise PermissionDenied
    form = StartForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid():
        filing = drafting.start(by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("filings:detail", filing.reference)
    drafts = (
        Filing.objects.visible_to(request.user).filter(status=Filing.Status.DRAFT).select_related("company", "saved_by")
    )
    companies = standing.of_each(permissions.companies_of(request.user))
    unverified = [each for each in companies if not each.is_verified]
    return render(request, "filings/start.html", {"form": form, "drafts": drafts, "unverified": unverified})
