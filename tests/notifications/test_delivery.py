from collections import Counter
from datetime import timedelta

import psycopg
import pytest
from django.core.mail.backends import locmem
from django.db import OperationalError, connection

from notifications import delivery, tasks
from tests.factories import NOON
from tests.notifications.factories import make_notification
from tests.together import at_once

pytestmark = pytest.mark.django_db

DUE = NOON + timedelta(seconds=5)


def seconds(n):
    return timedelta(seconds=n)


@pytest.fixture
def when_sending(monkeypatch):
    """Call what the test gives, once, at the moment when the next mail is handed to the relay."""

    def interfere(what):
        original = locmem.EmailBackend.send_messages

        def send(self, messages):
            monkeypatch.setattr(locmem.EmailBackend, "send_messages", original)
            what()
            return original(self, messages)

        monkeypatch.setattr(locmem.EmailBackend, "send_messages", send)

    return interfere


def dies():
    raise KeyboardInterrupt


def fails():
    raise ConnectionResetError


def test_a_mail_says_which_it_is_when_it_was_written_and_that_a_program_wrote_it(settings, mailoutbox):
    settings.DEFAULT_FROM_EMAIL = "Algorithm Filing <portal@filing.example>"
    row = make_notification()

    delivery.deliver(row.pk, at=NOON)

    sent = mailoutbox[0].message()
    assert {name: sent[name] for name in ("From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted")} == {
        "From": "Algorithm Filing <portal@filing.example>",
        "To": row.address,
        "Subject": "A note",
        "Message-ID": f"<{row.message_id}@filing.example>",
        "Date": "Mon, 02 Mar 2026 04:00:00 +0000",
        "Auto-Submitted": "auto-generated",
    }


def test_a_notification_that_is_delivered_twice_is_one_mail(mailoutbox):
    row = make_notification()

    for _ in range(2):
        tasks.deliver_notification(notification_id=row.pk)

    row.refresh_from_db()
    assert (row.status, row.attempts, len(mailoutbox)) == ("sent", 1, 1)


def test_a_notification_that_is_gone_is_no_error(mailoutbox):
    delivery.deliver(0, at=NOON)

    assert mailoutbox == []


def test_what_was_recorded_as_sent_without_an_attempt_is_not_sent(mailoutbox):
    row = make_notification(status="sent", sent_at=NOON)

    delivery.deliver(row.pk, at=NOON)

    assert mailoutbox == []


def test_a_sweep_sends_as_many_as_it_is_told(mailoutbox):
    for _ in range(3):
        make_notification()

    assert (delivery.sweep(at=DUE, limit=2), len(mailoutbox)) == (2, 2)


def test_a_sweep_that_has_had_its_time_leaves_the_rest_to_the_next(when_sending, clock):
    for _ in range(2):
        make_notification()
    when_sending(lambda: setattr(clock, "now", 11))

    assert delivery.sweep(at=DUE) == 1


def test_a_lease_begins_when_its_row_is_claimed_not_when_the_sweep_began(when_sending, clock):
    make_notification()
    make_notification()

    def slow():
        clock.now = 9
        when_sending(dies)

    when_sending(slow)
    with pytest.raises(KeyboardInterrupt):
        delivery.sweep(at=DUE)

    assert [delivery.sweep(at=DUE + seconds(n)) for n in (83, 84)] == [0, 1]


def test_the_tick_of_beat_sweeps(mailoutbox):
    make_notification()

    tasks.sweep_outbox()

    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_mail_once(mailoutbox):
    rows = [make_notification() for _ in range(20)]

    sent = at_once(*[lambda: delivery.sweep(at=DUE)] * 2)

    assert sum(sent) == 20
    assert Counter(mail.to[0] for mail in mailoutbox) == Counter(row.address for row in rows)


def test_when_the_lease_of_a_dead_sender_runs_out_the_next_one_takes_over(when_sending, mailoutbox):
    make_notification()
    when_sending(dies)
    with pytest.raises(KeyboardInterrupt):
        delivery.sweep(at=DUE)

    assert [delivery.sweep(at=DUE + seconds(n)) for n in (0, 74, 75)] == [0, 0, 1]
    assert len(mailoutbox) == 1


def test_a_nudge_that_comes_again_does_not_break_into_a_lease(when_sending, mailoutbox):
    row = make_notification()
    when_sending(dies)
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver(row.pk, at=NOON)

    delivery.deliver(row.pk, at=NOON + seconds(74))
    assert mailoutbox == []
    delivery.deliver(row.pk, at=NOON + seconds(75))
    assert len(mailoutbox) == 1


def test_a_sender_that_outlived_its_lease_has_no_more_say(when_sending):
    row = make_notification()

    def late():
        delivery.sweep(at=DUE + seconds(75))
        fails()

    when_sending(late)
    assert delivery.sweep(at=DUE, limit=1) == 0

    row.refresh_from_db()
    assert (row.status, row.last_error) == ("sent", "")


def test_a_mail_that_fails_is_put_off_and_keeps_no_other_from_being_sent(when_sending, mailoutbox):
    unlucky, lucky = make_notification(), make_notification()
    when_sending(fails)

    assert delivery.sweep(at=DUE) == 1

    unlucky.refresh_from_db()
    assert [mail.to for mail in mailoutbox] == [[lucky.address]]
    assert (unlucky.status, unlucky.next_attempt_at, unlucky.last_error) == (
        "pending",
        DUE + seconds(30),
        "ConnectionResetError()",
    )


def test_the_pauses_double_up_to_six_hours_and_last_over_a_weekend():
    pauses = [delivery.pause_after(attempts) for attempts in range(1, 20)]

    assert pauses[:3] == [seconds(30), seconds(60), seconds(120)]
    assert pauses[-1] == timedelta(hours=6)
    assert timedelta(days=2.5) < sum(pauses, timedelta()) < timedelta(days=3)


def test_after_twenty_failures_a_mail_is_given_up(when_sending, mailoutbox):
    row = make_notification()
    for _ in range(20):
        assert row.status == "pending"
        when_sending(fails)
        delivery.sweep(at=row.next_attempt_at, limit=1)
        row.refresh_from_db()

    assert (row.status, row.attempts) == ("dead", 20)
    assert delivery.sweep(at=row.next_attempt_at) == 0
    assert mailoutbox == []


def test_a_mail_at_which_twenty_senders_died_is_given_up(mailoutbox):
    row = make_notification(attempts=20)

    delivery.sweep(at=DUE)

    row.refresh_from_db()
    assert (row.status, row.last_error) == ("dead", "Unsendable('Every sender died at it.')")
    assert mailoutbox == []


def break_off():
    """End the connection as a crash of the database would."""
    parameters = connection.get_connection_params()
    wanted = {name: parameters[name] for name in ("host", "port", "user", "password", "dbname")}
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


@pytest.mark.django_db(transaction=True)
def test_a_sent_mail_is_marked_though_the_database_broke_off_meanwhile(when_sending, monkeypatch, mailoutbox):
    monkeypatch.setattr(delivery, "MARK_PAUSES", (0, 0))
    row = make_notification()
    when_sending(break_off)

    delivery.sweep(at=DUE)

    row.refresh_from_db()
    assert (row.status, len(mailoutbox)) == ("sent", 1)


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_mark_is_lost_goes_out_again_as_the_same_mail(when_sending, monkeypatch, mailoutbox):
    monkeypatch.setattr(delivery, "MARK_PAUSES", ())
    make_notification()
    when_sending(break_off)
    with pytest.raises(OperationalError):
        delivery.sweep(at=DUE)
    connection.close()

    assert delivery.sweep(at=DUE + seconds(75)) == 1
    first, second = (mail.message()["Message-ID"] for mail in mailoutbox)
    assert first == second


@pytest.mark.parametrize(("interfere", "said"), [(None, "Sent {}"), (fails, "Put off {}: ConnectionResetError")])
def test_the_log_names_the_filing_and_not_the_persons_id(when_sending, caplog, interfere, said):
    caplog.set_level("INFO", logger="notifications.delivery")
    row = make_notification(key="F-2026-000123:received:1:77")
    if interfere:
        when_sending(interfere)

    delivery.deliver(row.pk, at=NOON)

    assert [record.message for record in caplog.records] == [said.format("F-2026-000123:received:1")]


@pytest.mark.parametrize(("attempts", "body"), [(0, "A key"), (delivery.MAX_ATTEMPTS - 1, "")])
def test_a_text_that_holds_a_key_is_emptied_when_it_is_given_up_and_not_before(when_sending, attempts, body):
    row = make_notification(is_kept=False, body="A key", attempts=attempts)
    when_sending(fails)

    delivery.sweep(at=DUE)

    row.refresh_from_db()
    assert row.body == body
