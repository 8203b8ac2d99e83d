"""Sign-in, sign-up and reset answer alike for a known and for an unknown address: status, headers, bytes, queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_user

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "somebody@lanting.example", "anybodyy@lanting.example"
PAGES = [
    ("/account/login/", "login", {"password": "seven small sparrows"}),
    ("/account/signup/", "email", {}),
    ("/account/password/reset/", "email", {}),
]


@pytest.fixture(autouse=True)
def person():
    make_user(email=KNOWN)


def bare(answer, email):
    """What was answered, without the token of the form and the address that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(email, "")
    headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Expires")}
    return answer.status_code, headers, text


@pytest.mark.parametrize("language", ["", "/zh-hans"])
@pytest.mark.parametrize(("page", "field", "more"), PAGES)
def test_the_answers_are_the_same(client, page, field, more, language):
    known, unknown = [
        bare(client.post(language + page, {field: email, **more}, follow=True), email) for email in (KNOWN, UNKNOWN)
    ]

    assert known == unknown


@pytest.mark.parametrize(("page", "field", "more"), PAGES)
def test_the_limits_are_the_same(client, page, field, more):
    answers = {
        email: [
            bare(client.post(page, {field: email, **more}, REMOTE_ADDR=f"192.0.2.{10 * n + side}"), email)
            for n in range(12)
        ]
        for side, email in enumerate((KNOWN, UNKNOWN))
    }

    assert answers[KNOWN] == answers[UNKNOWN]
    assert answers[KNOWN][-1][0] == 429


@pytest.mark.parametrize(("page", "field", "more"), PAGES)
def test_the_database_is_asked_the_same(client, page, field, more, monkeypatch):
    monkeypatch.setattr("notifications.nudging.say", lambda task: None)
    client.post(page, {field: "first@lanting.example", **more})
    asked = []
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.post(page, {field: email, **more})
        asked.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries])

    assert asked[0] == asked[1]


@pytest.mark.parametrize(("page", "field", "more"), PAGES)
def test_a_password_is_hashed_as_often(client, page, field, more, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    counts = []
    for email in (KNOWN, UNKNOWN):
        hashed.clear()
        client.post(page, {field: email, **more})
        counts.append(len(hashed))

    assert counts[0] == counts[1]
