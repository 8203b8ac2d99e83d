"""Numbers of identity documents. For the resident identity card, GB 11643-1999: eighteen characters, of which seven to
fourteen are the day of birth and the last is a check digit (ISO 7064, MOD 11-2).

``stdnum.cn.ric`` also wants to know the place of birth, and rejects the cards of Hong Kong, Macao and Taiwan residents
(81, 82, 83), which are right.
"""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from filings.vocabulary import IdType

RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
CHECK_DIGITS = "10X98765432"

# Of the others no check is known that all of them pass: length and characters.
SHAPES = {
    IdType.PASSPORT: (
        re.compile(r"[A-Z0-9]{5,12}"),
        _("The passport number must be 5 to 12 letters and digits, as on its first page"),
    ),
    IdType.HONG_KONG_MACAO: (
        re.compile(r"[HM][0-9]{8}([0-9]{2})?"),
        _("The permit number must be H or M and 8 digits, such as H12345678"),
    ),
    IdType.TAIWAN: (
        re.compile(r"[0-9]{8}|[0-9]{10}[A-Z]?"),
        _("The permit number must have 8 digits, or 10 on an older permit"),
    ),
    IdType.OTHER: (
        re.compile(r"[A-Z0-9()/.]{4,30}"),
        _("The document number must be 4 to 30 letters and digits"),
    ),
}


def tidy(text: str) -> str:
    """Return the number without spaces and hyphens, in half-width capitals."""
    return re.sub(r"[\s\-\u2010-\u2015]", "", unicodedata.normalize("NFKC", text)).upper()


def validate(id_type: str, number: str) -> None:
    """Raise ``ValidationError``, with the sentence to show, where ``number`` (tidied) cannot be one of this type."""
    if id_type == IdType.RESIDENT:
        return _validate_resident(number)
    shape, wrong = SHAPES[IdType(id_type)]
    if not shape.fullmatch(number):
        raise ValidationError(wrong, code="shape")


def _validate_resident(number: str) -> None:
    if len(number) != 18:
        raise ValidationError(_("The identity card number must have 18 characters"), code="length")
    if not RESIDENT.fullmatch(number):
        wrong = _("The identity card number must be 17 digits and a last one that may be X")
        raise ValidationError(wrong, code="characters")
    if not _is_day(number[6:14]):
        wrong = _("The identity card number must hold a real day of birth in its 7th to 14th digits")
        raise ValidationError(wrong, code="day")
    if number[-1] != check_digit(number):
        wrong = _("The identity card number must match its check digit: compare each digit with the card")
        raise ValidationError(wrong, code="check")


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= 1900


def check_digit(number: str) -> str:
    """Return the last character that belongs to the first seventeen digits of ``number``."""
    return CHECK_DIGITS[sum(int(digit) << (17 - place) for place, digit in enumerate(number[:17])) % 11]
