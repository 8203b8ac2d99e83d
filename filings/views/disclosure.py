"""Personal data in full: a page asks why, and its answer shows it once."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import disclosure, visibility, words
from filings.forms.disclosure import RevealForm
from filings.models import Attachment, Filing, Revision
from filings.views.asked import filing_of, must


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request, reference, key, number=None):
    """A sensitive answer of the draft, or of the revision of that number."""
    filing = filing_of(request, reference)
    must(request, "reveal", filing)
    of = filing if number is None else get_object_or_404(filing.revisions, number=number)

    def act(why: str) -> str:
        return disclosure.reveal(of, key=key, why=why, by=request.user, at=timezone.now())

    return revealed(request, of, key, act, "filings/reveal.html", {"filing": filing})


@sensitive_variables()
def revealed(
    request: HttpRequest,
    of: Filing | Revision,
    key: str,
    act: Callable[[str], str],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Ask why, and once that is answered let ``act`` write it down and show what it returns."""
    if not disclosure.is_revealed_here(of, key):
        raise Http404
    form, value = RevealForm(request.POST if request.method == "POST" else None, button=_("Show it")), ""
    if form.is_valid():
        try:
            value = act(form.cleaned_data["why"])
        except trail.Refused as refused:
            form.add_error(None, str(refused))
    masked = visibility.masked(key, words.of(key, of.answers.get(key)))
    shown = {"form": form, "value": value, "masked": masked, "label": disclosure.label_of(key)}
    return render(request, template, context | shown)


def handed_out(
    request: HttpRequest, document: Attachment, act: Callable[[str], None], template: str, context: dict[str, Any]
) -> HttpResponse | None:
    """Ask why; return None once that is answered and written down, and the file may go."""
    form = RevealForm(request.POST if request.method == "POST" else None, button=_("Download it"))
    if form.is_valid():
        try:
            act(form.cleaned_data["why"])
        except trail.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return None
    name = visibility.name_of(document.key, document.name)
    shown = {"form": form, "value": "", "masked": name, "label": disclosure.label_of(document.key)}
    return render(request, template, context | shown)
