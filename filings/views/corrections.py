"""The comments of a return: beside the fields they are about, and all on one page; and their answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit import trail
from design.layout import Remark
from filings import corrections, rows
from filings.forms.corrections import AnswerForm
from filings.models import Comment, Filing
from filings.sections import Section
from filings.views.asked import filing_of, may, must, number


@dataclass(frozen=True)
class Item:
    """A comment as a page shows it. ``at_field`` is the address of its field, where the person may write there; empty
    where the filing does not ask for it, or not any more. ``form`` is for whoever may answer."""

    comment: Comment
    label: str
    at_field: str = ""
    form: AnswerForm | None = None

    @property
    def url(self) -> str:
        """Where it can be followed: at its field, else on the page of all comments."""
        page = reverse("filings:corrections", args=[self.comment.revision.filing.reference])
        return self.at_field or f"{page}#comment-{self.comment.number}"

    @property
    def numbered(self) -> str:
        return f"{self.comment.number}. {self.label}"

    @property
    def title(self) -> str:
        day = date_format(timezone.localdate(self.comment.asked_at), "DATE_FORMAT")
        return _("Reviewer's comment %(number)d, %(day)s") % {"number": self.comment.number, "day": day}

    @property
    def is_wrong(self) -> bool:
        """Whether its answer was sent and cannot be taken so."""
        return self.form is not None and not self.form.is_valid() and self.form.is_bound

    @property
    def anchor(self) -> str:
        return f"asked-{self.comment.field}"


def items_of(filing: Filing, *, may_write: bool, sent: AnswerForm | None = None) -> list[Item]:
    """Return the comments of the return that the filing is in, each with the form of its answer for those who
    ``may_write``; ``sent`` is one that was posted. None where it is in none."""
    found = list(Comment.objects.of_latest_return(filing))
    if not found:
        return []
    for each in found:
        each.revision.filing = filing  # the one that the page shows, with its edition
    then, now = corrections.places_in(found[0].revision), corrections.places_in(filing)
    if not may_write:
        return [Item(each, _label(each, then)) for each in found]
    return [Item(each, _label(each, then), _at_field(filing, each, now), _form(each, sent)) for each in found]


def items_in(filing: Filing, section: Section, data: Any = None, row: str = "") -> list[Item]:
    """Return those that belong into the ``section``, of a list only those on its ``row`` where one is given, each with
    the form of its answer, filled from ``data``."""
    return [
        replace(each, form=AnswerForm(each.comment, data))
        for each in items_of(filing, may_write=True)
        if each.comment.section == section.key and row in ("", rows.row_in(each.comment.field))
    ]


def put_beside(form: BaseForm, items: list[Item]) -> list[Item]:
    """Put each of the ``items`` beside its field of ``form``. Return those whose field the form does not ask for."""
    fields = {item.comment.field: rows.field_of_file(item.comment.field) for item in items}
    form.remarks = {  # type: ignore[attr-defined]  # see design.layout.Remark
        fields[item.comment.field]: Remark(item.title, item.comment.question, item.anchor, item.form)
        for item in items
        if fields[item.comment.field] in form.fields
    }
    return [item for item in items if fields[item.comment.field] not in form.fields]


def save_answers(request: HttpRequest, items: list[Item]) -> None:
    """Save what was answered beside the fields; what is left for later is left."""
    for item in items:
        if item.form and item.form.is_answered:
            _save(request, item.form)


def _save(request: Any, form: AnswerForm) -> None:
    corrections.answer(
        form.comment,
        **form.cleaned_data,
        edition=number(request, "edition"),
        by=request.user,
        at=timezone.now(),
    )


@login_required
@require_safe
def comments(request, reference):
    """Every comment that the offices sent, latest return first, with the answers."""
    return comments_page(request, filing_of(request, reference))


@login_required
@require_POST
def answer(request, reference, number):
    """Answer one comment of the latest return by itself."""
    filing = filing_of(request, reference)
    comment = get_object_or_404(Comment.objects.of_latest_return(filing), number=number)
    comment.revision.filing = filing
    must(request, "answer", filing)
    form = AnswerForm(comment, request.POST, button=True)
    if form.is_valid():
        try:
            _save(request, form)
        except trail.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your answer to comment %(number)d is saved.") % {"number": number})
            return redirect("filings:corrections", reference)
    return comments_page(request, filing, form)


def comments_page(request: HttpRequest, filing: Filing, sent: AnswerForm | None = None) -> HttpResponse:
    """``sent`` is the answer that was wrong."""
    open_items = items_of(filing, may_write=may(request, "answer", filing), sent=sent)
    shown = {item.comment.pk for item in open_items}
    earlier = [comment for comment in Comment.objects.of(filing) if comment.pk not in shown]
    context = {
        "filing": filing,
        "items": open_items,
        "replies": [sent] if sent else [],
        "left": sum(not item.comment.answer for item in open_items),
        "earlier": [
            list(map(_sent, group)) for _number, group in groupby(earlier, key=lambda each: each.revision.number)
        ][::-1],
    }
    return render(request, "filings/comments.html", context)


def _sent(comment: Comment) -> Item:
    """A comment whose answer has been sent."""
    return Item(comment, _label(comment, corrections.places_in(comment.revision)))


def _form(comment: Comment, sent: AnswerForm | None) -> AnswerForm:
    return sent if sent and sent.comment == comment else AnswerForm(comment, button=True)


def _label(comment: Comment, places: Mapping[str, corrections.Place]) -> str:
    place = places.get(comment.field)
    return place.label if place else comment.field


def _at_field(filing: Filing, comment: Comment, places: Mapping[str, corrections.Place]) -> str:
    place = places.get(comment.field)
    if place is None or not place.is_asked:
        return ""
    row = rows.row_in(comment.field)
    there = ("filings:row", [place.section, row]) if row else ("filings:section", [place.section])
    return f"{reverse(there[0], args=[filing.reference, *there[1]])}#asked-{comment.field}"
