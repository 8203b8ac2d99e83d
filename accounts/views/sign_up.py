"""Asking for a letter, and what its link opens. Either page writes one row, whoever asks: see letters."""

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import letters, limits, sign_up
from accounts.forms import AskForLetterForm, NewAccountForm
from accounts.models import Letter, User
from accounts.views.limited import too_many

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def ask_for_account(request):
    if request.user.is_authenticated:
        return redirect("home")
    return _ask(request, Letter.Kind.SIGN_UP, "account/signup.html", "account_signup_sent")


@page
def ask_for_password(request):
    return _ask(request, Letter.Kind.RESET, "account/password_reset.html", "account_reset_password_done")


def _ask(request: HttpRequest, kind: str, template: str, then: str) -> HttpResponse:
    form = AskForLetterForm(request.POST or None)
    if form.is_valid():
        try:
            letters.ask(kind, form.cleaned_data["email"], request=request, at=timezone.now())
        except limits.LettersLimited as limited:
            return too_many(request, limited)
        return redirect(then)
    return render(request, template, {"form": form})


@require_safe
def account_asked(request):
    return render(request, "account/signup_sent.html")


@require_safe
def password_asked(request):
    return render(request, "account/password_reset_done.html")


@page
@never_cache
@sensitive_post_parameters()
def open_account(request, token):
    """By the link of a letter: name, language, password; then they are signed in."""
    letter = letters.opened_by(token, Letter.Kind.SIGN_UP, at=timezone.now())
    if letter is None or User.objects.filter(email=letter.email).exists():
        return render(request, "account/link_over.html", status=HTTPStatus.GONE)
    if request.user.is_authenticated:
        return render(request, "account/signed_in_already.html", {"email": letter.email})
    initial = {"language": translation.get_language()}
    form = NewAccountForm(request.POST or None, email=letter.email, initial=initial)
    if form.is_valid():
        try:
            person = sign_up.open_account(email=letter.email, **form.cleaned_data, at=timezone.now())
        except sign_up.AccountExists as refused:
            form.add_error(None, str(refused))
        else:
            return enter(request, person)
    return render(request, "account/open_account.html", {"form": form, "email": letter.email})


def enter(request: HttpRequest, person: User) -> HttpResponse:
    """Sign in whoever has just chosen the password of their new account, and go where they belong."""
    record_authentication(request, person, method="password", email=person.email)
    return perform_login(request, Login(user=person, email=person.email))
