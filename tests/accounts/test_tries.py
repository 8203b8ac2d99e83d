"""Tries to sign in, as a browser makes them."""

import re

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import PersonEvent, Tries
from tests.factories import TOTP_SECRET, make_reviewer, make_user
from tests.journeys.visitor import code_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
LIMITED = "Too many attempts. Wait five minutes and try again."


def sign_in(client, email="lin@lanting.example", password=PASSWORD, **extra):
    return client.post("/account/login/", {"login": email, "password": password}, **extra)


@pytest.fixture
def person():
    return make_user(email="lin@lanting.example")


@pytest.mark.parametrize("email", ["lin@lanting.example", "nobody@lanting.example"])
def test_after_ten_failed_tries_the_account_is_locked_whether_it_exists_or_not(client, person, email):
    answers = [sign_in(client, email, "wrong").status_code for _ in range(13)]

    assert answers == [200] * 10 + [429] * 3
    assert sign_in(client, email).context["form"].non_field_errors() == [LIMITED]


def test_an_address_is_locked_over_all_accounts_and_not_another(client, person):
    for n in range(10):
        sign_in(client, f"person{n}@example.org", "wrong")

    assert sign_in(client).status_code == 429
    assert sign_in(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_signing_in_uses_up_no_try(person):
    for _ in range(12):
        assert sign_in(Client()).status_code == 302

    assert sum(len(row.at) for row in Tries.objects.all()) == 0


def test_a_known_device_gets_in_while_account_and_address_are_locked(person):
    known, stranger = Client(), Client()
    sign_in(known)
    known.post("/account/logout/")
    for _ in range(12):
        sign_in(stranger, password="wrong")

    assert sign_in(stranger).status_code == 429
    assert sign_in(known).status_code == 302


def test_a_known_device_has_ten_tries_of_its_own(person):
    known = Client()
    sign_in(known)
    known.post("/account/logout/")

    assert [sign_in(known, password="wrong").status_code for _ in range(12)] == [200] * 10 + [429] * 2


def test_a_device_is_known_for_the_person_alone_who_signed_in_with_it(person):
    make_user(email="other@lanting.example")
    known = Client()
    sign_in(known, "other@lanting.example")
    known.post("/account/logout/")
    for _ in range(10):
        sign_in(Client(), password="wrong")

    assert sign_in(known).status_code == 429


def test_the_cookie_of_a_device_is_closed_to_scripts_and_lasts_a_year(client, person):
    cookie = sign_in(client).cookies[settings.DEVICE_COOKIE_NAME]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 365 * 24 * 3600)
    assert len(cookie.value) >= 43
    assert cookie.value not in str(person.devices.values())


def test_a_cookie_that_was_made_up_is_replaced(client, person):
    client.cookies[settings.DEVICE_COOKIE_NAME] = "x"

    assert len(sign_in(client).cookies[settings.DEVICE_COOKIE_NAME].value) >= 43


def test_codes_count_like_passwords():
    reviewer = make_reviewer(email="chen@zhejiang.example")
    client = Client()
    assert sign_in(client, reviewer.email).headers["Location"] == "/account/factors/authenticate/"

    answers = [client.post("/account/factors/authenticate/", {"code": "000000"}).status_code for _ in range(12)]

    assert answers == [200] * 10 + [429] * 2
    right = client.post("/account/factors/authenticate/", {"code": code_of(TOTP_SECRET)})
    assert right.status_code == 429


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("reauthenticate", {"password": "wrong"}),
        ("factors/reauthenticate", {"code": "000000"}),
        ("password/change", {"oldpassword": "wrong", "password1": "seven sparrows", "password2": "seven sparrows"}),
    ],
)
def test_showing_again_who_one_is_counts_too(client, page, form):
    client.force_login(make_reviewer())

    assert [client.post(f"/account/{page}/", form).status_code for _ in range(12)] == [200] * 10 + [429] * 2


def test_passkeys_that_fail_count_by_address(client):
    bad = {"credential": '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}'}
    answers = [client.post("/account/factors/passkeys/login/", bad).status_code for _ in range(12)]

    assert answers == [302] * 10 + [429] * 2


@pytest.mark.parametrize("credential", ["", "[]", "{}", "1", "null", '"x"', '{"id":1}', '{"response":[]}', "{"])
def test_a_passkey_that_was_made_up_is_refused(client, credential):
    answer = client.post("/account/factors/passkeys/login/", {"credential": credential})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")


def test_what_happened_is_remembered_with_address_and_browser_and_no_secret(client, person):
    agent = {
        "HTTP_USER_AGENT": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/128.0",
        "REMOTE_ADDR": "192.0.2.7",
    }
    for _ in range(14):
        sign_in(client, password="my secret word", **agent)
    sign_in(client)
    client.post("/account/logout/")

    events = PersonEvent.objects.filter(person=person)
    assert [event.act for event in events] == [
        *["sign_in_failed"] * 10,
        "sign_in_limited",
    ] + (["signed_in", "signed_out"] if events.count() > 11 else [])
    assert events[0].detail == {"address": "192.0.2.7", "agent": "Firefox, Windows"}
    assert events[0].by is None
    assert not re.search("secret", str(events.values()))


def test_a_failed_try_for_no_account_is_remembered_nowhere(client):
    sign_in(client, "nobody@lanting.example", "wrong")

    assert not PersonEvent.objects.exists()


def test_an_address_with_a_zero_byte_is_a_wrong_one(client):
    assert sign_in(client, "lin\x00@lanting.example").status_code == 200
