"""One's own account: what is known, what was done with it, and the way to change it."""

from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import details, factors, history, letters, limits, origin, sessions
from accounts.forms import ChangeAddressForm, DetailsForm
from accounts.freshness import fresh_sign_in_required
from accounts.models import Letter
from accounts.views.limited import too_many
from audit.trail import Refused

EVENTS = 10
page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def account(request):
    person = request.user
    context = {
        "asked_of": factors.asked_of(person),
        "has_factor": factors.has_one(person),
        "waiting": Letter.objects.open(timezone.now()).filter(person=person).last(),
        "sessions": sessions.of(person, at=timezone.now()).count(),
        "events": history.latest(person, limit=EVENTS),
    }
    return render(request, "account/account.html", context)


@login_required
@page
def change_details(request):
    person = request.user
    form = DetailsForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if form.is_valid():
        details.change(person, **form.cleaned_data, request=request, at=timezone.now())
        with translation.override(person.language):
            messages.success(request, _("Saved"))
            return redirect("account")
    return render(request, "account/details.html", {"form": form})


@login_required
@page
@fresh_sign_in_required
def change_address(request):
    """A letter goes to the new address; the old one stays until its link is opened."""
    form = ChangeAddressForm(request.POST or None, person=request.user)
    if form.is_valid():
        email, now = form.cleaned_data["email"], timezone.now()
        try:
            letters.ask(Letter.Kind.EMAIL, email, request=request, at=now, person=request.user)
        except limits.LettersLimited as limited:
            return too_many(request, limited)
        messages.success(request, _("A mail is on its way to %(email)s. Open the link in it.") % {"email": email})
        return redirect("account")
    return render(request, "account/email_change.html", {"form": form})


@login_required
@page
@fresh_sign_in_required
def confirm_address(request, token):
    letter = letters.opened_by(token, Letter.Kind.EMAIL, at=timezone.now())
    if letter is None:
        return render(request, "account/link_over.html", status=HTTPStatus.GONE)
    said = ""
    if request.method == "POST":
        try:
            details.change_address(letter, by=request.user, request=request, at=timezone.now())
        except Refused as refused:
            said = str(refused)
        else:
            messages.success(request, _("Your e-mail address is changed. Sign in with it from now on."))
            return redirect("account")
    return render(request, "account/email_confirm.html", {"letter": letter, "said": said})


@login_required
@page
def list_sessions(request):
    """Where one is signed in, and the end of any of it."""
    now = timezone.now()
    mine = sessions.of(request.user, at=now)
    if request.method == "POST":
        only = None
        if "all" not in request.POST:
            only = get_object_or_404(UserSession, user=request.user, pk=_number(request.POST.get("session", ""))).pk
        ended = sessions.end_others(request.user, request=request, at=now, only=only)
        messages.success(request, _("Signed out there") if ended else _("There was nothing to sign out"))
        return redirect("usersessions_list")
    lines = [
        {"row": row, "browser": origin.browser(row.user_agent), "here": row.session_key == request.session.session_key}
        for row in mine
    ]
    return render(request, "usersessions/usersession_list.html", {"lines": lines})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
