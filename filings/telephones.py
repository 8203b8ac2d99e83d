"""Mobile numbers of the mainland: eleven digits, the first a 1."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOBILE = re.compile(r"1[3-9][0-9]{9}")


def tidy(text: str) -> str:
    """Return the number in half-width digits, without spaces, hyphens and the code of the country."""
    digits = re.sub(r"[\s\-\u2010-\u2015()]", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"^(\+|00)86", "", digits)


def validate_mobile(number: str) -> None:
    """Raise ``ValidationError``, with the sentence to show, where ``number`` (tidied) is no mobile number."""
    if not MOBILE.fullmatch(number):
        wrong = _("The mobile number must have 11 digits and begin with 13 to 19")
        raise ValidationError(wrong, code="mobile")
