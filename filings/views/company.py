"""A company's own details: how it stands, and where to go from there."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import permissions
from filings import answers, drafting, standing
from filings.views.asked import number


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def company(request):
    """How the person's companies stand; its button starts a registration, or a change of details."""
    if not permissions.belongs_to_a_company(request.user):
        raise PermissionDenied
    mine = permissions.companies_of(request.user)
    if request.method == "POST":
        chosen = get_object_or_404(mine, pk=number(request, "company"))
        filing = drafting.start_entity(company=chosen, by=request.user, at=timezone.now())
        return redirect("filings:detail", filing.reference)
    standings = [(each, facts_of(each)) for each in standing.of_each(mine)]
    return render(request, "filings/company.html", {"standings": standings})


def facts_of(each):
    """Return the verified details in words, or None where there are none."""
    return answers.of_company(standing.facts_of(each.verification)) if each.verification else None


def details_page(request, filing):
    """The details that a filing of an algorithm takes over, for reading."""
    stands = standing.of(filing.company)
    context = {"filing": filing, "standing": stands, "facts": facts_of(stands)}
    return render(request, "filings/company_details.html", context)
