"""Checking the answers, declaring, submitting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit import trail
from filings import answers, cautions, comparison, corrections, papers, permissions, sections, standing, submission
from filings.checker import checking
from filings.forms.submission import SubmitForm
from filings.views.asked import filing_of, number
from filings.views.company import facts_of
from filings.views.corrections import items_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, reference):
    filing = filing_of(request, reference)
    acts = permissions.open_to(request.user, filing)
    if request.method != "POST" and filing.is_editable and "submit" not in acts:
        raise PermissionDenied
    form = SubmitForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            submit(request, filing)
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:submitted", reference)
    return check_page(request, filing, form, acts)


def submit(request, filing):
    submission.submit(
        filing,
        revision=number(request, "revision"),
        edition=number(request, "edition"),
        verification=number(request, "verification"),
        by=request.user,
        at=timezone.now(),
    )


def check_page(request, filing, form, acts):
    documents = filing.documents()
    if not filing.is_editable:
        return redirect("filings:detail", filing.reference)
    if sections.incomplete(filing, documents) and not form.is_bound:
        messages.warning(request, _("Complete every section, then check your answers."))
        return redirect("filings:detail", filing.reference)
    items = items_of(filing, may_write=True)
    if not form.is_bound and any(not item.comment.answer for item in items):
        messages.warning(request, _("Answer every comment, then check your answers."))
        return redirect("filings:corrections", filing.reference)
    stands = None if filing.is_of_entity else standing.of(filing.company)
    facts = facts_of(stands) if stands else None
    found = checking.check(
        filing, documents, today=timezone.localdate(), verification=stands.verification if stands else None
    )
    findings = checking.told(found, filing)
    parts = [*([facts] if facts else []), *answers.summary(filing)]
    shown = papers.of_filing(filing, documents)
    changed = changes(filing, parts, shown, items, stands)
    context = {
        "filing": filing,
        "form": form,
        "stoppers": [each for each in findings if each.stops],
        "warnings": [each for each in findings if not each.stops],
        "revision": submission.next_revision(filing),
        "standing": stands,
        "may_reveal": "reveal" in acts,
        "parts": parts,
        "papers": shown,
        "items": items,
        "changes": changed,
        "unchanged": corrections.unchanged([item.comment for item in items], changed or []),
        "cautions": told_before(filing, today=timezone.localdate()),
        **side_by_side(filing),
    }
    return render(request, "filings/check.html", context)


def changes(filing, parts, shown, items, stands):
    """Return what a submission would change since the latest revision, or None where there is none yet."""
    previous = filing.latest_revision()
    if previous is None:
        return None
    facts = standing.facts_of(stands.verification) if stands and stands.verification else {}
    asked = [item.comment for item in items]
    return corrections.changes(
        comparison.of_draft(filing, parts, previous, facts),
        comparison.documents_of_draft(filing, shown, previous),
        asked,
    )


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
    return {"beside": comparison.of_change(filing), "papers_beside": comparison.documents_of_change(filing)}


@login_required
@require_safe
def submitted(request, reference):
    filing = filing_of(request, reference)
    if filing.is_editable:
        return redirect("filings:detail", reference)
    return render(request, "filings/submitted.html", {"filing": filing, "revision": filing.latest_revision()})
