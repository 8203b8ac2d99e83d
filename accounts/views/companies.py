"""Opening a company, asking to be let into one, and choosing which one acts for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access, companies, hat, permissions
from accounts.company_forms import AskForm, OpenCompanyForm
from accounts.models import AccessRequest
from audit import trail

# In the session: the credit code of a company that was here already when somebody wanted to open it.
ASKED = "company_asked"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    form = OpenCompanyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            company = companies.open_company(by=request.user, at=timezone.now(), **form.cleaned_data)
        except companies.CompanyExists as refusal:
            return known_already(request, refusal.company)
        except companies.TooManyOpened as refusal:
            form.add_error(None, str(refusal))
        else:
            hat.put_on(request, company)
            messages.success(request, _("%(company)s is added. You are its owner.") % {"company": company})
            return redirect("my_filings")
    asked = request.user.access_requests.filter(status=AccessRequest.Status.WAITING).select_related("company")
    return render(request, "accounts/company_new.html", {"form": form, "asked": asked})


def known_already(request, company):
    """The company exists. Whoever belongs to it goes there; anybody else may ask."""
    if permissions.role_in(request.user, company):
        hat.put_on(request, company)
        messages.info(request, _("You belong to %(company)s already.") % {"company": company})
        return redirect("my_filings")
    request.session[ASKED] = company.credit_code
    return redirect("company_ask")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    company = companies.with_code(request.session.get(ASKED, ""))
    if company is None:
        return redirect("company_new")
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            access.ask(company, message=form.cleaned_data["message"], by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("company_ask")
    waits = access.is_waiting(company, request.user)
    return render(request, "accounts/company_ask.html", {"company": company, "form": form, "waits": waits})


@login_required
@require_POST
def act_for(request, company):
    """Put on the hat of one of the person's own companies, and begin at its filings."""
    hat.put_on(request, get_object_or_404(permissions.companies_of(request.user), uuid=company))
    return redirect("my_filings")
