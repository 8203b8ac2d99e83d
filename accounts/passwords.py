"""What a password must be, in our own words (ASVS 6.2): long, not a common or a breached one, and not made of what
anybody would try first. There is no rule on what characters it has."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import breached

# The portal's name, in each language and as people shorten it: a context-specific word (ASVS 6.2.11).
PORTAL = ["algorithm", "filing", "deep", "synthesis", "portal", "算法", "备案", "深度合成", "beian", "suanfa"]
LEFT = 8  # characters that must be left when such words are taken out
SHORTEST_WORD = 3


class LongEnough(password_validation.MinimumLengthValidator):
    """``min_length`` in characters; there is no rule on what they are."""

    def get_error_message(self) -> str:
        return _("The password must be %(count)d characters or more") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("%(count)d characters or more. Use a few words that nobody else would join.") % {
            "count": self.min_length
        }


class NotTooLong:
    """``max_length`` in characters. Nothing is cut off: all of a password counts."""

    def __init__(self, max_length: int) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(_("The password must be %(count)d characters or fewer") % {"count": self.max_length})

    def get_help_text(self) -> str:
        return ""


class NotCommon(password_validation.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("This password is one of the common ones. Choose another")

    def get_help_text(self) -> str:
        return _("It must not be one of the common passwords.")


class NotBreached:
    """Looks in the file ``settings.BREACHED_PASSWORDS``, where an installation has one."""

    def validate(self, password: str, user: Any = None) -> None:
        file = settings.BREACHED_PASSWORDS
        if file and breached.is_listed(password, Path(file)):
            raise ValidationError(_("This password has become known in a breach of another service. Choose another"))

    def get_help_text(self) -> str:
        return ""


class NotObvious:
    """Without the words that belong to the portal and to the person, enough must be left."""

    def validate(self, password: str, user: Any = None) -> None:
        rest = password.casefold()
        words = {word for word in [*PORTAL, *_words_of(user)] if len(word) >= SHORTEST_WORD or not word.isascii()}
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < min(LEFT, len(password)):
            raise ValidationError(
                _(
                    "The password is made of your name, e-mail address or company, or of the name of this service. "
                    "Add other words"
                )
            )

    def get_help_text(self) -> str:
        return ""


def _words_of(user: Any) -> set[str]:
    if user is None:
        return set()
    known = [user.email, user.name]
    if user.pk:
        known += user.companies.values_list("name", flat=True)
    return {word for text in known for word in [text.casefold(), *re.split(r"[\W_]+", text.casefold())]}
