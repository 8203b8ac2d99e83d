"""Unified social credit codes, GB 32100-2015: 18 characters, the last of them a check."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

# No I, O, S, V or Z: they are mistaken for digits and for each other.
CHARACTERS = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")
# Authority, category, division. A letter for the authority came with the amendment of 2016 (A, N) and for all
# others (Y); python-stdnum knows digits only and would reject those companies.
AUTHORITY_AND_DIVISION = re.compile(r"[0-9ANY][0-9]{7}")


def tidy(text: str) -> str:
    """Return the code without spaces and hyphens, in half-width capitals."""
    return uscc.compact(unicodedata.normalize("NFKC", text))


def validate(code: str) -> None:
    """Raise ``ValidationError``, with the sentence to show, where ``code`` (tidied) cannot be a credit code."""
    if len(code) != 18:
        raise ValidationError(_("The credit code must have 18 characters"), code="length")
    if not CHARACTERS.fullmatch(code) or not AUTHORITY_AND_DIVISION.match(code):
        wrong = _("The credit code must be digits and capital letters as on the licence; I, O, S, V and Z do not occur")
        raise ValidationError(wrong, code="characters")
    if code[-1] != uscc.calc_check_digit(code):
        wrong = _("The credit code must match its check character: compare each character with the licence")
        raise ValidationError(wrong, code="check")
