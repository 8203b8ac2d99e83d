"""Beginning the change or the cancellation of what is published."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import changing, permissions
from filings.models import Filing
from filings.views.asked import filing_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, reference):
    return begin(request, reference, Filing.Kind.CHANGE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, reference):
    return begin(request, reference, Filing.Kind.CANCELLATION)


def begin(request, reference, kind):
    """Say what is to come, and then start it, or go on with the one that is open."""
    published = filing_of(request, reference)
    if not permissions.may_start(request.user, published.company, kind):
        raise PermissionDenied
    if published.kind != Filing.Kind.INITIAL or not changing.is_in_force(published):
        return redirect("filings:detail", reference)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            filing = changing.start(published, kind=kind, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:detail", filing.reference)
    return render(request, "filings/begin_amendment.html", {"filing": published, "kind": kind, "form": form})
