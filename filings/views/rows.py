"""One row of a list: opened, saved, taken out."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import drafting, rows, sections
from filings.views import autosave, corrections
from filings.views import section as pages
from filings.views.asked import filing_of, must, number, sender_of


@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def row(request, reference, key, row):
    """The row of this key; where there is none yet, an empty one that is added when it is saved."""
    filing = filing_of(request, reference)
    part = asked_list(filing, key)
    subject = rows.Row(filing, part.name, row)
    if not subject.is_kept and not rows.is_new_key(row):
        raise Http404
    if request.method != "POST":
        must(request, "write", filing)
        if not filing.is_editable:
            return redirect("filings:detail", reference)
        form = part.form.blank(subject, subject.documents(filing.documents()))
        return row_page(request, subject, part, form, corrections.items_in(filing, part, row=row))
    if autosave.is_one(request):
        return autosave.answer(filing, lambda: save_typed(request, subject, part))
    form = part.form.sent(subject, subject.documents(filing.documents()), request.POST, request.FILES)
    items = corrections.items_in(filing, part, request.POST, row=row)
    try:
        with transaction.atomic():
            save(request, subject, part, form)
            corrections.save_answers(request, items)
    except trail.Refused as refusal:
        filing.refresh_from_db()  # nothing of it was saved
        return row_page(request, subject, part, form, items, refusal=refusal)
    if take_files(request, subject, form) or any(item.is_wrong for item in items):
        return row_page(request, subject, part, form, items)
    return onward(request, subject, part, form, items)


def asked_list(filing, key):
    part = pages.asked_section(filing, key)
    if not isinstance(part, sections.ListSection):
        raise Http404
    return part


def save(request, subject, part, form):
    keep(request, subject, part, form.answers())
    form.now_saved()


@transaction.atomic
def save_typed(request, subject, part):
    """Save what is being typed, answers to comments among it that are whole."""
    filing = subject.filing
    keep(request, subject, part, part.form.sent(subject, {}, request.POST).unfinished())
    if filing.status == filing.Status.RETURNED:
        corrections.save_answers(request, corrections.items_in(filing, part, request.POST, row=subject.key))


def keep(request, subject, part, answers):
    drafting.save_row(
        subject.filing,
        section=part.key,
        row=subject.key,
        answers=answers,
        edition=number(request, "edition"),
        sender=sender_of(request),
        by=request.user,
        at=timezone.now(),
    )


def take_files(request, subject, form):
    keys = {field: rows.key_of_file(field, subject.key) for field in form.documents_asked()}
    refused = pages.take_files(request, subject.filing, form, keys)
    form.documents = subject.documents(subject.filing.documents())
    return refused


def onward(request, subject, part, form, items):
    """Answer a row that was saved: back to the list, with a word on what is wrong where it may stay so."""
    if request.POST.get("next") != "later" and not form.is_valid():
        return row_page(request, subject, part, form, items)
    pages.warn(request, part, form.faults())
    return redirect("filings:section", subject.reference, part.key)


def row_page(request, subject, part, form, items, refusal=None):
    kept = [each["row"] for each in rows.of(subject.filing.answers, part.name)]
    position = kept.index(subject.key) + 1 if subject.is_kept else len(kept) + 1
    pages.put_beside(form, part, subject.filing, subject.filing.documents(), subject.key)
    context = pages.shared_context(request, subject.filing, part, refusal) | pages.remarks_context(form, items)
    context |= {
        "form": form,
        "row": subject,
        "called": part.called(position),
        "saved_rows": pages.saved_row(part, subject) if refusal else [],
    }
    return render(request, "filings/row.html", context, status=pages.status_of(refusal))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, reference, key, row):
    """Ask, and then take the row out of its list."""
    filing = filing_of(request, reference)
    part = asked_list(filing, key)
    subject = rows.Row(filing, part.name, row)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        must(request, "write", filing)
        if not subject.is_kept:
            raise Http404
    else:
        try:
            drafting.remove_row(filing, section=key, row=row, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("filings:section", reference, key)
    context = {"filing": filing, "section": part, "row": subject, "shown": pages.saved_row(part, subject), "form": form}
    return render(request, "filings/remove_row.html", context)
