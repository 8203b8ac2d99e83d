"""The documents of a filing: taken away, downloaded."""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import attaching, disclosure, rows, sections, serving, visibility
from filings import documents as kept
from filings.views.asked import filing_of, must
from filings.views.disclosure import handed_out

log = logging.getLogger(__name__)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, reference, key):
    """Ask, and then take the document away."""
    filing = filing_of(request, reference)
    document = get_object_or_404(filing.attachments.current(), key=key)
    section = sections.asking_for(filing, key)
    if section is None:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        must(request, "attach", filing)
    else:
        try:
            attaching.remove(filing, key=key, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(page_of(filing, section, key))
    name = visibility.name_of(key, document.name)
    context = {"filing": filing, "name": name, "back": page_of(filing, section, key), "form": form}
    return render(request, "filings/remove_document.html", context)


def page_of(filing, section, key):
    """Return the address of the page on which the document is asked for."""
    if isinstance(section, sections.ListSection):
        return reverse("filings:row", args=[filing.reference, section.key, rows.row_in(key)])
    return reverse("filings:section", args=[filing.reference, section.key])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def download(request, reference, uuid):
    """A document; one with personal data after its reader has said why."""
    filing = filing_of(request, reference)
    document = get_object_or_404(filing.attachments.select_related("filing"), uuid=uuid)
    if visibility.is_sensitive(document.key):
        must(request, "reveal", filing)

    def act(why: str) -> None:
        disclosure.hand_out(document, why=why, by=request.user, at=timezone.now())

    return answer_with(document, request, act, "filings/reveal.html", {"filing": filing})


def answer_with(document, request, act, template, context):
    """Return the file as a download, or the way to it on the host for files. Where it is sensitive, ``template`` asks
    why first, and ``act`` writes it down."""
    if document.is_quarantined:
        return render(
            request, "filings/quarantined.html", {"infected": document.scan == document.Scan.INFECTED}, status=409
        )
    if not kept.path_of(document.sha256).exists():
        log.error("the file of the document %s is missing", document.uuid)
        raise Http404
    if visibility.is_sensitive(document.key) and (question := handed_out(request, document, act, template, context)):
        return question
    if settings.FILES_HOST:
        return redirect(serving.address_of(document, for_=request.user, scheme=request.scheme))
    return serving.serve(document)
