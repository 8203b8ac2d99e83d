"""What the relay answers, over a real conversation."""

import socket
from datetime import timedelta

import pytest

from notifications import delivery, smtp
from tests.factories import NOON
from tests.notifications.factories import make_notification

pytestmark = pytest.mark.django_db

DUE = NOON + timedelta(seconds=5)


def outcome(row):
    delivery.sweep(at=DUE)
    row.refresh_from_db()
    return row.status


def test_a_mail_reaches_the_relay_whole(relay):
    row = make_notification(subject="备案已收到", body="算法名称：澜亭\n.\n")

    assert outcome(row) == "sent"

    envelope = relay.accepted[0]
    assert (envelope.mail_from, envelope.rcpt_tos) == ("portal@localhost", [row.address])
    assert f"Message-ID: <{row.message_id}@localhost>".encode() in envelope.content


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ({"RCPT": "550 No such person"}, "dead"),
        ({"DATA": "554 Not this"}, "dead"),
        ({"RCPT": "450 Later"}, "pending"),
        ({"DATA": "451 Later"}, "pending"),
        ({"MAIL": "550 You may not send"}, "pending"),
    ],
)
def test_a_mail_is_given_up_at_once_where_the_relay_will_never_take_it(relay, says, status):
    row = make_notification()
    relay.says = says

    assert outcome(row) == status
    assert relay.accepted == []


def test_the_row_keeps_the_words_of_the_relay(relay):
    row = make_notification(address="nobody@example.org")
    relay.says = {"RCPT": "550 No such person"}

    outcome(row)

    assert row.last_error == "SMTPRecipientsRefused({'nobody@example.org': (550, b'No such person')})"


def test_a_person_without_an_address_gets_no_mail_and_the_row_says_so(relay):
    row = make_notification(address="")

    assert outcome(row) == "pending"
    assert (row.last_error, relay.accepted) == ("Unsendable('It has no recipient.')", [])


def test_a_relay_that_is_away_is_tried_again(settings, closed_port):
    settings.EMAIL_BACKEND = "notifications.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port

    assert outcome(make_notification()) == "pending"


def test_a_relay_that_does_not_come_to_an_end_is_left(relay, monkeypatch):
    monkeypatch.setattr(smtp, "TOTAL", 0.3)
    relay.hesitates = 5

    assert outcome(row := make_notification()) == "pending"
    assert "timed out" in row.last_error


def test_a_relay_that_falls_silent_before_its_certificate_is_left(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "notifications.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_USE_SSL = True
        settings.EMAIL_TIMEOUT = 0.05

        assert outcome(make_notification()) == "pending"
