import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts import letters, sign_up
from accounts.models import Letter, User
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db

ANSWERS = {"name": "Lin Wei", "language": "zh-hans", "password": "seven small sparrows"}


def path_in(mail):
    return re.search(r"https?://[^/\s]+(/\S*account/signup/\S+)", mail.body).group(1)


@pytest.fixture
def link(client, mailoutbox):
    client.post("/account/signup/", {"email": "lin@lanting.example"})
    return path_in(mailoutbox[0])


def test_an_account_is_opened_by_the_link_of_a_letter(client, mailoutbox):
    asked = client.post("/account/signup/", {"email": "LIN@lanting.example"})
    assert asked.headers["Location"] == "/account/signup/sent/"
    assert mailoutbox[0].to == ["lin@lanting.example"]

    answer = client.post(path_in(mailoutbox[0]), ANSWERS)

    person = User.objects.get()
    assert (person.email, person.name, person.language) == ("lin@lanting.example", "Lin Wei", "zh-hans")
    assert person.check_password("seven small sparrows")
    assert answer.headers["Location"] == "/zh-hans/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [event.act for event in person.events.all()] == ["account_opened", "signed_in"]
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == ("lin@lanting.example", True, True)


def test_nothing_is_kept_of_a_person_before_they_open_the_link(link):
    assert not User.objects.exists()
    assert [letter.email for letter in Letter.objects.all()] == ["lin@lanting.example"]


def test_the_table_of_letters_holds_no_link(link):
    assert link.split("/")[-2] not in str(Letter.objects.values())


def test_a_link_works_once(client, link):
    client.post(link, ANSWERS)
    client.logout()

    answer = client.post(link, ANSWERS | {"password": "another long password"})

    assert answer.status_code == 410
    assert User.objects.get().check_password("seven small sparrows")


@pytest.mark.parametrize("change", [lambda link: link[:-3] + "xx/", lambda link: "/account/signup/x/"])
def test_an_altered_link_changes_nothing(client, link, change):
    answer = client.post(change(link), ANSWERS)

    assert answer.status_code == 410
    assert not User.objects.exists()


def test_a_link_of_another_kind_opens_no_account(client, link):
    Letter.objects.update(kind=Letter.Kind.RESET)

    assert client.get(link).status_code == 410


def test_a_link_is_over_after_three_days(client, link):
    Letter.objects.update(asked_at=timezone.now() - timedelta(days=3))

    assert client.get(link).status_code == 410


def test_whoever_has_an_account_is_told_so_by_mail_alone(client, mailoutbox):
    make_user(email="lin@lanting.example", name="Lin")

    answer = client.post("/account/signup/", {"email": "lin@lanting.example"})

    assert answer.headers["Location"] == "/account/signup/sent/"
    assert mailoutbox[0].subject == "You have an account already"
    assert "/account/signup/" not in mailoutbox[0].body


def test_whoever_has_signed_in_is_asked_to_sign_out_first(client, link):
    client.force_login(make_user(name="Somebody"))

    assert "You are signed in as Somebody" in client.get(link).content.decode()
    client.post(link, ANSWERS)
    assert not User.objects.filter(email="lin@lanting.example").exists()
    assert client.get("/account/signup/").status_code == 302


def test_the_letter_is_in_the_language_of_the_page(client, mailoutbox):
    client.post("/zh-hans/account/signup/", {"email": "lin@lanting.example"})

    assert path_in(mailoutbox[0]).startswith("/zh-hans/")


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"name": ""}, "name", "Enter your name"),
        ({"name": "x" * 10**6}, "name", "The name must be 80 characters or fewer"),
        ({"password": "lin wei lin wei"}, "password", "The password is made of your name"),
        ({"password": ""}, "password", "Enter a password"),
        ({"language": "fr"}, "language", "Select a language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, link, answers, field, said):
    page = client.post(link, ANSWERS | answers)

    assert said in page.context["form"].errors[field][0]
    assert not User.objects.exists()


@pytest.mark.parametrize("page", ["signup", "password/reset"])
def test_a_mailbox_is_not_flooded(client, mailoutbox, page):
    answers = [client.post(f"/account/{page}/", {"email": "lin@lanting.example"}).status_code for _ in range(7)]

    assert answers == [302] * 5 + [429] * 2
    assert len(mailoutbox) == 5


def test_an_act_for_an_address_that_has_an_account_is_refused():
    make_user(email="lin@lanting.example")

    with pytest.raises(sign_up.AccountExists):
        sign_up.open_account(email="LIN@lanting.example", **ANSWERS, at=NOON)


def test_an_account_says_who_opened_it():
    other = make_user()

    person = sign_up.open_account(email="lin@lanting.example", **ANSWERS, by=other, at=NOON)

    assert [(event.act, event.by) for event in person.events.all()] == [("account_opened", other)]


def test_a_letter_that_cannot_be_sent_waits_and_is_given_up_in_the_end(client, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    client.post("/account/signup/", {"email": "lin@lanting.example"})
    letter = Letter.objects.get()
    assert (letter.attempts, letter.sent_at) == (1, None)

    for hours in range(1, letters.MAX_ATTEMPTS):
        letters.send_waiting(at=timezone.now() + timedelta(hours=hours))

    assert not Letter.objects.exists()


def test_a_letter_goes_out_once(client, mailoutbox, monkeypatch):
    monkeypatch.setattr("notifications.nudging.say", lambda task: None)
    client.post("/account/signup/", {"email": "lin@lanting.example"})
    assert mailoutbox == []

    now = timezone.now()
    assert [letters.send_waiting(at=now), letters.send_waiting(at=now)] == [1, 0]
    assert len(mailoutbox) == 1


def test_old_letters_are_forgotten(link):
    assert letters.forget(at=timezone.now()) == 0
    assert letters.forget(at=timezone.now() + timedelta(days=3)) == 1


@pytest.mark.parametrize("page", ["signup", "password/reset"])
def test_whoever_has_an_account_gets_the_letter_in_their_own_language(client, mailoutbox, page):
    make_user(email="lin@lanting.example", language="zh-hans")

    client.post(f"/account/{page}/", {"email": "lin@lanting.example"})

    assert "/zh-hans/account/" in mailoutbox[0].body
