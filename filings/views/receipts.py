"""Receipts: for the company as JSON and PDF, and for everybody who has one a page that verifies it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filings import answers, receipt_pdf, receipts
from filings.forms.receipts import VerifyForm
from filings.models import Revision
from filings.views.asked import filing_of


@login_required
@require_safe
def as_json(request, reference, number):
    revision = with_receipt(request, reference, number)
    response = JsonResponse(receipts.receipt(revision), json_dumps_params={"ensure_ascii": False, "indent": 2})
    return as_download(response, revision, "json")


@login_required
@require_safe
def as_pdf(request, reference, number):
    revision = with_receipt(request, reference, number)
    try:
        pdf = receipt_pdf.pdf_of(revision)
    except receipt_pdf.CannotTypeset as refusal:
        messages.error(request, str(refusal))
        return redirect("filings:revision", reference, number)
    return as_download(HttpResponse(pdf, content_type="application/pdf"), revision, "pdf")


def with_receipt(request, reference, number):
    """Return the revision; 404 where there is none, or none with a receipt."""
    revision = get_object_or_404(filing_of(request, reference).revisions.select_related("filing"), number=number)
    if not revision.has_receipt:
        raise Http404
    return revision


def as_download(response, revision, ending):
    name = f"{revision.filing.reference}-{revision.number}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, code):
    """For whoever has the code. It shows what the registry would, and no answer beside."""
    revision = get_object_or_404(Revision.objects.select_related("filing"), code=code)
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    verdict = receipts.compare(revision, form.cleaned_data["said"]) if form.is_valid() else ""
    context = {
        "revision": revision,
        "rows": answers.shown_to_all(revision, receipts.SHOWN_TO_ALL),
        "is_latest": revision == revision.filing.latest_revision(),
        "form": form,
        "verdict": verdict,
    }
    response = render(request, "filings/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
