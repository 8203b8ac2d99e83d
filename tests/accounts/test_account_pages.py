import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from accounts import details, sessions
from accounts.models import Letter
from audit.trail import Refused
from tests.factories import make_applicant, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def person():
    return make_user(email="lin@lanting.example", name="Lin Wei")


def signed_in(person, **extra):
    browser = Client(**extra)
    assert browser.post("/account/login/", {"login": person.email, "password": PASSWORD}).status_code == 302
    return browser


def is_signed_in(browser):
    return browser.get("/account/").status_code == 200


def link_in(mail):
    return re.search(r"https?://[^/\s]+(/account/email/\S+)", mail.body).group(1)


def age(browser, **keys):
    """Make the session look as it will after so long."""
    session = browser.session
    for key, ago in keys.items():
        session[key] = (timezone.now() - ago).timestamp()
    session.save()


def test_name_and_language_are_changed(client, person):
    client.force_login(person)

    answer = client.post("/account/details/", {"name": "林薇", "language": "zh-hans"})

    person.refresh_from_db()
    assert (person.name, person.language) == ("林薇", "zh-hans")
    assert answer.headers["Location"] == "/zh-hans/account/"
    assert [event.act for event in person.events.all()] == ["details_changed"]


def test_a_name_that_cannot_be_seen_is_refused(client, person):
    client.force_login(person)

    page = client.post("/account/details/", {"name": "Lin\u202e", "language": "en"})

    assert page.context["form"].errors["name"] == ["Enter the name on one line, without characters that cannot be seen"]


def test_the_page_tells_the_person_what_happened_and_nobody_else(client, person):
    make_user(email="other@lanting.example")
    Client().post("/account/login/", {"login": "other@lanting.example", "password": "wrong"})
    browser = signed_in(person, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")

    assert [(event["label"], event["detail"]) for event in browser.get("/account/").context["events"]] == [
        ("Signed in", "Firefox, Windows, address 127.0.0.1")
    ]


def test_another_address_is_taken_when_the_letter_to_it_is_opened(client, person, mailoutbox):
    client.force_login(person)
    client.post("/account/email/", {"email": "Wei@lanting.example"})
    assert mailoutbox[0].to == ["wei@lanting.example"]
    person.refresh_from_db()
    assert person.email == "lin@lanting.example"

    answer = client.post(link_in(mailoutbox[0]))

    assert answer.headers["Location"] == "/account/"
    person.refresh_from_db()
    assert person.email == "wei@lanting.example"
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("wei@lanting.example", True)]
    assert [event.act for event in person.events.all()] == ["email_changed"]
    assert [note.address for note in person.notifications.all()] == ["lin@lanting.example"]
    assert client.get(link_in(mailoutbox[0])).status_code == 410


def test_looking_at_the_link_changes_nothing(client, person, mailoutbox):
    client.force_login(person)
    client.post("/account/email/", {"email": "wei@lanting.example"})

    assert client.get(link_in(mailoutbox[0])).status_code == 200
    person.refresh_from_db()
    assert person.email == "lin@lanting.example"


@pytest.mark.parametrize("whose", ["another person's", "an address that is taken by now"])
def test_a_link_that_may_not_be_used_changes_nothing(client, person, mailoutbox, whose):
    client.force_login(person)
    client.post("/account/email/", {"email": "wei@lanting.example"})
    if whose == "another person's":
        client.force_login(make_user())
        said = "This link belongs to another account. Sign in to that one and open it again."
    else:
        make_user(email="wei@lanting.example")
        said = "Another account has this e-mail address. Choose another address."

    page = client.post(link_in(mailoutbox[0]))

    assert page.context["said"] == said
    person.refresh_from_db()
    assert person.email == "lin@lanting.example"
    assert not person.events.exists()


def test_an_address_that_has_an_account_is_asked_for_as_any_other(client, person, mailoutbox):
    make_user(email="wei@lanting.example")
    client.force_login(person)

    assert client.post("/account/email/", {"email": "wei@lanting.example"}).headers["Location"] == "/account/"
    assert len(mailoutbox) == 1


def test_ones_own_address_is_no_new_one(client, person):
    client.force_login(person)

    page = client.post("/account/email/", {"email": "LIN@lanting.example"})

    assert page.context["form"].errors["email"] == ["This is your e-mail address already"]
    assert not Letter.objects.exists()


def test_too_many_letters_are_refused(client, person):
    client.force_login(person)

    answers = [client.post("/account/email/", {"email": "wei@lanting.example"}).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


# --- Sessions ---------------------------------------------------------------------------------------------------


def test_sessions_are_listed_with_browser_and_address(person):
    here = signed_in(person, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")
    signed_in(person, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Safari/605.1", REMOTE_ADDR="192.0.2.7")

    lines = here.get("/account/sessions/").context["lines"]

    assert sorted((line["browser"], line["row"].ip, line["here"]) for line in lines) == [
        ("Firefox, Windows", "127.0.0.1", True),
        ("Safari, iPhone", "192.0.2.7", False),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_session_as_for_three(person, count, django_assert_num_queries):
    browsers = [signed_in(person) for _ in range(count)]

    with django_assert_num_queries(5):
        browsers[0].get("/account/sessions/")


def test_all_others_are_ended_at_once(person):
    here, there, other = signed_in(person), signed_in(person), signed_in(make_user())

    here.post("/account/sessions/", {"all": "yes"})

    assert [is_signed_in(browser) for browser in (here, there, other)] == [True, False, True]
    assert "sessions_ended" in [event.act for event in person.events.all()]


def test_a_single_one_is_ended(person):
    here, there, third = signed_in(person), signed_in(person), signed_in(person)
    row = UserSession.objects.get(session_key=there.session.session_key)

    here.post("/account/sessions/", {"session": row.pk})

    assert [is_signed_in(browser) for browser in (here, there, third)] == [True, False, True]


@pytest.mark.parametrize("which", ["another person's", "missing", "no number"])
def test_the_sessions_of_others_are_not_there(person, which):
    other = signed_in(make_user())
    row = UserSession.objects.get(session_key=other.session.session_key)
    chosen = {"another person's": row.pk, "missing": row.pk + 1000, "no number": "x"}[which]

    assert signed_in(person).post("/account/sessions/", {"session": chosen}).status_code == 404
    assert is_signed_in(other)


def test_the_session_of_this_browser_is_ended_by_signing_out_alone(person):
    here = signed_in(person)

    here.post("/account/sessions/", {"session": UserSession.objects.get().pk})

    assert is_signed_in(here)


def test_another_password_ends_the_other_sessions(person):
    here, there = signed_in(person), signed_in(person)
    new = "seven small sparrows"

    answer = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert answer.headers["Location"] == "/account/"
    assert [is_signed_in(browser) for browser in (here, there)] == [True, False]
    assert UserSession.objects.count() == 1


def test_a_session_ends_with_its_sign_in_anew_and_its_sign_out(person):
    browser = signed_in(person)
    old = browser.session.session_key
    browser.post("/account/logout/")

    thief = Client()
    thief.cookies["portal_session"] = old
    assert not is_signed_in(thief)


@pytest.mark.parametrize(
    ("ago", "stands"),
    [
        ({"seen_at": timedelta(minutes=29)}, True),
        ({"seen_at": timedelta(minutes=31)}, False),
        ({"began_at": timedelta(hours=11, minutes=59)}, True),
        ({"began_at": timedelta(hours=12, minutes=1)}, False),
    ],
)
def test_a_session_ends_after_half_an_hour_of_silence_and_after_twelve_hours(person, ago, stands):
    browser = signed_in(person)
    age(browser, **ago)

    assert is_signed_in(browser) == stands
    assert UserSession.objects.exists() == stands


def test_that_somebody_is_here_is_written_once_a_minute(person):
    browser = signed_in(person)
    row = UserSession.objects.get()
    browser.get("/account/")
    assert UserSession.objects.get().last_seen_at == row.last_seen_at

    age(browser, seen_at=timedelta(seconds=61))
    browser.get("/account/")

    assert UserSession.objects.get().last_seen_at > row.last_seen_at


def test_sessions_that_are_over_are_not_listed(person):
    signed_in(person)
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=32))

    assert list(sessions.of(person, at=timezone.now())) == []


def test_all_sessions_of_a_person_can_be_ended(person):
    browsers = [signed_in(person), signed_in(person)]

    assert sessions.end_all(person) == 2
    assert not any(is_signed_in(browser) for browser in browsers)


def test_an_inactive_person_is_out_at_the_next_request(client):
    person = make_applicant()
    client.force_login(person)
    type(person).objects.update(is_active=False)

    assert client.get("/filings/").status_code == 302


def test_a_second_click_on_the_link_changes_nothing_and_tells_nobody(client, person, mailoutbox):
    client.force_login(person)
    client.post("/account/email/", {"email": "wei@lanting.example"})
    letter = Letter.objects.get()
    client.post(link_in(mailoutbox[0]))

    with pytest.raises(Refused) as refused:
        details.change_address(letter, by=person, request=None, at=timezone.now())

    assert str(refused.value) == "This link has been used already. Nothing was changed."
    assert [event.act for event in person.events.all()] == ["email_changed"]
    assert person.notifications.count() == 1


def test_a_language_that_there_is_not_is_refused_in_our_words(client, person):
    client.force_login(person)

    page = client.post("/account/details/", {"name": "Lin Wei", "language": "x" * 10_000})

    assert page.context["form"].errors == {"language": ["Select a language"]}
