"""The publication desk: approved filings become a batch, and the batch becomes public."""

import re
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.freshness import fresh_sign_in_required
from audit.trail import Refused
from registry.models import Approval, Batch
from registry.models.batch import ordinal_of
from reviews import handover, permissions
from reviews.forms import BatchForm, GatherForm

# How late a month may still get its batch.
MONTHS_BACK = 24


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request):
    """What waits for publication, and the gathering of it."""
    _publishers_only(request, "gather")
    now = timezone.now()
    waiting = Approval.objects.waiting()
    form = GatherForm(request.POST or None, approvals=waiting, months=_free_months(timezone.localdate(now)))
    if form.is_valid():
        try:
            batch = handover.gather(**form.cleaned_data, by=request.user, at=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Gathered. Read the batch as the public will, then publish it."))
            return redirect("reviews:batch", batch.slug)
    context = {
        "form": form,
        "waiting": waiting,
        "drafts": Batch.objects.filter(status=Batch.Status.DRAFT),
        "published": Batch.objects.published()[:6],
    }
    return render(request, "reviews/publication.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, month):
    """Another title or notice for a batch that is not public, and what goes in or comes out."""
    _publishers_only(request, "gather")
    batch = _batch_of(month)
    choosable = Approval.objects.filter(Q(batch=None) | Q(batch=batch, entry=None))
    initial = {"title": batch.title, "notice": batch.notice, "approvals": batch.approvals.all()}
    form = BatchForm(request.POST or None, approvals=choosable, initial=initial)
    if form.is_valid():
        try:
            handover.arrange(batch, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("reviews:batch", batch.slug)
    return render(request, "reviews/change_batch.html", {"batch": batch, "form": form})


@login_required
@require_safe
def batch(request, month):
    """A batch before it is published, as the public will see it."""
    _publishers_only(request, "gather")
    batch = _batch_of(month)
    if batch.status == Batch.Status.PUBLISHED:
        return redirect("registry:batch", batch.slug)
    return render(request, "reviews/batch.html", {"batch": batch, "approvals": batch.approvals.all()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def publish(request, month):
    """Asks once more; its button makes the batch public. Afterwards it says so."""
    _publishers_only(request, "publish")
    batch = _batch_of(month)
    if request.method == "POST":
        try:
            handover.publish(batch, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.info(request, str(refused))
        return redirect("reviews:publish", batch.slug)
    if batch.status == Batch.Status.PUBLISHED:
        return render(request, "reviews/published.html", {"batch": batch, "count": batch.approvals.count()})
    return render(request, "reviews/publish.html", {"batch": batch, "approvals": batch.approvals.all()})


def _publishers_only(request: HttpRequest, act: str) -> None:
    if not permissions.may_with_batches(request.user, act):  # type: ignore[arg-type]
        raise PermissionDenied(_("Publication is for the publishers of the national office."))


def _free_months(today: date) -> list[date]:
    """The months that have no batch yet, this one and those before it, newest first."""
    this = ordinal_of(today)
    taken = set(Batch.objects.filter(ordinal__gt=this - MONTHS_BACK).values_list("ordinal", flat=True))
    return [Batch(ordinal=each).month for each in range(this, this - MONTHS_BACK, -1) if each not in taken]


def _batch_of(month: str) -> Batch:
    """The batch of a month written 2026-11."""
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month):
        raise Http404
    return get_object_or_404(Batch, ordinal=ordinal_of(date.fromisoformat(f"{month}-01")))
