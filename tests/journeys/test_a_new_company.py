"""From no account at all to a company with two people in it, in a browser: nothing is known but what the pages say."""

import re

import pytest
from django.core import mail

from accounts.models import Company, User
from filings.models import Filing
from tests.factories import make_office
from tests.filings.factories import FACTS
from tests.journeys.test_signing_in import NEW_PASSWORD, link_in
from tests.journeys.test_the_registration import register
from tests.journeys.test_the_road import submit, sweep

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def letter_to(address):
    """The newest one; whoever waits for it sweeps first."""
    sweep()
    return [letter for letter in mail.outbox if letter.to == [address]][-1]


def open_account(visitor, email, name):
    """As the pages lead, from the front door on."""
    visitor.go("/")
    visitor.click("Sign in", role="link")
    visitor.click("Open an account", role="link")
    visitor.page.get_by_label("E-mail address").fill(email)
    visitor.click("Send the letter")
    visitor.go(link_in(letter_to(email)))
    visitor.page.get_by_label("Name").fill(name)
    visitor.page.get_by_label("Password").fill(NEW_PASSWORD)
    visitor.click("Open the account")


def test_a_newcomer_registers_a_company_and_is_joined_by_a_colleague(visit):
    make_office("33")
    owner = visit()
    open_account(owner, "mei@lanting.example", "Mei")
    owner.page.get_by_label("Company name").fill(FACTS["company_name"])
    owner.page.get_by_label("Unified social credit code").fill(FACTS["credit_code"][:-1] + "0")
    owner.click("Continue")
    assert "compare each character with the licence" in owner.text
    owner.page.get_by_label("Unified social credit code").fill(FACTS["credit_code"])
    owner.click("Continue")
    assert "Your company is not registered yet" in owner.text

    owner.click("Start the registration", role="link", exact=False)
    owner.click("Start the registration", exact=False)
    register(owner)
    submit(owner)
    assert Filing.objects.get().case.office == make_office("33")

    owner.click("People", role="link")
    owner.click("Invite somebody", role="link")
    owner.page.get_by_label("E-mail address").fill("wang@lanting.example")
    owner.page.get_by_label("Editor").check()
    owner.click("Send the invitation")
    assert "wang@lanting.example" in owner.text

    colleague = visit()
    colleague.go(link_in(letter_to("wang@lanting.example")))
    assert FACTS["company_name"] in colleague.text
    colleague.page.get_by_label("Name").fill("Wang Fang")
    colleague.page.get_by_label("Password").fill(NEW_PASSWORD)
    colleague.click("Open the account and accept")
    assert FACTS["company_name"] in colleague.page.locator("header").inner_text()
    assert "The registration of your company waits for the provincial office" in colleague.text

    company = Company.objects.get()
    assert {each.user.name: each.role for each in company.memberships.all()} == {"Mei": "owner", "Wang Fang": "editor"}


def test_the_pages_of_a_company_speak_chinese(visit):
    guest = visit(language="zh-hans")
    guest.go("/account/signup/")
    guest.page.locator("input[name=email]").fill("mei@lanting.example")
    guest.press(guest.page.locator("main button[type=submit]"))
    sweep()
    guest.page.goto(guest.address + re.search(r"https?://[^/\s]+(/zh-hans/\S+)", mail.outbox[-1].body).group(1))
    guest.page.locator("input[name=name]").fill("梅")
    guest.page.locator("input[name=password]").fill(NEW_PASSWORD)
    guest.press(guest.page.locator("main button[type=submit]"))
    guest.page.locator("input[name=name]").fill(FACTS["company_name"])
    guest.page.locator("input[name=credit_code]").fill(FACTS["credit_code"])
    guest.press(guest.page.locator("main form button[type=submit]").first)

    company = Company.objects.get()
    assert User.objects.get().companies.get() == company
    for path in [
        "/filings/",
        "/filings/company/",
        f"/account/companies/{company.uuid}/people/",
        f"/account/companies/{company.uuid}/people/invite/",
    ]:
        guest.go(path)
        assert re.search(r"[一-鿿]{2,}", guest.page.locator("h1").inner_text())
        assert guest.page.locator("html").get_attribute("lang") == "zh-Hans"
