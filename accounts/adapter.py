"""What django-allauth asks of us."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is not active. Ask an administrator."),
        "email_password_mismatch": _("The e-mail address and the password do not belong together"),
        "enter_current_password": _("Enter your current password as it is now"),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A relay that is away costs the person a second try, and the page nothing: it answers as ever."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            logger.exception("The mail %s could not be sent", template_prefix)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False
