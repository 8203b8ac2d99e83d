"""The page that the link of an invitation opens. Opening it changes nothing."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import hat, invitations
from accounts.forms import NewAccountForm
from accounts.models import Invitation
from accounts.views.sign_up import enter
from audit import trail


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Show who invites to what, and accept: as the person who is signed in, or with an account made here."""
    found = invitations.find(token)
    if found is None:
        return render(request, "accounts/invitation_closed.html", {"state": ""}, status=HTTPStatus.NOT_FOUND)
    state = found.state(timezone.now())
    if state != Invitation.State.OPEN:
        return render(request, "accounts/invitation_closed.html", {"state": state}, status=HTTPStatus.GONE)
    if not request.user.is_authenticated:
        return as_visitor(request, found, token)
    if not invitations.is_for(found, request.user):
        return render(request, "accounts/invitation_foreign.html", status=HTTPStatus.FORBIDDEN)
    return as_person(request, found, token)


def as_person(request, found, token):
    refusal = ""
    if request.method == "POST":
        try:
            invitations.accept(token, by=request.user, at=timezone.now())
        except trail.Refused as error:
            refusal = str(error)
        else:
            welcome(request, found)
            return redirect("home")
    return render(request, "accounts/invitation.html", {"invitation": found, "refusal": refusal})


def as_visitor(request, found, token):
    """Whoever holds the letter owns the address; an account can be made here, or there is one to sign in to."""
    if invitations.has_account(found):
        context = {"invitation": found, "sign_in": f"{reverse('account_login')}?next={request.path}"}
        return render(request, "accounts/invitation.html", context)
    posted = request.POST if request.method == "POST" else None
    form = NewAccountForm(posted, email=found.email, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            person = invitations.accept_with_new_account(token, at=timezone.now(), **form.cleaned_data)
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            response = enter(request, person)
            welcome(request, found)
            return response
    return render(request, "accounts/invitation.html", {"invitation": found, "form": form})


def welcome(request, found):
    """Say where they are now; the company's hat is on."""
    if found.company:
        hat.put_on(request, found.company)
        messages.success(request, _("You act for %(company)s now.") % {"company": found.company})
    else:
        messages.success(request, _("You work in this office now: %(office)s.") % {"office": found.office})
