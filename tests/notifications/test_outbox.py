from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction

from notifications import delivery, nudging, outbox
from notifications.models import Notification
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db


def post(to, key="F-2026-000001:noted", what="seen"):
    outbox.post(event="tests/note", to=to, key=key, context={"what": what}, at=NOON)


@pytest.mark.parametrize(("language", "subject"), [("en", "January: seen"), ("zh-hans", "一月: seen")])
def test_a_message_is_written_in_the_language_of_its_reader(language, subject):
    post(make_user(language=language))

    assert [row.subject for row in Notification.objects.all()] == [subject]


def test_the_text_stands_above_the_name_of_the_portal(settings):
    settings.PORTAL_URL = "https://filing.example"
    post(make_user())

    assert Notification.objects.get().body == (
        "Monday\n\nseen\n\n-- \nAlgorithm Filing\nhttps://filing.example\n"
        "This mail was sent by a program. Answers to it are read by nobody."
    )


def test_a_committed_act_is_told_by_mail(django_capture_on_commit_callbacks, mailoutbox):
    reader = make_user()
    with django_capture_on_commit_callbacks(execute=True):
        post(reader)

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([reader.email], "January: seen")]
    assert Notification.objects.get().status == "sent"


def test_nothing_is_sent_before_the_act_is_committed(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks():
        post(make_user())

    assert mailoutbox == []


def test_the_sweep_leaves_a_new_message_to_the_nudge_for_five_seconds():
    post(make_user())

    assert [delivery.sweep(at=NOON + timedelta(seconds=n)) for n in (4, 5)] == [0, 1]


def test_an_act_that_is_rolled_back_leaves_no_message_and_no_mail(django_capture_on_commit_callbacks, mailoutbox):
    reader = make_user()
    with django_capture_on_commit_callbacks(execute=True), suppress(ZeroDivisionError), transaction.atomic():
        post(reader)
        raise ZeroDivisionError

    assert [*Notification.objects.all(), *mailoutbox] == []


def test_the_same_key_twice_is_one_mail(django_capture_on_commit_callbacks, mailoutbox):
    reader = make_user()
    for what in ("first", "second"):
        with django_capture_on_commit_callbacks(execute=True):
            post(reader, what=what)

    assert [mail.subject for mail in mailoutbox] == ["January: first"]


def test_one_key_is_told_to_each_reader():
    for reader in (make_user(), make_user()):
        post(reader)

    assert Notification.objects.count() == 2


def test_a_line_break_in_a_name_begins_no_other_header(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        post(make_user(), what="seen\r\nBcc: everybody@example.org\nX: y")

    sent = mailoutbox[0].message()
    assert sent["Subject"] == "January: seen Bcc: everybody@example.org X: y"
    assert (sent["Bcc"], sent["X"]) == (None, None)


def test_a_subject_is_cut_to_its_column():
    post(make_user(), what="x" * 300)

    assert len(Notification.objects.get().subject) == 200


def test_names_are_not_escaped_in_plain_text():
    post(make_user(), what="Müller & 'Söhne' <GmbH>")

    assert Notification.objects.get().subject == "January: Müller & 'Söhne' <GmbH>"


@pytest.mark.parametrize(
    ("language", "address"),
    [("en", "https://filing.example/mailbox/x/"), ("zh-hans", "https://filing.example/zh-hans/mailbox/x/")],
)
def test_an_address_in_a_mail_leads_to_the_page_in_its_readers_language(settings, language, address):
    settings.PORTAL_URL = "https://filing.example/"

    assert outbox.address_of(make_user(language=language), "mailbox:mail", "x") == address


def test_without_a_broker_the_act_is_done_and_the_sweep_sends(
    broker_away, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        post(make_user())
    assert ([row.status for row in Notification.objects.all()], mailoutbox) == (["pending"], [])

    sent = delivery.sweep(at=NOON + timedelta(seconds=5))

    assert (sent, len(mailoutbox)) == (1, 1)


def test_a_broker_that_kept_an_act_waiting_is_left_alone_ten_times_as_long(
    broker_away, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    waited_two_seconds, too_soon, then = [0, 2], [21], [22, 22]
    moments = iter(waited_two_seconds + too_soon + then)
    monkeypatch.setattr(nudging, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(3):
            post(make_user(), key=f"F-2026-00000{n}:noted")

    assert [record.message.partition(";")[0] for record in caplog.records] == ["The broker does not answer"] * 2


def post_to(address, **more):
    given = {"language": "zh-hans", "key": "invitation:1", "context": {"what": "seen"}, "at": NOON}
    outbox.post_to_address(event="tests/note", address=address, **given | more)


def test_a_message_may_go_to_an_address_that_is_nobodys_yet(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        post_to("new@example.org")

    row = Notification.objects.get()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["new@example.org"], "一月: seen")]
    assert (row.recipient, row.status, row.topic) == (None, "sent", "invitation:1")
    assert "seen" in row.body


def test_the_same_key_twice_to_one_address_is_one_mail_and_to_two_is_two():
    for address in ("a@example.org", "a@example.org", "b@example.org"):
        post_to(address)

    assert Notification.objects.count() == 2


def test_a_text_that_holds_a_key_is_emptied_once_it_was_sent(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        post_to("new@example.org", is_kept=False)

    assert "seen" in mailoutbox[0].body
    assert Notification.objects.get().body == ""
