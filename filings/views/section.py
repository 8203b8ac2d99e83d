"""A section of the form: opened, saved, gone on from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import BaseFormSet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import answers, attaching, cautions, drafting, reasons, sections
from filings.views import corrections
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
    documents = filing.documents()
    if request.method != "POST":
        must(request, "write", filing)
        form = part.form.blank(filing, documents)
        if not filing.is_editable:
            return redirect("filings:detail", reference)
        return section_page(request, filing, part, form, corrections.items_in(filing, part))
    form = part.form.sent(filing, documents, request.POST, request.FILES)
    items = corrections.items_in(filing, part, request.POST)
    try:
        with transaction.atomic():
            save(request, filing, part, form)
            corrections.save_answers(request, items)
    except trail.Refused as refusal:
        filing.refresh_from_db()  # nothing of it was saved
        return section_page(request, filing, part, form, items, refusal=str(refusal))
    wrong = any(item.form and not item.form.is_valid() for item in items)
    if take_files(request, filing, part, form) or wrong:
        return section_page(request, filing, part, form, items)
    return onward(request, filing, part, form, items)


def asked_section(filing, key):
    for part in sections.asked(filing):
        if part.key == key:
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


def take_files(request, filing, part, form):
    """Attach the good files that were sent. Return whether one was refused: it has to be chosen once more, whichever
    button sent it."""
    sent = [key for key in part.documents if key in request.FILES]
    for key in sent:
        if not form.has_error(key):
            take(request, filing, form, key)
    if sent:
        form.documents = filing.documents()
    return any(form.has_error(key) for key in sent)


def take(request, filing, form, key):
    try:
        attaching.attach(filing, key=key, upload=request.FILES[key], by=request.user, at=timezone.now())
    except trail.Refused as refusal:
        form.add_error(key, str(refusal))


def onward(request, filing, part, form, items):
    """Answer a page that was saved: the button that was pressed says where to go."""
    here = reverse("filings:section", args=[filing.reference, part.key])
    if "remove" in request.POST:
        return redirect(here)
    match request.POST.get("next"):
        case "add":
            return redirect(f"{here}?new=1")
        case "later":
            warn(request, part, form.faults(), _("%(section)s, saved: %(what)s"))
            return redirect("filings:detail", filing.reference)
    if not form.is_valid():
        return section_page(request, filing, part, form, items)
    doubts = cautions.of_answers(form.answers(), today=timezone.localdate())
    warn(request, part, doubts.values(), _("%(section)s, saved. Compare with the licence: %(what)s"))
    return redirect(after(filing, part))


def after(filing, part):
    """Return the address of the next section to do, or of the check when none is left."""
    following = sections.next_to_do(filing, filing.documents(), after=part)
    if following is None:
        return reverse("filings:check", args=[filing.reference])
    return reverse("filings:section", args=[filing.reference, following.key])


def warn(request, part, sentences, words):
    if told := " · ".join(sentences):
        messages.warning(request, words % {"section": part.title, "what": told})


def section_page(request, filing, part, form, items, refusal=""):
    """Draw the section, with the reviewers' comments on it (``items``). After a ``refusal`` the form holds what was
    typed, and what is saved stands above it."""
    many = isinstance(form, BaseFormSet)
    if many and not form.is_bound and request.GET.get("new"):
        form.extra = 1  # before anything else is asked of it: a formset counts its forms once
    asked = sections.asked(filing)
    context = {
        "filing": filing,
        "section": part,
        "position": asked.index(part) + 1 if part in asked else len(asked),
        "total": len(asked),
        "formset" if many else "form": form,
        "refusal": refusal,
        "may_write": may(request, "write", filing),
        "saved_rows": answers.rows_of(part, filing) if refusal else [],
        "apart": corrections.put_beside(form, items),
        "replies": [item.form for item in items],
        "reason": reasons.latest(filing) if filing.status == filing.Status.RETURNED else "",
    }
    return render(request, f"filings/{part.template}", context)
