"""A section of the form: opened, saved, gone on from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import answers, attaching, cautions, drafting, reasons, remarks, rows, sections, standing, words
from filings.definitions.change import REMARK
from filings.views.asked import filing_of, may, must, number
from filings.views.company import details_page


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def section(request, reference, key):
    filing = filing_of(request, reference)
    if key == "company" and not filing.is_of_entity and request.method != "POST":
        return details_page(request, filing)
    part = asked_section(filing, key)
    if isinstance(part, sections.ListSection):
        return list_page(request, filing, part)
    documents = filing.documents()
    if request.method != "POST":
        must(request, "write", filing)
        form = part.form.blank(filing, documents)
        suggest(filing, part, form)
        return (
            section_page(request, filing, part, form) if filing.is_editable else redirect("filings:detail", reference)
        )
    form = part.form.sent(filing, documents, request.POST, request.FILES)
    try:
        save(request, filing, part, form)
    except trail.Refused as refusal:
        return section_page(request, filing, part, form, refusal=str(refusal))
    refused = take_files(request, filing, form, {field: field for field in form.documents_asked()})
    form.documents = filing.documents()
    if refused:
        return section_page(request, filing, part, form)
    return onward(request, filing, part, form)


def suggest(filing, part, form):
    """Put the remark that a change suggests where there is none yet."""
    if part.key != REMARK or filing.answers.get("public_remark"):
        return
    verification = standing.of(filing.company).verification
    name = standing.facts_of(verification)["company_name"] if verification else ""
    form.initial["public_remark"] = remarks.suggested(filing, name)


def asked_section(filing, key):
    if part := sections.of_key(filing, key):
        return part
    raise Http404


def save(request, filing, part, form):
    """Save what was typed, right or wrong: the form says afterwards what is still to be done."""
    drafting.save_answers(
        filing,
        section=part.key,
        answers=form.answers(),
        edition=number(request, "edition"),
        by=request.user,
        at=timezone.now(),
    )
    form.now_saved()


def take_files(request, filing, form, keys):
    """Attach the good files that were sent, ``keys`` saying under which key each field's is kept. Return whether one
    was refused: it has to be chosen once more, whichever button sent it."""
    sent = [field for field in keys if field in request.FILES]
    for field in sent:
        if not form.has_error(field):
            take(request, filing, form, field, keys[field])
    return any(form.has_error(field) for field in sent)


def take(request, filing, form, field, key):
    try:
        attaching.attach(filing, key=key, upload=request.FILES[field], by=request.user, at=timezone.now())
    except trail.Refused as refusal:
        form.add_error(field, str(refusal))


def onward(request, filing, part, form):
    """Answer a page that was saved: the button that was pressed says where to go."""
    if request.POST.get("next") == "later":
        warn(request, part, form.faults())
        return redirect("filings:detail", filing.reference)
    if not form.is_valid():
        return section_page(request, filing, part, form)
    doubts = cautions.of_answers(form.answers(), today=timezone.localdate())
    if told := " · ".join(doubts.values()):
        compare = _("%(section)s, saved. Compare with the licence: %(what)s")
        messages.warning(request, compare % {"section": part.title, "what": told})
    return redirect(after(filing, part))


def after(filing, part):
    """Return the address of the next section to do, or of the check when none is left."""
    following = sections.next_to_do(filing, filing.documents(), after=part)
    if following is None:
        return reverse("filings:check", args=[filing.reference])
    return reverse("filings:section", args=[filing.reference, following.key])


def warn(request, part, sentences):
    """Say what of a page that was left is saved and not right yet."""
    if told := " · ".join(sentences):
        messages.warning(request, _("%(section)s, saved: %(what)s") % {"section": part.title, "what": told})


def list_page(request, filing, part):
    """The rows of a list. What is posted here is that no more are to come."""
    must(request, "write", filing)
    if not filing.is_editable:
        return redirect("filings:detail", filing.reference)
    documents = filing.documents()
    if request.method == "POST":
        if request.POST.get("next") == "later":
            return redirect("filings:detail", filing.reference)
        if part.is_complete(filing, documents):
            return redirect(after(filing, part))
    kept = rows.of(filing.answers, part.name)
    context = shared_context(request, filing, part) | {
        "listed": [
            (row["row"], part.called(n), listed_words(filing, part, row), form.is_valid())
            for n, (row, form) in enumerate(zip(kept, part.saved(filing, documents), strict=True), 1)
        ],
        "new_row": rows.new_key() if len(kept) < part.most else "",
        "is_missing": request.method == "POST" and len(kept) < part.least,
        "is_incomplete": request.method == "POST" and len(kept) >= part.least,
    }
    return render(request, f"filings/{part.template}", context)


def listed_words(filing, part, row):
    told = [words.of_column(part, column, row, filing.answers) for column in part.columns]
    return " · ".join(filter(None, told))


def saved_row(part, subject):
    """Return the answers of a row as they are saved."""
    return [
        (label, words.of_column(part, key, subject.answers, subject.surroundings))
        for key, label in part.form.labels().items()
        if key not in part.form.documents_asked()
    ]


def section_page(request, filing, part, form, refusal=""):
    """Draw the section. After a ``refusal`` the form holds what was typed, and what is saved stands above it."""
    saved = [(row.label, row.value) for row in answers.rows_of(part, filing)] if refusal else []
    context = shared_context(request, filing, part, refusal) | {"form": form, "saved_rows": saved}
    return render(request, f"filings/{part.template}", context)


def shared_context(request, filing, part, refusal=""):
    """Return what the pages of all sections show."""
    asked = sections.asked(filing)
    return {
        "filing": filing,
        "section": part,
        "position": asked.index(part) + 1 if part in asked else len(asked),
        "total": len(asked),
        "refusal": refusal,
        "may_write": may(request, "write", filing),
        "reason": reasons.latest(filing) if filing.status == filing.Status.RETURNED else "",
    }
