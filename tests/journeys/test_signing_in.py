"""Opening an account, second factors, and each way to sign in, in a browser."""

import re

import pytest
from django.core import mail

from accounts.models import Posting, User
from tests.factories import make_office, make_user
from tests.journeys.visitor import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEW_PASSWORD = "seven small sparrows sing"


def link_in(letter):
    """The path of the one page that a letter leads to."""
    return re.search(r"https?://[^/\s]+(/account/\S+)", letter.body).group(1)


def make_newcomer(**fields):
    """A person of an office who has no second factor yet."""
    person = make_user(**fields)
    Posting.objects.create(user=person, office=make_office("33"), role=Posting.Role.REVIEWER)
    return person


def test_a_person_opens_an_account_by_a_letter_and_signs_in(visit):
    guest = visit()
    guest.go("/")
    guest.click("Sign in", role="link")
    guest.click("Open an account", role="link")
    guest.page.get_by_label("E-mail address").fill("mei@lanting.example")
    guest.click("Send the mail")
    assert "A mail is on its way" in guest.text

    guest.go(link_in(mail.outbox[-1]))
    guest.page.get_by_label("Name").fill("Mei")
    guest.page.get_by_label("Password").fill("short")
    guest.click("Open the account")
    assert "The password must be 12 characters or more" in guest.text
    guest.page.get_by_label("Password").fill(NEW_PASSWORD)
    guest.click("Open the account")
    assert guest.page.locator("header").get_by_text("Mei").is_visible()

    again = visit()
    again.go("/account/login/")
    again.page.locator("input[name=login]").fill("mei@lanting.example")
    again.page.locator("input[name=password]").fill(NEW_PASSWORD)
    again.press(again.page.locator("main button[type=submit]").first)
    again.go("/account/")
    assert "mei@lanting.example" in again.text
    again.go("/account/sessions/")
    again.click("Sign out everywhere else")
    guest.go("/account/")
    assert "/account/login/" in guest.page.url


def test_an_account_is_opened_in_chinese(visit):
    guest = visit(language="zh-hans")
    guest.go("/account/signup/")
    guest.page.locator("input[name=email]").fill("mei@lanting.example")
    guest.press(guest.page.locator("main button[type=submit]"))
    assert guest.page.locator("html").get_attribute("lang") == "zh-Hans"

    assert "/zh-hans/account/signup/" in mail.outbox[-1].body
    guest.page.goto(guest.address + re.search(r"https?://[^/\s]+(/zh-hans/\S+)", mail.outbox[-1].body).group(1))
    guest.look()
    guest.page.locator("input[name=name]").fill("梅")
    guest.page.locator("input[name=password]").fill(NEW_PASSWORD)
    guest.press(guest.page.locator("main button[type=submit]"))

    assert User.objects.get().language == "zh-hans"
    for path in [
        "/account/",
        "/account/details/",
        "/account/email/",
        "/account/password/change/",
        "/account/sessions/",
    ]:
        guest.go(path)


def test_a_reviewer_sets_up_a_code_app_and_signs_in_with_it(visit):
    person = make_newcomer(email="chen@zhejiang.example")
    reviewer = visit()
    reviewer.sign_in(person.email)
    assert "Whoever works in an office signs in with a second factor" in reviewer.text
    reviewer.go("/reviews/")
    assert reviewer.page.url.endswith("/account/factors/")

    reviewer.click("Set up a code app", role="link")
    reviewer.enter_code(reviewer.page.locator("main code").inner_text())
    assert "Recovery codes" in reviewer.text
    recovery = reviewer.page.locator("main .pt-codes code").first.inner_text()
    reviewer.go("/reviews/")
    assert reviewer.page.url.endswith("/reviews/")

    elsewhere = visit()
    elsewhere.go("/account/login/")
    elsewhere.page.locator("input[name=login]").fill(person.email)
    elsewhere.page.locator("input[name=password]").fill(PASSWORD)
    elsewhere.press(elsewhere.page.locator("main button[type=submit]").first)
    assert "Your second factor" in elsewhere.text
    elsewhere.page.locator("input[name=code]").fill(recovery)
    elsewhere.press(elsewhere.page.locator("main button[type=submit]").first)
    assert elsewhere.page.url.endswith("/reviews/")


def test_a_reviewer_adds_a_passkey_and_signs_in_with_it_in_each_way(visit):
    person = make_newcomer(email="chen@zhejiang.example")
    person.postings.get().office.__class__.objects.update(requires_passkey=True)
    reviewer = visit()
    reviewer.bring_passkey()
    reviewer.sign_in(person.email)
    assert "Your office asks all who work there to sign in with a passkey" in reviewer.text
    reviewer.click("Add a passkey", role="link")
    reviewer.page.get_by_label("Name of the passkey").fill("office laptop")
    reviewer.click("Add the passkey")
    assert "Recovery codes" in reviewer.text
    reviewer.click("I have kept them, go on", role="link")
    assert reviewer.page.url.endswith("/reviews/")
    reviewer.go("/account/factors/")
    assert "office laptop" in reviewer.text

    leave(reviewer)
    reviewer.go("/account/login/")
    reviewer.click("Sign in with a passkey")
    assert reviewer.page.url.endswith("/reviews/")

    leave(reviewer)
    reviewer.go("/account/login/")
    reviewer.page.locator("input[name=login]").fill(person.email)
    reviewer.page.locator("input[name=password]").fill(PASSWORD)
    reviewer.press(reviewer.page.locator("main button[type=submit]").first)
    reviewer.click("Use your passkey")
    assert reviewer.page.url.endswith("/reviews/")


def test_the_pages_about_factors_speak_chinese(visit):
    person = make_newcomer(email="chen@zhejiang.example", language="zh-hans")
    reviewer = visit(language="zh-hans")
    reviewer.bring_passkey()
    reviewer.sign_in(person.email)
    for path in ["", "app/add/", "passkeys/add/"]:
        reviewer.go(f"/account/factors/{path}")
        assert reviewer.page.locator("html").get_attribute("lang") == "zh-Hans"
    reviewer.page.locator("input[name=name]").fill("办公电脑")
    reviewer.press(reviewer.page.locator("#passkey_add"))
    reviewer.go("/account/factors/")
    assert "办公电脑" in reviewer.text


def leave(visitor):
    visitor.go("/account/logout/")
    visitor.press(visitor.page.locator("main button[type=submit]"))
