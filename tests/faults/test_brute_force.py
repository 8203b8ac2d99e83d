"""However many try to sign in at once, ten tries an account and ten an address are let through, whatever the broker
does.

The judge stands outside: a hasher that writes down each password it checks. The portal's own table is compared with it.
"""

import subprocess
import sys
import time
from collections import Counter

import psycopg
import pytest

from accounts.limits import SIGN_IN
from tests.faults.attack import Door
from tests.faults.conftest import SOAK
from tests.faults.lab import Lab
from tools import ROOT

RIGHT = "correct horse battery"
# The broker's state: what is done before the tries, and while they come.
BROKER = {
    "up": (lambda lab: None, lambda lab: None),
    "down": (lambda lab: lab.valkey.stop(), lambda lab: None),
    "wiped": (lambda lab: None, lambda lab: lab.flush_broker()),
}


@pytest.fixture
def tries():
    return 10_000 if SOAK else 1_000


@pytest.fixture(params=BROKER)
def broker(request, lab):
    before, during = BROKER[request.param]
    before(lab)
    yield request.param, lambda: during(lab)
    if request.param == "down":
        lab.valkey.start()


def make_person(lab: Lab, email: str) -> None:
    code = f"from accounts.models import User; User.objects.create_user({email!r}, {RIGHT!r}, name='Somebody')"
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, env=lab.environment, check=True)


def checked(lab: Lab) -> Counter:
    """How often each password has been checked."""
    return Counter(lab.password_checks.read_text().splitlines() if lab.password_checks.exists() else [])


def counted(lab: Lab, email: str) -> tuple[int, int]:
    """What the portal says: tries counted for the account, and failures remembered."""
    with psycopg.connect(lab.postgres.url) as database:
        tries = "SELECT cardinality(at) FROM accounts_tries WHERE key = 'account:' || encode(sha256(%s), 'hex')"
        failed = (
            "SELECT count(*) FROM accounts_personevent JOIN accounts_user ON person_id = accounts_user.id"
            " WHERE email = %s AND act = 'sign_in_failed'"
        )
        row = database.execute(tries, [email.encode()]).fetchone()
        return row[0] if row else 0, database.execute(failed, [email]).fetchone()[0]


def test_ten_tries_an_account_are_let_through(lab, broker, tries, report):
    name, meanwhile = broker
    email, wrong = f"victim-{name}@example.org", f"wrong-{name}"
    make_person(lab, email)
    door = Door(lab.start_web())
    known = door.sign_in(email, RIGHT, address="192.0.2.1").device

    def victim():
        meanwhile()
        assert door.sign_in(email, RIGHT, address="192.0.2.1", cookies=known).status == 302

    began = time.monotonic()
    answers = door.storm([(email, wrong, f"10.1.{n >> 8}.{n & 255}") for n in range(tries)], victim)
    seconds = time.monotonic() - began
    report(
        f"brute force, broker {name}: {tries} tries in {seconds:.0f} s; let through {answers[200]},"
        f" limited {answers[429]}, passwords checked {checked(lab)[wrong]}"
    )
    through = answers[200]
    windows = 1 + int(seconds // SIGN_IN.period.total_seconds())  # one, but on a machine that is very busy
    assert answers == {200: through, 429: tries - through}
    assert SIGN_IN.most <= through <= SIGN_IN.most * windows
    assert checked(lab)[wrong] == through
    assert counted(lab, email) == (SIGN_IN.most, through)
    assert door.sign_in(email, RIGHT, address="192.0.2.2").status == 429
    assert door.sign_in(email, RIGHT, address="192.0.2.1", cookies=known).status == 302


def test_ten_tries_an_address_are_let_through(lab, report):
    tries = 200
    door = Door(lab.start_web())

    answers = door.storm([(f"person{n}@example.org", "wrong", "198.51.100.1") for n in range(tries)])

    report(f"brute force, one address: {tries} accounts; let through {answers[200]}, limited {answers[429]}")
    assert answers == {200: SIGN_IN.most, 429: tries - SIGN_IN.most}


def test_a_count_that_looks_first_and_writes_later_lets_more_through(lab, report):
    make_person(lab, "control@example.org")
    door = Door(lab.start_web("tests.faults.uncounted:application"))

    answers = door.storm([("control@example.org", "wrong-control", f"10.2.0.{n}") for n in range(200)])

    report(f"brute force, the control: let through {answers[200]}, passwords checked {checked(lab)['wrong-control']}")
    assert checked(lab)["wrong-control"] > SIGN_IN.most, "The control let through no more: these tries prove nothing."
