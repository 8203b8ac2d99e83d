"""Filing numbers: ``网信算备`` + 21 digits + ``号``.

    330110 5072064 01 23 003 5
    |      |       |  |  |   check digit
    |      |       |  |  sequence, counted per holder and type; does not restart with the year
    |      |       |  year of issue
    |      |       type of algorithm, 01 for generation and synthesis
    |      code of the holder
    division of the holder when it first filed

The layout and the check digit are published nowhere: both were read off the official lists, where they hold for
7,943 of 7,944 numbers. One official number has 22 digits. So a number from outside that breaks the rules is odd,
and is kept as it stands.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from audit import trail
from registry import spelling
from registry.models import Holder

KIND = "01"
PREFIX, SUFFIX = "网信算备", "号"
MAX_SEQUENCE = 999


class NoMoreNumbers(trail.Refused):
    """The holder's sequence has three digits, and all are used."""


@dataclass(frozen=True)
class FilingNumber:
    """The parts of a number of 21 digits (22 in one official oddity, whose last parts mean nothing)."""

    digits: str

    @property
    def division(self) -> str:
        return self.digits[:6]

    @property
    def holder_code(self) -> str:
        return self.digits[6:13]

    @property
    def kind(self) -> str:
        return self.digits[13:15]

    @property
    def year(self) -> int:
        return 2000 + int(self.digits[15:17])

    @property
    def sequence(self) -> int:
        return int(self.digits[17:20])

    @property
    def is_sound(self) -> bool:
        """Whether it has 21 digits and the last is the check digit of the others."""
        return len(self.digits) == 21 and check_digit(self.digits[:20]) == self.digits[20]

    def __str__(self) -> str:
        return self.digits


def digits_in(text: str) -> str | None:
    """The digits of ``text`` when it is written like a number or the beginning of one, else None.

    Full-width forms, spaces, line breaks, and the words 网信算备 and 号 around the digits do not matter.
    """
    plain = "".join(spelling.half_width(spelling.visible(text)).split())
    plain = plain.removeprefix(PREFIX).removesuffix(SUFFIX)
    return plain if re.fullmatch(r"[0-9]+", plain) else None


def parse(text: str) -> FilingNumber:
    """Read a filing number in any spelling. Raises ValueError when ``text`` has not 21 (or 22) digits and no more."""
    digits = digits_in(text)
    if digits is None or len(digits) not in (21, 22):
        raise ValueError(f"{text!r} is not a filing number")
    return FilingNumber(digits)


def check_digit(first20: str) -> str:
    """The last digit for the 20 digits before it. It is always odd, and misses some pairs of swapped digits."""
    total = 0
    for digit in first20:
        total = (total + int(digit)) * 2 % 10
    return str((1 - total) % 10)


def written(number: str) -> str:
    """The number as it stands in the official lists and must be displayed: 网信算备…号."""
    return f"{PREFIX}{number}{SUFFIX}"


@transaction.atomic
def issue(holder: Holder, *, division: str, on: date) -> str:
    """Issue the next number of ``holder``, and return its 21 digits.

    The holder's row is locked until the transaction ends, so that numbers follow each other without gaps or
    doubles: the next to ask waits, and goes back one if this transaction fails. ``division`` has six digits.
    """
    trail.lock(holder)
    if holder.last_sequence >= MAX_SEQUENCE:
        raise NoMoreNumbers(_("%(holder)s has no filing numbers left.") % {"holder": holder.name})
    holder.last_sequence += 1
    holder.save(update_fields=["last_sequence"])
    first20 = f"{division}{holder.code}{KIND}{on:%y}{holder.last_sequence:03d}"
    return first20 + check_digit(first20)
