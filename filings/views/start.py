"""Starting a filing, or going on with a draft."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import hat
from audit import trail
from filings import drafting, permissions, standing
from filings.forms.start import StartForm
from filings.models import Filing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Start a filing for the company that the person acts for at the moment."""
    worn = hat.of(request).worn
    if worn is None or not permissions.may_start(request.user, worn.company):
        raise PermissionDenied
    company = worn.company
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            filing = drafting.start(company=company, by=request.user, at=timezone.now(), **form.cleaned_data)
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:detail", filing.reference)
    drafts = Filing.objects.filter(company=company, status=Filing.Status.DRAFT).select_related("company", "saved_by")
    stands = standing.of(company)
    context = {
        "form": form,
        "drafts": drafts,
        "company": company,
        "unverified": None if stands.is_verified else stands,
        "asked_to_register": stands.is_asked_of(worn.role),
    }
    return render(request, "filings/start.html", context)
