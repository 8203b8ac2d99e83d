"""Taking a filing back, with the reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import withdrawal
from filings.forms.withdrawal import WithdrawForm
from filings.views.asked import filing_of, may, must


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, reference):
    """Ask why, and then withdraw the filing. What is decided meanwhile is told on its own page."""
    filing = filing_of(request, reference)
    if request.method != "POST":
        must(request, "withdraw", filing)
        if not may(request, "withdraw", filing):
            return redirect("filings:detail", reference)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawal.withdraw(filing, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The filing is withdrawn. The office is told."))
            return redirect("filings:detail", reference)
    return render(request, "filings/withdraw.html", {"filing": filing, "form": form})
