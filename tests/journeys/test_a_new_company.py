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
    visitor.click("Send the mail")
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
    assert "The registration of your company has been with the provincial office" in colleague.text

    company = Company.objects.get()
    assert {each.user.name: each.role for each in company.memberships.all()} == {"Mei": "owner", "Wang Fang": "editor"}


def send(visitor):
    visitor.press(visitor.page.locator("main form button[type=submit]").first)


def open_letter_to(visitor, address):
    """Follow the link in the newest mail, which leads to pages in Chinese."""
    visitor.page.goto(visitor.address + re.search(r"https?://[^/\s]+(/zh-hans/\S+)", letter_to(address).body).group(1))
    visitor.look()


def choose_name_and_password(visitor, name):
    visitor.page.locator("input[name=name]").fill(name)
    visitor.page.locator("input[name=password]").fill(NEW_PASSWORD)
    send(visitor)


def speaks_chinese(visitor):
    """What stands in the heading, and the language that the page says it is in."""
    heading, language = visitor.page.locator("h1").inner_text(), visitor.page.locator("html").get_attribute("lang")
    return language == "zh-Hans" and re.search(r"[A-Za-z]{3,}", heading) is None


def test_the_same_way_is_gone_in_chinese(visit):
    guest = visit(language="zh-hans")
    guest.go("/account/signup/")
    guest.page.locator("input[name=email]").fill("mei@lanting.example")
    send(guest)
    assert speaks_chinese(guest)
    open_letter_to(guest, "mei@lanting.example")
    choose_name_and_password(guest, "梅")
    guest.page.locator("input[name=name]").fill(FACTS["company_name"])
    guest.page.locator("input[name=credit_code]").fill(FACTS["credit_code"])
    send(guest)

    guest.go("/filings/company/")
    assert speaks_chinese(guest)
    send(guest)
    sections = guest.page.locator("main ul.govuk-task-list a").all()
    for path in [section.get_attribute("href") for section in sections]:
        guest.page.goto(guest.address + path)
        guest.look()
        assert speaks_chinese(guest)

    company = Company.objects.get()
    people = f"/account/companies/{company.uuid}/people/"
    guest.go(people)
    assert speaks_chinese(guest)
    guest.go(f"{people}invite/")
    guest.page.locator("input[name=email]").fill("wang@lanting.example")
    guest.page.locator("input[name=role][value=editor]").check()
    send(guest)

    colleague = visit(language="zh-hans")
    open_letter_to(colleague, "wang@lanting.example")
    assert speaks_chinese(colleague)
    choose_name_and_password(colleague, "王芳")
    assert speaks_chinese(colleague)
    assert {each.user.name: each.role for each in company.memberships.all()} == {"梅": "owner", "王芳": "editor"}
    assert {user.language for user in User.objects.all()} == {"zh-hans"}
