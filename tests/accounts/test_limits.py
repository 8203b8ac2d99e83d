from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from accounts import limits
from accounts.models import Tries
from tests.factories import NOON

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def attempt(n=0, *, email="lin@lanting.example", address="192.0.2.1", device="", at=None):
    return limits.reserve_sign_in(email, device=device, address=address, at=at or NOON + n * SECOND)


def let_through(tries):
    """How many of the calls were let through."""
    through = 0
    for each in tries:
        try:
            each()
        except limits.Limited:
            continue
        through += 1
    return through


def test_ten_tries_are_let_through_in_five_minutes():
    assert let_through(lambda n=n: attempt(n) for n in range(25)) == 10


def test_the_window_slides():
    for n in range(10):
        attempt(n)

    with pytest.raises(limits.Limited):
        attempt(at=NOON + timedelta(minutes=5) - SECOND)
    attempt(at=NOON + timedelta(minutes=5, seconds=1))


def test_what_is_limited_counts_no_further():
    for n in range(10):
        attempt(n)
    for _ in range(5):
        with pytest.raises(limits.Limited):
            attempt(at=NOON + timedelta(minutes=4))

    attempt(at=NOON + timedelta(minutes=5, seconds=1))


def test_a_success_gives_its_place_back():
    for _ in range(30):
        limits.give_back(attempt())

    assert let_through(lambda n=n: attempt(n) for n in range(25)) == 10


def test_only_one_of_two_at_the_same_instant_is_given_back():
    attempt()
    limits.give_back(attempt())

    assert let_through(lambda n=n: attempt(n + 1) for n in range(25)) == 9


def test_an_address_is_counted_over_all_accounts():
    tries = [lambda n=n: attempt(n, email=f"person{n}@example.org") for n in range(25)]

    assert let_through(tries) == 10


def test_an_account_is_counted_over_all_addresses_and_in_any_case():
    tries = [
        lambda n=n: attempt(n, email=["lin@lanting.example", "LIN@lanting.example "][n % 2], address=f"192.0.2.{n}")
        for n in range(25)
    ]

    assert let_through(tries) == 10


def test_a_try_that_the_address_refuses_takes_no_place_of_the_account():
    for n in range(10):
        attempt(n, email=f"person{n}@example.org")
    with pytest.raises(limits.Limited):
        attempt(10)

    assert let_through(lambda n=n: attempt(n + 11, address=f"198.51.100.{n}") for n in range(25)) == 10


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
    ],
)
def test_an_address_of_ipv6_is_counted_by_its_network(address, counted):
    assert limits.network(address) == counted


def test_no_address_and_no_e_mail_stands_in_a_key():
    attempt()

    assert [row.key for row in Tries.objects.order_by("key")] == [
        "account:" + limits.digest("lin@lanting.example"),
        "address:192.0.2.1",
    ]


def test_letters_are_counted_by_mailbox_and_by_sender():
    def asked(n, address):
        limits.count_letter("lin@lanting.example", address=address, at=NOON + n * SECOND)

    for n in range(5):
        asked(n, f"192.0.2.{n}")
    with pytest.raises(limits.LettersLimited):
        asked(6, "192.0.2.9")
    asked(3601, "192.0.2.9")


def test_old_rows_are_forgotten_and_young_ones_kept():
    attempt(email="old@lanting.example")
    attempt(email="new@lanting.example", at=NOON + timedelta(hours=2))

    assert limits.forget(at=NOON + timedelta(hours=2)) == 1
    assert Tries.objects.filter(key="account:" + limits.digest("new@lanting.example")).exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_than_ten_are_let_through():
    def one(n):
        try:
            attempt(n)
        except limits.Limited:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(one, range(80))) == 10
