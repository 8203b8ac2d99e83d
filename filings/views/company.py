"""A company's own details: how it stands, and where to go from there."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import hat
from audit import trail
from filings import answers, drafting, permissions, standing
from filings.models import Filing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def company(request):
    """How the company stands that the person acts for; its button starts the registration, or a change of details."""
    worn = hat.of(request).worn
    if worn is None:
        raise PermissionDenied
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            filing = drafting.start_entity(company=worn.company, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:detail", filing.reference)
    stands = standing.of(worn.company)
    context = {
        "standing": stands,
        "facts": facts_of(stands),
        "form": form,
        "may_start": permissions.may_start(request.user, worn.company, Filing.Kind.ENTITY),
    }
    return render(request, "filings/company.html", context)


def facts_of(each):
    """Return the verified details in words, or None where there are none."""
    return answers.of_company(standing.facts_of(each.verification)) if each.verification else None


def details_page(request, filing):
    """The details that a filing of an algorithm takes over, for reading."""
    stands = standing.of(filing.company)
    context = {"filing": filing, "standing": stands, "facts": facts_of(stands)}
    return render(request, "filings/company_details.html", context)
