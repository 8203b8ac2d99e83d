"""How often is let through what may be guessed or abused. Counted in PostgreSQL alone: it holds while the broker is
away or wiped, and asks no cache.

A try is reserved before anything is checked, by one statement that keeps the tries still young and adds this one while
there is room: of any number at once, no more than the limit are let through. What succeeds gives its place back.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Device
from audit import trail


@dataclass(frozen=True)
class Limit:
    """So many in so long a time, which slides."""

    most: int
    period: timedelta


FIVE_MINUTES = timedelta(minutes=5)
SIGN_IN = Limit(10, FIVE_MINUTES)
# Mails that anybody can cause (ASVS 2.4.1), invitations among them: no mailbox is flooded; an office that shares one
# address goes on.
TO_A_MAILBOX = Limit(5, timedelta(hours=1))
FROM_AN_ADDRESS = Limit(30, timedelta(hours=1))
LONGEST = timedelta(hours=1)

RESERVE = """
    INSERT INTO accounts_tries AS tries (key, at) VALUES (%(key)s, ARRAY[%(at)s::timestamptz])
    ON CONFLICT (key) DO UPDATE
    SET at = ARRAY(SELECT each FROM unnest(tries.at) AS each WHERE each > %(from)s) || %(at)s::timestamptz
    WHERE (SELECT count(*) FROM unnest(tries.at) AS each WHERE each > %(from)s) < %(most)s
"""
# One of them, should two carry the same time.
GIVE_BACK = """
    UPDATE accounts_tries
    SET at = at[:array_position(at, %(at)s::timestamptz) - 1] || at[array_position(at, %(at)s::timestamptz) + 1:]
    WHERE key = %(key)s AND %(at)s::timestamptz = ANY(at)
"""


class Limited(trail.Refused):
    """There have been too many tries."""

    def __init__(self) -> None:
        super().__init__(_("Too many attempts. Wait five minutes and try again."))


class LettersLimited(trail.Refused):
    def __init__(self) -> None:
        super().__init__(_("Too many mails were asked for. Wait an hour and try again."))


@dataclass(frozen=True)
class Reservation:
    keys: tuple[str, ...]
    at: datetime


def reserve_sign_in(email: str, *, device: str, address: str, at: datetime) -> Reservation:
    """Reserve a try with a password or a code for the account of ``email``, known or not.

    A device in which that account has signed in before has a counter of its own, so that a stranger's tries lock out
    nobody. Raises Limited.
    """
    if device and Device.objects.filter(token_sha256=device).exists():
        keys = [f"device:{device}"]
    else:
        keys = [f"account:{digest(email)}", f"address:{network(address)}"]
    return _reserve(keys, [SIGN_IN, SIGN_IN], at=at)


def reserve_address(address: str, *, at: datetime) -> Reservation:
    """Reserve a try that names no account, such as one with a passkey. Raises Limited."""
    return _reserve([f"address:{network(address)}"], [SIGN_IN], at=at)


def count_letter(email: str, *, address: str, at: datetime) -> None:
    """Count a letter that was asked for. Raises LettersLimited."""
    try:
        _reserve([f"mailbox:{digest(email)}", f"sender:{network(address)}"], [TO_A_MAILBOX, FROM_AN_ADDRESS], at=at)
    except Limited:
        raise LettersLimited from None


def count_invitation(email: str, *, at: datetime) -> None:
    """Count an invitation, to the same mailbox. Raises LettersLimited."""
    try:
        _reserve([f"mailbox:{digest(email)}"], [TO_A_MAILBOX], at=at)
    except Limited:
        raise LettersLimited from None


@transaction.atomic
def give_back(reservation: Reservation) -> None:
    with connection.cursor() as cursor:
        for key in reservation.keys:  # in the order in which they were taken, so that two never wait for each other
            cursor.execute(GIVE_BACK, {"key": key, "at": reservation.at})


def forget(*, at: datetime) -> int:
    """Delete what counts no more; return how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_tries WHERE NOT (%s < ANY(at))", [at - LONGEST])
        return cursor.rowcount


def digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def network(address: str) -> str:
    """Who is counted as one: an address of IPv4, of IPv6 the /64 that one customer is given."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Network((ip, 64), strict=False))
    return str(ip)


@transaction.atomic
def _reserve(keys: list[str], limits: Iterable[Limit], *, at: datetime) -> Reservation:
    """All or none: a place that is refused takes the others back with the transaction."""
    with connection.cursor() as cursor:
        for key, limit in zip(keys, limits, strict=False):
            cursor.execute(RESERVE, {"key": key, "at": at, "from": at - limit.period, "most": limit.most})
            if cursor.rowcount == 0:
                raise Limited
    return Reservation(tuple(keys), at)
