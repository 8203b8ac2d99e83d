"""What django-allauth asks of us."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active. Ask an administrator."),
        "email_password_mismatch": _("The e-mail address and the password do not belong together"),
        "enter_current_password": _("Enter your current password as it is now"),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False
