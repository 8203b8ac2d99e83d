"""Starting a filing, going on with a draft, or beginning with what another filing says."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import hat
from audit import trail
from filings import copying, drafting, namesakes, permissions, standing
from filings.forms.start import CopyForm, StartForm
from filings.models import Filing
from filings.views.asked import filing_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Start a filing for the company that the person acts for at the moment. Where there is one of the same name and
    role, that one is offered first."""
    worn = hat.of(request).worn
    if worn is None or not permissions.may_start(request.user, worn.company):
        raise PermissionDenied
    company = worn.company
    form = StartForm(request.POST if request.method == "POST" else None)
    found = []
    if request.method == "POST" and form.is_valid():
        if "another" not in request.POST:
            found = namesakes.of(company, **form.cleaned_data)
        if not found and (filing := started(request, company, form)):
            return redirect("filings:detail", filing.reference)
    drafts = Filing.objects.filter(company=company, status=Filing.Status.DRAFT).select_related("company", "saved_by")
    stands = standing.of(company)
    context = {
        "form": form,
        "namesakes": found,
        "drafts": [] if found else drafts,
        "company": company,
        "unverified": None if stands.is_verified else stands,
        "asked_to_register": stands.is_asked_of(worn.role),
    }
    return render(request, "filings/start.html", context)


def started(request, company, form):
    """Return the filing that was started; None where that was refused, and the form says why."""
    try:
        return drafting.start(company=company, by=request.user, at=timezone.now(), **form.cleaned_data)
    except trail.Refused as refusal:
        form.add_error(None, str(refusal))
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, reference):
    """Ask for the role of a new filing that begins with what this one says, and start it."""
    filing = filing_of(request, reference)
    if filing.kind != Filing.Kind.INITIAL:
        raise Http404
    if not permissions.may_start(request.user, filing.company):
        raise PermissionDenied
    other = next(role for role in Filing.Role.values if role != filing.role)
    form = CopyForm(request.POST if request.method == "POST" else None, initial={"role": other})
    if request.method == "POST" and form.is_valid():
        try:
            begun = copying.copy(filing, by=request.user, at=timezone.now(), **form.cleaned_data)
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:detail", begun.reference)
    return render(request, "filings/copy.html", {"filing": filing, "form": form})
