"""The watch sees what it is for: each secret, wherever it gets out."""

import logging

import pytest
from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail

from notifications.models import Notification
from tests import watch
from tests.canaries import IDENTITY_NUMBER, PASSWORDS, PHONE, TOTP_SECRET
from tests.factories import NOON, make_applicant, make_company, make_user

pytestmark = pytest.mark.django_db


@shared_task
def call(*, number):
    """Nothing is done."""


@pytest.mark.parametrize(
    ("secret", "name"),
    [
        (PASSWORDS[0], "password"),
        (TOTP_SECRET, "TOTP secret"),
        (IDENTITY_NUMBER, "identity number"),
        (PHONE, "phone number"),
    ],
)
def test_a_secret_in_a_logged_line_is_found(secret, name):
    logging.getLogger("filings").warning("The answer %s is wrong.", secret)

    assert watch.taken() == [(name, "log")]


def test_a_secret_in_a_traceback_is_found():
    try:
        raise ValueError(PHONE)
    except ValueError:
        logging.getLogger("filings").exception("It went wrong.")

    assert watch.taken() == [("phone number", "log")]


def test_a_session_key_is_found():
    session = SessionStore()
    session.create()

    logging.getLogger("accounts").warning("Session %s", session.session_key)

    assert watch.taken() == [("session key", "log")]


def test_a_secret_in_a_mail_is_found_whichever_way_it_goes(mailoutbox):
    mail.send_mail("Your password", PASSWORDS[0], None, ["lin@lanting.example"])
    Notification.objects.create(
        key="k", recipient=make_user(), subject=PHONE, body="", created_at=NOON, next_attempt_at=NOON
    )

    assert watch.taken() == [("password", "mail"), ("phone number", "mail")]


def test_a_secret_in_an_event_is_found():
    make_company().events.create(act="opened", at=NOON, detail={"code": TOTP_SECRET})

    assert watch.taken() == [("TOTP secret", "event")]


def test_a_secret_in_a_task_is_found():
    call.apply_async(kwargs={"number": PHONE})

    assert watch.taken() == [("phone number", "broker")]


def test_a_secret_on_an_error_page_is_found(client):
    client.force_login(make_applicant())

    answer = client.post("/filings/F-2026-999999/algorithm/", {"purpose": f"Call {PHONE}"})

    assert answer.status_code == 404  # and what was typed is given back to its sender
    assert watch.taken() == [("phone number", "error page")]
