import importlib
import re
import sys
from itertools import chain

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import clear_url_caches

import config.urls
from notifications import mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    return settings.MAILBOX_DIR


def arrive(subject="A note", to="lin@lanting.example", body="See https://filing.example/filings/F-2026-000001/"):
    EmailMessage(subject, body, "portal@filing.example", [to], connection=mailbox.MailboxBackend()).send()


def subjects(answer):
    return [mail.subject for mail in answer.context["mails"]]


def test_mails_are_listed_newest_first(client):
    for subject in ("first", "第二", "third"):
        arrive(subject)

    assert subjects(client.get("/mailbox/")) == ["third", "第二", "first"]


def test_the_mailbox_is_for_reading_only(client):
    assert [client.post("/mailbox/").status_code, client.delete("/mailbox/any/").status_code] == [405, 405]


def test_mails_to_one_person_are_found(client):
    arrive("to Lin")
    arrive("to Chen", to="chen@lanting.example")

    assert subjects(client.get("/mailbox/", {"to": " Chen@lanting.example "})) == ["to Chen"]


def test_an_empty_mailbox_says_so(client):
    assert "No mail yet" in client.get("/mailbox/").content.decode()


def test_a_mail_is_read_as_its_recipient_sees_it(client):
    arrive(subject="A & B", body="Read <b>this</b> at https://filing.example/filings/F-2026-000001/")
    name = client.get("/mailbox/").context["mails"][0].name

    page = client.get(f"/zh-hans/mailbox/{name}/").content.decode()

    assert "A &amp; B</h1>" in page
    assert "Read &lt;b&gt;this&lt;/b&gt; at" in page
    assert '<a href="https://filing.example/filings/F-2026-000001/"' in page


def test_a_mail_that_is_half_written_is_not_seen(client, empty_mailbox):
    arrive()
    (empty_mailbox / "2.part").write_bytes(b"Subject: half")

    assert subjects(client.get("/mailbox/")) == ["A note"]


def test_an_unknown_mail_is_not_found(client):
    assert client.get("/mailbox/00000000000000000001-abcdef00/").status_code == 404


def test_the_mailbox_asks_the_database_nothing_whatever_it_holds(client, django_assert_num_queries):
    for count in (1, 3):
        while len(mailbox.mails(limit=10)) < count:
            arrive()
        with django_assert_num_queries(0):
            assert len(subjects(client.get("/mailbox/"))) == count


def test_every_page_leads_to_the_mailbox(client):
    assert '<a class="govuk-link" href="/mailbox/">Read the mails it sends</a>' in client.get("/").content.decode()


def test_an_address_in_a_mail_begins_its_line():
    """Where it touches a Chinese colon, it is no link in the mailbox, nor in many a mail program."""
    bodies = [path.read_text() for path in (settings.BASE_DIR / "templates/emails").rglob("body.txt")]
    with (settings.BASE_DIR / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        mails = [message for message in read_po(file) if "templates/emails" in str(message.locations)]
    bodies += [message.string for message in mails if isinstance(message.string, str)]

    before = [re.findall(r"^(.*)(?:{{ address }}|%\(address\)s)", re.sub("{%.*?%}", "", body), re.M) for body in bodies]

    assert set(chain(*before)) == {""}


def test_outside_a_demonstration_there_is_no_mailbox(client, settings):
    arrive()
    try:
        settings.DEMONSTRATION = False
        reload_urls()
        assert [client.get(page).status_code for page in ("/mailbox/", "/zh-hans/mailbox/")] == [404, 404]
    finally:
        settings.DEMONSTRATION = True
        reload_urls()
    assert client.get("/mailbox/").status_code == 200


def reload_urls():
    importlib.reload(sys.modules[config.urls.__name__])
    clear_url_caches()
