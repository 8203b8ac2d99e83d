"""The documents of a filing: put, taken away, downloaded."""

import logging

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit import trail
from filings import attaching, permissions, sections
from filings import documents as kept
from filings.views.asked import filing_of, must
from filings.views.section import onward, section_page

SECTION = sections.BY_KEY["documents"]
log = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request, reference):
    filing = filing_of(request, reference)
    if request.method != "POST":
        must(request, "attach", filing)
        form = SECTION.form.blank(filing, filing.documents())
        return (
            section_page(request, filing, SECTION, form)
            if filing.is_editable
            else redirect("filings:detail", reference)
        )
    form = SECTION.form.sent(filing, filing.documents(), request.POST, request.FILES)
    try:
        permissions.require_role(request.user, "attach", filing)
    except trail.Refused as refusal:
        return section_page(request, filing, SECTION, form, refusal=str(refusal))
    for key in SECTION.documents:
        take(request, filing, form, key)
    if form.faults():
        return section_page(request, filing, SECTION, form)
    return onward(request, filing, SECTION, form)


def take(request, filing, form, key):
    """Attach the file that was sent for the field ``key``, if there is a good one."""
    upload = request.FILES.get(key)
    if upload is None or form.has_error(key):
        return
    try:
        attaching.attach(filing, key=key, upload=upload, by=request.user, at=timezone.now())
    except trail.Refused as refusal:
        form.add_error(key, str(refusal))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, reference, key):
    """Ask, and then take the document away."""
    filing = filing_of(request, reference)
    document = get_object_or_404(filing.attachments.current(), key=key)
    refusal = ""
    if request.method != "POST":
        must(request, "attach", filing)
    if request.method == "POST":
        try:
            attaching.remove(filing, key=key, by=request.user, at=timezone.now())
        except trail.Refused as error:
            refusal = str(error)
        else:
            return redirect("filings:section", reference, SECTION.key)
    return render(request, "filings/remove_document.html", {"filing": filing, "document": document, "refusal": refusal})


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
