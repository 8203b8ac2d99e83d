"""Names and e-mail addresses as people may type them."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAME_LENGTH = 80
ADDRESS_LENGTH = 254  # RFC 5321 4.5.3.1.3, without the brackets
# Control and format characters (line breaks, bidirectional marks, zero-width joiners), surrogates, private use,
# unassigned, and the separators of lines and paragraphs. What cannot be seen has no place in a name (ASVS 1.3.11).
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Letters of other alphabets look like Latin ones; quoted names may hold anything at all.
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
ENTER_EMAIL = gettext_lazy("Enter your e-mail address")
WRONG_EMAIL = gettext_lazy("Enter an e-mail address, like name@example.cn")


class NameField(forms.CharField):
    """A name on one line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Name"))
        kwargs.setdefault("error_messages", {"required": gettext_lazy("Enter your name")})
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "name"}))
        super().__init__(**kwargs)
        self.validators = [plain_name]


class AddressField(forms.EmailField):
    """An e-mail address that cannot be taken for another one; lower case."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("E-mail address"))
        kwargs.setdefault("error_messages", {"required": ENTER_EMAIL, "invalid": WRONG_EMAIL})
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}))
        super().__init__(**kwargs)
        self.validators = [plain_address]

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


def plain_name(name: str) -> None:
    """Raises ValidationError with a sentence for the reader."""
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("The name must be %(count)d characters or fewer") % {"count": NAME_LENGTH})
    if any(unicodedata.category(each) in UNSEEN for each in name):
        raise ValidationError(_("Enter the name on one line, without characters that cannot be seen"))


def plain_address(address: str) -> None:
    """Raises ValidationError with a sentence for the reader."""
    if len(address) > ADDRESS_LENGTH:
        raise ValidationError(_("The e-mail address must be %(count)d characters or fewer") % {"count": ADDRESS_LENGTH})
    if not address.isascii():
        raise ValidationError(
            _("Write the e-mail address in Latin letters and digits: others can look the same and are not")
        )
    EmailValidator(message=WRONG_EMAIL)(address)
    if not PLAIN_ADDRESS.fullmatch(address):
        raise ValidationError(WRONG_EMAIL)
