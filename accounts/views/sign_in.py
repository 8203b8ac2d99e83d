"""Signing in, with a second factor where there is one, and again where it must be fresh. The steps are allauth's."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.mfa.base import views as factors
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import attempts, sessions
from accounts.factor_forms import CodeAgainForm, CodeForm, PasskeyAgainForm, PasskeyAloneForm, PasskeyForm
from accounts.forms import ChangePasswordForm, ReauthenticateForm, ResetPasswordKeyForm, SignInForm
from accounts.views.limited import AnswersTooMany, too_many

secret = method_decorator(sensitive_post_parameters(), name="dispatch")


@secret
class SignIn(AnswersTooMany, account.LoginView):
    def get_form_class(self) -> type[SignInForm]:
        return SignInForm


@secret
@method_decorator(never_cache, name="dispatch")
class SecondFactor(AnswersTooMany, factors.AuthenticateView):
    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    def get_webauthn_form_class(self) -> type[PasskeyForm]:
        return PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only what the person has is offered."""
        types = set(self.stage.login.user.authenticator_set.values_list("type", flat=True))
        return super().get_context_data(**kwargs) | {"types": types}


@secret
class PasskeyAlone(webauthn.LoginWebAuthnView):
    def get_form_class(self) -> type[PasskeyAloneForm]:
        return PasskeyAloneForm

    def form_invalid(self, form: Any) -> HttpResponse:
        return _passkey_refused(self.request, form, "account_login")


class _Again(AnswersTooMany):
    """``kept`` tells the page that something waits to be carried out."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = STATE_SESSION_KEY in self.request.session
        return super().get_context_data(**kwargs) | {"kept": kept}  # type: ignore[misc]


@secret
class PasswordAgain(_Again, account.ReauthenticateView):
    def get_form_class(self) -> type[ReauthenticateForm]:
        return ReauthenticateForm


@secret
class CodeAgain(_Again, factors.ReauthenticateView):
    def get_form_class(self) -> type[CodeAgainForm]:
        return CodeAgainForm


@secret
class PasskeyAgain(_Again, webauthn.ReauthenticateWebAuthnView):
    def get_form_class(self) -> type[PasskeyAgainForm]:
        return PasskeyAgainForm

    def form_invalid(self, form: Any) -> HttpResponse:
        return _passkey_refused(self.request, form, "account_reauthenticate")


def _passkey_refused(request: HttpRequest, form: Any, back: str) -> HttpResponse:
    said = next(iter(form.errors.get("credential", [])), "")
    if attempts.is_limited(form):
        return too_many(request, said)
    messages.error(request, said)
    return redirect(back)


@secret
class ChangePassword(AnswersTooMany, account.PasswordChangeView):
    def get_form_class(self) -> type[ChangePasswordForm]:
        return ChangePasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        """Django ends the other sessions with the old password; they are taken off the list too (ASVS 7.4.3)."""
        response = super().form_valid(form)
        sessions.end_others(form.user, request=self.request, at=timezone.now())
        return response


@secret
@method_decorator(never_cache, name="dispatch")
class NewPassword(account.PasswordResetFromKeyView):
    """By the link of a letter. It signs nobody in: the second factor is asked for as ever."""

    def get_form_class(self) -> type[ResetPasswordKeyForm]:
        return ResetPasswordKeyForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.end_all(self.reset_user)
        return response
