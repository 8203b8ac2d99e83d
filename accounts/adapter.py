"""What django-allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts import attempts, devices, freshness, history, notices, sessions

# What allauth would send a mail of: what is remembered of it, and what the person is told.
CHANGES = {
    "account/email/password_changed": ("password_changed", _("The password was changed.")),
    "account/email/password_reset": ("password_reset", _("A new password was set by a link sent to this address.")),
    "mfa/email/totp_activated": ("code_app_added", _("A code app was added as second factor.")),
    "mfa/email/totp_deactivated": ("code_app_removed", _("The code app was removed.")),
    "mfa/email/webauthn_added": ("passkey_added", _("A passkey was added.")),
    "mfa/email/webauthn_removed": ("passkey_removed", _("A passkey was removed.")),
    "mfa/email/recovery_codes_generated": ("recovery_codes_made", _("New recovery codes were made.")),
}
AGAIN = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}


class WrongPassword(ValidationError):
    """Inside a counted try: it has failed."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active. Ask an administrator."),
        "email_password_mismatch": _("The e-mail address and the password do not belong together"),
        "enter_current_password": _("Enter your current password as it is now"),
        "incorrect_password": _("Enter your password as it is now"),
        "incorrect_code": _("This passkey was not accepted. Try again, or use another way"),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tries are counted by ``authenticate``, in PostgreSQL; allauth's own count is in a cache and not atomic."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The person, or None; raises ValidationError when there have been too many tries."""
        try:
            with attempts.counted(request, credentials.get("email", "")):
                if user := super().authenticate(request, **credentials):
                    return user
                raise WrongPassword("")
        except WrongPassword:
            return None

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        sessions.begin(request, at=timezone.now())
        freshness.mark(request, user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user, at=now)
        history.remember(user, "signed_in", request=request, at=now)
        return response

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        if user.is_authenticated:
            history.remember(user, "signed_out", request=request, at=timezone.now())
        super().logout(request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": AGAIN[way["id"]]} for way in ways]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever asked for no page begins in their own language."""
        with translation.override(request.user.language):  # type: ignore[union-attr]
            return reverse("home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """allauth says here what has changed: it is remembered, and the person is told."""
        act, words = CHANGES[template_prefix]
        now = timezone.now()
        person = get_user_model().objects.get(pk=user.pk)
        history.remember(person, act, request=self.request, at=now)
        notices.account_changed(person, words, at=now)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by our own pages: accounts.sign_up."""
        return False
