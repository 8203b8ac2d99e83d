"""Who has a case: taking it, giving it back, giving it to somebody, and having nothing to do with it any more."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit.trail import Refused
from reviews import assignment, permissions, recusal
from reviews.assignment_forms import ConflictForm, assign_form
from reviews.views.case import case_for


@login_required
@require_POST
def take(request, reference):
    return _do(assignment.take, request, reference, done=_("The case is yours."))


@login_required
@require_POST
def give_back(request, reference):
    return _do(assignment.give_back, request, reference, done=_("The case waits in the queue again."))


def _do(act, request, reference, *, done):
    try:
        act(case_for(request, reference), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("reviews:case", reference)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request, reference):
    """The form of the case page, alone; what was wrong in it is said here."""
    case = case_for(request, reference)
    open_acts = permissions.acts_open_to(request.user, case)
    if "assign" not in open_acts:
        raise PermissionDenied(str(permissions.REFUSALS["assign"]))
    form = assign_form(case, open_acts, request.POST or None)
    if form.is_valid():
        to = form.chosen()
        given = {"reason": form.cleaned_data.get("reason", ""), "version": form.cleaned_data["version"]}
        try:
            assignment.assign(case, to=to, by=request.user, at=timezone.now(), **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            done = _("%(person)s has the case now.") % {"person": to} if to else _("The case waits in the queue again.")
            messages.success(request, done)
            return redirect("reviews:case", reference)
    status = HTTPStatus.CONFLICT if form.non_field_errors() else HTTPStatus.OK
    return render(request, "reviews/assign.html", {"case": case, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request, reference):
    """Says what a declaration brings about; its button declares."""
    case = case_for(request, reference)
    if not permissions.may(request.user, "declare_conflict", case):
        raise PermissionDenied(str(permissions.REFUSALS["declare_conflict"]))
    form = ConflictForm(request.POST or None, back=reverse("reviews:case", args=[reference]))
    if form.is_valid():
        try:
            recusal.declare(case, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Your conflict of interest is on the record. The case is no longer shown to you.")
            )
            return redirect("reviews:queue")
    context = {"case": case, "form": form, "has_it": case.assignee_id == request.user.pk}
    return render(request, "reviews/conflict.html", context)
