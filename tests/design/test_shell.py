"""What every page has around it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from lxml import html

from tests.factories import make_applicant

ENDORSEMENT = "Filing is not an endorsement."


class Unknown:
    """Somebody who cannot be looked up: the database is away."""

    @property
    def is_authenticated(self):
        raise AssertionError("the page asked who this is")


def page(name, rf, *, user=None, address="/somewhere/?q=1", **context):
    request = rf.get(address)
    request.user = user or AnonymousUser()
    return html.fromstring(render_to_string(name, context, request))


def words(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("400.html", "The request could not be read"),
        ("403.html", "You cannot see this page"),
        ("403_csrf.html", "This page was open too long"),
        ("404.html", "Page not found"),
        ("500.html", "The service has a problem"),
    ],
)
def test_an_error_page_needs_neither_request_nor_database(name, title):
    found = html.fromstring(render_to_string(name))

    assert words(found.xpath("//h1")[0]) == title
    assert words(found.xpath("//title")[0]) == f"{title} – Algorithm Filing"


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html"])
def test_an_error_page_does_not_ask_who_looks_at_it(rf, name):
    assert page(name, rf, user=Unknown()).xpath("//nav/@aria-label") == ["Language"]


def test_a_page_that_is_not_found_offers_the_search(rf):
    found = page("404.html", rf, address="/zh-hans/nothing/")

    assert found.xpath("//main//form/@action") == ["/registry/"]
    assert found.xpath("//main//input/@name") == ["q"]


def test_the_front_door_offers_the_registry_and_the_way_to_file(rf):
    found = page("home.html", rf, batches=[])

    assert [form.get("action") for form in found.xpath("//main//form")] == ["/registry/"]
    assert found.xpath("//main//a[contains(@class, 'govuk-button')]/@href") == ["/account/login/"]
    assert "Nothing has been published yet." in words(found.xpath("//main")[0])


def test_every_page_says_that_a_filing_is_no_endorsement(rf):
    footer = words(page("home.html", rf).xpath("//footer")[0])

    assert footer.startswith(ENDORSEMENT)
    assert footer.endswith(
        "Demonstration service. Companies, people and filings shown here are invented. Read the mails it sends"
    )


def test_a_public_installation_does_not_call_itself_a_demonstration(rf, settings):
    settings.DEMONSTRATION = False

    assert "Demonstration" not in words(page("home.html", rf).xpath("//footer")[0])


def test_the_language_switch_keeps_the_page_and_says_its_language(rf):
    (link,) = page("home.html", rf, address="/registry/?q=1").xpath("//nav[@aria-label='Language']//a")

    assert (link.text, link.get("href"), link.get("lang"), link.get("hreflang")) == (
        "简体中文",
        "/zh-hans/registry/?q=1",
        "zh-Hans",
        "zh-Hans",
    )


def test_a_visitor_can_sign_in_and_gets_no_form_to_post(rf):
    header = page("home.html", rf).xpath("//header")[0]

    assert header.xpath(".//a[@href='/account/login/']")[0].text == "Sign in"
    assert header.xpath(".//form") == []


def test_no_page_has_an_inline_style_or_script(rf):
    for name in ("home.html", "404.html", "500.html"):
        found = page(name, rf)
        assert found.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]") == []


@pytest.mark.django_db
def test_signing_in_and_out_leaves_no_banner_behind(client):
    make_applicant(email="lin@lanting.example")

    client.post("/account/login/", {"login": "lin@lanting.example", "password": "correct horse battery"})
    signed_in = html.fromstring(client.get("/account/password/change/").content)
    client.post("/account/logout/")

    assert words(signed_in.xpath("//main//h1")[0]) == "Change password"
    assert signed_in.xpath("//*[contains(@class, 'govuk-notification-banner')]") == []
    # A visitor who has signed out keeps no session for the sake of a banner.
    assert [name for name, cookie in client.cookies.items() if cookie.value and name == "portal_session"] == []
