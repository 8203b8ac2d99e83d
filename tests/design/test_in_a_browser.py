"""What only a browser can show. The visitor examines each page: axe, sideways scroll, complaints (tests/journeys)."""

import pytest

from tools import assets

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.design.pages"),
]

# The guide with its questions answered.
FOUND = (
    "/guide/?classes=text&china=yes&part=both&opinion=yes&generative=yes&stage=offered"
    "&day_year=2026&day_month=3&day_day=2"
)


@pytest.fixture(scope="module", autouse=True)
def built():
    assets.build()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/account/login/",
        "/account/password/reset/",
        "/guide/",
        pytest.param(FOUND, id="guide-answered"),
        "/no/such/page/",
    ],
)
def test_pages_before_the_door(visit, address, language):
    visitor = visit(language=language)
    # A page that is not found is a complaint of the browser's own.
    visitor.page.route("**/no/such/page/", lambda route: route.fulfill(response=route.fetch(), status=200))

    visitor.go(address)

    assert visitor.page.locator("html").get_attribute("lang") == {"en": "en", "zh-hans": "zh-Hans"}[language]
    assert visitor.page.locator("h1").count() == 1


def test_the_summary_has_the_focus_and_its_links_lead_to_the_controls(visit):
    visitor = visit()
    visitor.go("/questions/")
    visitor.click("Save and continue")

    focused = "document.activeElement.className || document.activeElement.id"
    assert visitor.page.evaluate(focused) == "govuk-error-summary"
    assert visitor.page.title() == "Error: Questions – Algorithm Filing"

    found = {}
    for text in visitor.page.locator(".govuk-error-summary a").all_inner_texts():
        visitor.page.locator(".govuk-error-summary a", has_text=text).click()
        found[text] = visitor.page.evaluate("document.activeElement.id")
    assert found == {
        "Enter the name": "id_name",
        "Select your role": "id_role_0",
        "Select what it makes": "id_makes_0",
        "Enter the launch date": "id_launch_0",
        "Enter the purpose": "id_purpose",
        "Confirm your answers": "id_true",
    }


@pytest.mark.parametrize("script", [True, False])
def test_a_follow_up_shows_once_its_choice_is_made(visit, script):
    visitor = visit(script=script)
    visitor.go("/questions/")
    follow_up = visitor.page.get_by_label("Answer within")
    assert not follow_up.is_visible()

    visitor.page.get_by_label("Return").check()
    assert follow_up.is_visible()

    visitor.page.get_by_label("Refuse").check()
    assert not follow_up.is_visible()


def test_characters_are_counted_while_one_writes(visit):
    visitor = visit()
    visitor.go("/questions/")

    visitor.page.get_by_label("Purpose").fill("墨影人像" * 6)

    count = visitor.page.locator(".govuk-character-count__status")
    assert count.inner_text() == "You have 4 characters too many"


def test_two_clicks_send_once(visit):
    visitor = visit()
    visitor.go("/questions/")
    # Nothing leaves the page here: what would have been sent is counted, after the portal's own script had its say.
    visitor.page.evaluate(
        """() => {
          window.sent = 0;
          window.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.sent += 1;
            event.preventDefault();
          });
        }"""
    )

    visitor.page.get_by_role("button", name="Save and continue").dblclick()

    assert visitor.page.evaluate("window.sent") == 1


def test_the_menu_begins_closed_on_a_telephone_and_open_without_script(visit):
    with_script, without = visit(), visit(script=False)
    for visitor in (with_script, without):
        visitor.page.set_viewport_size({"width": 390, "height": 844})
        visitor.page.goto(f"{visitor.address}/account/login/")
    registry = [
        visitor.page.locator(".pt-nav").get_by_role("link", name="Registry") for visitor in (with_script, without)
    ]

    assert [link.is_visible() for link in registry] == [False, True]
    with_script.page.locator(".pt-nav summary").click()
    assert registry[0].is_visible()


def test_nothing_scrolls_sideways_at_320_pixels(visit):
    visitor = visit()
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/questions/", "/account/login/"):
        visitor.page.goto(f"{visitor.address}{address}")
        assert visitor.page.evaluate("document.documentElement.scrollWidth") == 320, address
