"""Checking the answers, declaring, submitting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit import trail
from filings import answers, cautions, comparison, papers, sections, standing, submission
from filings.forms.submission import SubmitForm
from filings.views.asked import filing_of, may, must, number
from filings.views.company import facts_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, reference):
    filing = filing_of(request, reference)
    if request.method != "POST":
        must(request, "submit", filing)
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            submit(request, filing)
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:submitted", reference)
    return check_page(request, filing, form)


def submit(request, filing):
    submission.submit(
        filing,
        revision=number(request, "revision"),
        edition=number(request, "edition"),
        verification=number(request, "verification"),
        by=request.user,
        at=timezone.now(),
    )


def check_page(request, filing, form):
    documents = filing.documents()
    if not filing.is_editable:
        return redirect("filings:detail", filing.reference)
    if sections.incomplete(filing, documents) and not form.is_bound:
        messages.warning(request, _("Complete every section, then check your answers."))
        return redirect("filings:detail", filing.reference)
    stands = None if filing.is_of_entity else standing.of(filing.company)
    facts = facts_of(stands) if stands else None
    context = {
        "filing": filing,
        "form": form,
        "revision": submission.next_revision(filing),
        "standing": stands,
        "may_reveal": may(request, "reveal", filing),
        "parts": [*([facts] if facts else []), *answers.summary(filing)],
        "papers": papers.of_filing(filing),
        "cautions": told_before(filing, today=timezone.localdate()),
        **side_by_side(filing),
    }
    return render(request, "filings/check.html", context)


def told_before(filing, *, today):
    """Return the sentences to be read before it is submitted."""
    return [
        *cautions.of_answers(filing.answers, today=today).values(),
        *cautions.of_amendment(filing.answers, today=today),
    ]


def side_by_side(filing):
    """Return what a change makes of what is published; nothing of another filing."""
    if not filing.is_change:
        return {}
    return {"beside": comparison.of_draft(filing), "papers_beside": comparison.documents_of_draft(filing)}


@login_required
@require_safe
def submitted(request, reference):
    filing = filing_of(request, reference)
    if filing.is_editable:
        return redirect("filings:detail", reference)
    return render(request, "filings/submitted.html", {"filing": filing, "revision": filing.latest_revision()})
