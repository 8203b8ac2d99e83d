"""One person of an office, and the letters that bring more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import invitations, office_history, permissions, postings
from accounts.freshness import fresh_sign_in_required
from accounts.models import Office, User
from accounts.office_forms import InviteForm, RolesForm
from accounts.views.offices import office_for, rows
from audit.trail import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def invite(request, place):
    office = office_for(request, place, "invite")
    form = InviteForm(request.POST or None, office=office, back=reverse("offices:people", args=[place]))
    if form.is_valid():
        try:
            postings.invite(office, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
            return redirect("offices:people", place)
    return render(request, "offices/invite.html", {"office": office, "form": form})


@login_required
@require_POST
def resend(request, place, uuid):
    office = office_for(request, place, "invite")
    invitation = get_object_or_404(office.invitations, uuid=uuid)
    try:
        invitations.resend(invitation, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The invitation is sent again. The link in the first mail has stopped working."))
    return redirect("offices:people", place)


@login_required
@require_POST
def revoke(request, place, uuid):
    office = office_for(request, place, "invite")
    invitation = get_object_or_404(office.invitations, uuid=uuid)
    try:
        invitations.revoke(invitation, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The invitation is withdrawn. Its link lets nobody in."))
    return redirect("offices:people", place)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def person(request, place, uuid):
    """Who it is, and what they do in the office."""
    office = office_for(request, place, "see_people" if request.method != "POST" else "change_postings")
    row = next((row for row in rows(office) if row.person.uuid == uuid), None)
    found = _person(office, uuid)
    held = found.postings.filter(office=office).values_list("role", flat=True)
    form = RolesForm(request.POST if request.method == "POST" else None, office=office, held=held)
    if form.is_valid():
        try:
            postings.change_roles(found, office, roles=form.cleaned_data["roles"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _changed(request, office, found)
    may_change = permissions.may_for_office(request.user, "change_postings", office) and found != request.user
    context = {
        "office": office,
        "row": row,
        "form": form if may_change else None,
        "may_close": postings.may_close(request.user, found),
        "elsewhere": list(Office.objects.filter(postings__user=found).exclude(pk=office.pk).distinct()),
        "lines": _lines(request, office, found),
    }
    return render(request, "offices/person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in_required
def close(request, place, uuid):
    """Says what closing the account brings about; its button closes it."""
    office = office_for(request, place, "deactivate")
    found = _person(office, uuid)
    refusal = ""
    if request.method == "POST":
        try:
            postings.deactivate(found, by=request.user, at=timezone.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("The account of %(person)s is closed.") % {"person": found})
            return redirect("offices:person", place, uuid)
    return render(request, "offices/close.html", {"office": office, "person": found, "refusal": refusal})


@login_required
@require_POST
@fresh_sign_in_required
def reopen(request, place, uuid):
    office = office_for(request, place, "deactivate")
    found = _person(office, uuid)
    try:
        postings.reactivate(found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The account of %(person)s is open again.") % {"person": found})
    return redirect("offices:person", place, uuid)


def _person(office: Office, uuid: object) -> User:
    return get_object_or_404(User.objects.filter(postings__office=office).distinct(), uuid=uuid)


def _changed(request: HttpRequest, office: Office, person: User):
    if not person.postings.filter(office=office).exists():
        messages.success(request, _("%(person)s has left the office.") % {"person": person})
        return redirect("offices:people", office.place)
    messages.success(request, _("The roles of %(person)s are saved.") % {"person": person})
    return redirect("offices:person", office.place, person.uuid)


def _lines(request: HttpRequest, office: Office, person: User) -> list[dict[str, object]]:
    """What happened to the person in the office, newest first, for those who may read it."""
    if not permissions.may_for_office(request.user, "read_history", office):  # type: ignore[arg-type]
        return []
    events = office_history.of_offices(Office.objects.filter(pk=office.pk)).filter(person=person)
    newest = events.select_related("person", "by").order_by("-at", "-pk")[:20]
    return [{"label": office_history.said(event), "at": event.at} for event in newest]
