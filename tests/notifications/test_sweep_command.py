import os
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from reviews import intake
from tests.notifications.factories import make_notification

# Transactional: the command looks after its connection as no code below a test's transaction may.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def signals_are_put_back():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)}
    signal.signal(signal.SIGALRM, lambda *_: pytest.fail("The sweep did not end."))
    signal.alarm(30)
    yield
    signal.alarm(0)
    for number, handler in before.items():
        signal.signal(number, handler)


def waiting():
    return make_notification(at=timezone.now() - timedelta(minutes=1))


def passes(monkeypatch, *what):
    """Let the sweep meet ``what``, an exception or nothing, in one pass after the other; then it is told to stop."""
    coming = iter(what)

    def open_waiting(*, at):
        event = next(coming, None)
        if event is None:
            os.kill(os.getpid(), signal.SIGTERM)
            return 0
        raise event

    monkeypatch.setattr(intake, "open_waiting", open_waiting)


def test_the_sweep_sends_what_waits(mailoutbox):
    waiting()

    call_command("sweep")

    assert len(mailoutbox) == 1


def test_a_single_sweep_that_finds_no_database_fails(monkeypatch):
    passes(monkeypatch, OperationalError("server closed the connection"))

    with pytest.raises(OperationalError):
        call_command("sweep")


def test_the_sweep_that_keeps_its_own_time_ends_when_it_is_told(monkeypatch, mailoutbox):
    waiting()
    passes(monkeypatch)

    call_command("sweep", every=0.001)

    assert len(mailoutbox) == 1


def test_a_database_that_is_away_is_said_once_and_waited_for(monkeypatch, caplog):
    passes(monkeypatch, OperationalError("connection refused"), OperationalError("connection refused"))

    call_command("sweep", every=0.001)

    assert [record.message for record in caplog.records if record.levelname == "WARNING"] == [
        "The database does not answer, trying on: connection refused",
        "The database answers again",
    ]


def test_a_fault_of_ours_does_not_end_the_sweeping(monkeypatch, caplog, mailoutbox):
    waiting()
    passes(monkeypatch, LookupError("a bug"))

    call_command("sweep", every=0.001)

    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "A sweep broke off; the next one begins anew"
    ]
    assert len(mailoutbox) == 1
