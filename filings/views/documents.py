"""The documents of a filing: taken away, downloaded."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit import trail
from filings import attaching, sections
from filings import documents as kept
from filings.views.asked import filing_of

log = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, reference, key):
    """Ask, and then take the document away."""
    filing = filing_of(request, reference)
    document = get_object_or_404(filing.attachments.current(), key=key)
    section = sections.asking_for(key)
    refusal = ""
    if request.method == "POST":
        try:
            attaching.remove(filing, key=key, by=request.user, at=timezone.now())
        except trail.Refused as error:
            refusal = str(error)
        else:
            return redirect("filings:section", reference, section.key)
    context = {"filing": filing, "document": document, "section": section, "refusal": refusal}
    return render(request, "filings/remove_document.html", context)


@login_required
@require_safe
def download(request, reference, uuid):
    filing = filing_of(request, reference)
    return answer_with(get_object_or_404(filing.attachments, uuid=uuid))


def answer_with(attachment):
    """Return the file as a download, never to be shown within a page of ours."""
    try:
        file = kept.open_stored(attachment.sha256)
    except FileNotFoundError:
        log.error("the file of the document %s is missing", attachment.uuid)
        raise Http404 from None
    return FileResponse(file, as_attachment=True, filename=attachment.name, content_type="application/pdf")
