"""Telling of a newer version of the form, and moving a filing over to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import moving
from filings.views.asked import filing_of, must


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def newer_form(request, reference):
    filing = filing_of(request, reference)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            moving.move_over(filing, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The filing is on the newest form now. Nothing that you had answered is lost."))
            return redirect("filings:detail", reference)
    else:
        must(request, "write", filing)
        if not (filing.is_editable and moving.is_behind(filing)):
            return redirect("filings:detail", reference)
    context = {
        "filing": filing,
        "form": form,
        "news": list(moving.news(filing)),
        "taken_over": moving.taken_over(filing),
    }
    return render(request, "filings/newer_form.html", context)
