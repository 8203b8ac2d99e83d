"""A section of the form: opened, saved, gone on from."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import (
    answers,
    attaching,
    cautions,
    drafting,
    moving,
    namesakes,
    preview,
    reasons,
    remarks,
    rows,
    sections,
    standing,
    words,
)
from filings.checker import checking
from filings.definitions.change import REMARK
from filings.views import autosave, corrections
from filings.views.asked import filing_of, may, must, number, sender_of
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
    if autosave.is_one(request):
        return autosave.answer(filing, lambda: save_typed(request, filing, part))
    documents = filing.documents()
    if request.method != "POST":
        must(request, "write", filing)
        form = part.form.blank(filing, documents)
        if not filing.is_editable:
            return redirect("filings:detail", reference)
        suggest(filing, part, form)
        return section_page(request, filing, part, form, corrections.items_in(filing, part))
    form = part.form.sent(filing, documents, request.POST, request.FILES)
    items = corrections.items_in(filing, part, request.POST)
    try:
        with transaction.atomic():
            save(request, filing, part, form)
            corrections.save_answers(request, items)
    except trail.Refused as refusal:
        filing.refresh_from_db()  # nothing of it was saved
        return section_page(request, filing, part, form, items, refusal=refusal)
    refused = take_files(request, filing, form, {field: field for field in form.documents_asked()})
    form.documents = filing.documents()
    if refused or any(item.is_wrong for item in items):
        return section_page(request, filing, part, form, items)
    return onward(request, filing, part, form, items)


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
    keep(request, filing, part, form.answers())
    form.now_saved()


@transaction.atomic
def save_typed(request, filing, part):
    """Save what is being typed, answers to comments among it that are whole."""
    keep(request, filing, part, part.form.sent(filing, {}, request.POST).unfinished())
    if filing.status == filing.Status.RETURNED:
        corrections.save_answers(request, corrections.items_in(filing, part, request.POST))


def keep(request, filing, part, answers):
    drafting.save_answers(
        filing,
        section=part.key,
        answers=answers,
        edition=number(request, "edition"),
        sender=sender_of(request),
        by=request.user,
        at=timezone.now(),
    )


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
        attaching.attach(
            filing,
            key=key,
            upload=request.FILES[field],
            by=request.user,
            at=timezone.now(),
            kind=form.fields[field].takes,
        )
    except trail.Refused as refusal:
        form.add_error(field, str(refusal))


def onward(request, filing, part, form, items):
    """Answer a page that was saved: the button that was pressed says where to go."""
    if request.POST.get("next") == "later":
        warn(request, part, form.faults())
        return redirect("filings:detail", filing.reference)
    if not form.is_valid():
        return section_page(request, filing, part, form, items)
    if "algorithm_name" in form.fields and (doubt := namesakes.caution_of(filing)):
        messages.warning(request, doubt)
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
    """The rows of a list. What is posted here is that no more are to come, and the answers to comments on them."""
    must(request, "write", filing)
    if not filing.is_editable:
        return redirect("filings:detail", filing.reference)
    items, refusal = corrections.items_in(filing, part, request.POST or None), ""
    if request.method == "POST":
        try:
            corrections.save_answers(request, items)
        except trail.Refused as refused:
            refusal = str(refused)
        else:
            if onward_from_list := next_from_list(request, filing, part, items):
                return redirect(onward_from_list)
    return drawn_list(request, filing, part, items, refusal)


def next_from_list(request, filing, part, items):
    """Return the address to go on to; None where something is still to be done here."""
    if any(item.is_wrong for item in items):
        return None
    if request.POST.get("next") == "later":
        return reverse("filings:detail", args=[filing.reference])
    return after(filing, part) if part.is_complete(filing, filing.documents()) else None


def drawn_list(request, filing, part, items, refusal):
    documents = filing.documents()
    kept = rows.of(filing.answers, part.name)
    context = shared_context(request, filing, part, refusal) | remarks_context(None, items)
    context |= {
        "listed": [
            (row["row"], part.called(n), listed_words(filing, part, row), form.is_valid())
            for n, (row, form) in enumerate(zip(kept, part.saved(filing, documents), strict=True), 1)
        ],
        "findings": checking.told(checking.beside(part, filing, documents, today=timezone.localdate()), filing),
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


def section_page(request, filing, part, form, items, refusal=None):
    """Draw the section, with the reviewers' comments on it (``items``). After a ``refusal`` the form holds what was
    typed, and what is saved stands above it."""
    saved = [(row.label, row.value) for row in answers.rows_of(part, filing)] if refusal else []
    for key, said in moving.answered_before(filing).items():
        if key in form.fields:
            form.say_beside(key, _("What you had answered"), said)
    put_beside(form, part, filing, form.documents)
    context = shared_context(request, filing, part, refusal) | remarks_context(form, items)
    context |= {"form": form, "saved_rows": saved}
    if part.key == "publication":
        context["entry"] = preview.of(filing)
    return render(request, f"filings/{part.template}", context, status=status_of(refusal))


def remarks_context(form, items):
    """Return what a page shows of the reviewers' comments; those on fields of the ``form`` stand beside them."""
    apart = corrections.put_beside(form, items) if form else items
    return {"apart": apart, "replies": [item.form for item in items]}


def status_of(refusal):
    return HTTPStatus.CONFLICT if isinstance(refusal, drafting.SavedElsewhere) else HTTPStatus.OK


def put_beside(form, part, filing, documents, row=""):
    """Put what the checker finds in what is saved beside the questions; a list has it beside those of its rows."""
    for finding in checking.beside(part, filing, documents, today=timezone.localdate()):
        name = checking.name_in_form(finding.field)
        if finding.row == row and name in form.fields:
            title = _("This stops the submission") if finding.stops else _("Look at this before you submit")
            form.say_beside(name, title, str(finding.says))


def shared_context(request, filing, part, refusal=None):
    """Return what the pages of all sections show."""
    asked = sections.asked(filing)
    return {
        "filing": filing,
        "section": part,
        "position": asked.index(part) + 1 if part in asked else len(asked),
        "total": len(asked),
        "refusal": str(refusal or ""),
        "page_mark": rows.new_key(),
        "may_write": may(request, "write", filing),
        "reason": reasons.latest(filing) if filing.status == filing.Status.RETURNED else "",
    }
