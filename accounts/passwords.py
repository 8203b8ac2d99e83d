"""What a password must be, in our own words: long, and not on the list of the common ones (ASVS 6.2)."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LongEnough(password_validation.MinimumLengthValidator):
    """``min_length`` in characters; there is no rule on what they are."""

    def get_error_message(self) -> str:
        return _("The password must be %(count)d characters or more") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("%(count)d characters or more. A few words that only you join are good.") % {"count": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("This password is one of the common ones. Choose another")

    def get_help_text(self) -> str:
        return _("It must not be one of the common passwords.")
