"""Text that is typed into a section is not lost: while nobody presses a button, while the portal cannot be reached,
after the session, beside a colleague."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import Membership
from filings import drafting
from filings.models import Filing
from tests.factories import NOON, TOTP_SECRET, make_applicant, make_company, make_reviewer
from tests.filings.factories import make_entity_draft
from tests.filings.second import make_second_draft
from tests.filings.views.pages import address
from tests.journeys.visitor import PASSWORD, code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCENE = "用户在影像应用中上传家庭旧照。"
SAVED, UNREACHED, EXPECTED = "Saved", "The portal cannot be reached.", "Failed to load resource"


@pytest.fixture
def lin():
    return make_applicant(make_company(), email="lin@lanting.example", name="Lin Wei")


@pytest.fixture
def filing(lin):
    return make_second_draft(lin)


@pytest.fixture
def typing(visit, lin, filing):
    """Lin Wei, with the section “Purpose” open."""
    visitor = visit()
    visitor.sign_in(lin.email)
    visitor.go(address("section", filing, "purpose"))
    return visitor


def scene(visitor):
    return visitor.page.get_by_label("Where it is used")


def told(visitor, words):
    """Wait for the line that says how things stand."""
    visitor.page.locator(".pt-saved").filter(has_text=words).wait_for()


def alert(visitor):
    return visitor.page.locator("[data-autosave-failed]")


def kept(filing):
    return Filing.objects.get(pk=filing.pk).answers.get("scene")


def forgive(visitor):
    """The browser's console says of each answer in error that there was one: these were meant."""
    visitor.complaints[:] = [each for each in visitor.complaints if not each.startswith(EXPECTED)]


def test_what_is_typed_is_saved_without_a_button(typing, filing):
    scene(typing).press_sequentially(SCENE)

    told(typing, "by Lin Wei")
    assert kept(filing) == SCENE
    typing.look()


def test_a_tab_that_is_hidden_is_saved_at_once(typing, filing):
    scene(typing).fill(SCENE)
    with typing.page.expect_response(lambda answer: answer.request.method == "POST") as saving:
        hide(typing)

    assert saving.value.status == 200
    assert kept(filing) == SCENE


def hide(visitor):
    """As the page is told when another tab is chosen."""
    visitor.page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true});document.dispatchEvent(new Event('visibilitychange'))"
    )


def test_a_word_that_an_input_method_has_not_finished_is_not_saved(typing, filing):
    sent = []
    typing.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    scene(typing).dispatch_event("compositionstart")
    scene(typing).fill("yonghu")
    hide(typing)
    scene(typing).fill(SCENE)
    scene(typing).dispatch_event("compositionend")

    told(typing, "by Lin Wei")
    assert kept(filing) == SCENE
    assert len(sent) == 1


def test_no_personal_data_stays_in_the_browser(visit, lin):
    registration = make_entity_draft(lin)
    visitor = visit()
    visitor.sign_in(lin.email)
    visitor.go(address("section", registration, "officer"))
    visitor.page.route("**/officer/", lambda route: route.abort(), times=1)
    visitor.page.locator("input[name=officer_is_legal][value=no]").check()
    visitor.page.locator("input[name=officer_mobile]").fill("13900000001")
    alert(visitor).get_by_text(UNREACHED).wait_for()

    assert stored(visitor) == [[["officer_is_legal", "no"]]]
    forgive(visitor)


def stored(visitor):
    return visitor.page.evaluate("Object.values(localStorage).map((text) => JSON.parse(text).fields)")


def test_a_portal_that_cannot_be_reached_is_said_aloud_and_the_text_outlives_the_page(typing, filing):
    typing.context.set_offline(True)
    scene(typing).fill(SCENE)

    alert(typing).get_by_text(UNREACHED).wait_for()
    assert alert(typing).evaluate("each => each === document.activeElement")
    typing.page.get_by_role("button", name="Save and continue").click()
    assert scene(typing).input_value() == SCENE  # the page is not left

    typing.context.set_offline(False)
    typing.page.goto("about:blank")
    forgive(typing)  # the tries of the page that is left among them
    typing.go(address("section", filing, "purpose"))
    if kept(filing) is None:  # else a try got through while the page was being left
        typing.page.get_by_role("button", name="Put it back").click()
        assert scene(typing).input_value() == SCENE
        told(typing, "by Lin Wei")
    assert kept(filing) == SCENE
    typing.go(address("section", filing, "purpose"))
    assert not typing.page.get_by_role("button", name="Put it back").is_visible()


def test_a_save_that_was_done_and_not_answered_is_gone_on_from(typing, filing):
    typing.page.route("**/purpose/", lambda route: (route.fetch(), route.abort()), times=1)
    scene(typing).fill("first")
    alert(typing).get_by_text(UNREACHED).wait_for()
    scene(typing).fill(SCENE)

    alert(typing).get_by_role("button", name="Try again now").click()

    told(typing, "by Lin Wei")
    assert alert(typing).is_hidden()
    assert kept(filing) == SCENE
    forgive(typing)


def test_after_the_session_one_signs_in_in_place_and_the_text_is_saved(typing, filing, lin):
    scene(typing).fill(SCENE)
    Session.objects.all().delete()
    dialog = typing.page.get_by_role("dialog")
    dialog.get_by_label("E-mail address").wait_for()
    assert dialog.get_by_text("Somebody else").is_hidden()
    forgive(typing)
    typing.look()

    dialog.get_by_label("E-mail address").fill(lin.email)
    dialog.get_by_label("Password").fill("wrong")
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    dialog.get_by_text("do not belong together").first.wait_for()
    dialog.get_by_label("E-mail address").fill(lin.email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()

    told(typing, "by Lin Wei")
    assert kept(filing) == SCENE
    forgive(typing)
    typing.page.get_by_label("Main purpose").fill("修复老照片。")
    typing.click("Save and continue")
    assert Filing.objects.get().answers["purpose"] == "修复老照片。"


def test_another_person_who_signs_in_there_saves_nothing(typing, filing):
    other = make_applicant(filing.company, email="chen@lanting.example", name="Chen Yu")
    scene(typing).fill(SCENE)
    Session.objects.all().delete()
    dialog = typing.page.get_by_role("dialog")

    dialog.get_by_label("E-mail address").fill(other.email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()

    dialog.get_by_text("Somebody else is signed in now.").wait_for()
    assert kept(filing) is None
    forgive(typing)


def test_a_second_factor_is_asked_for_in_the_same_place(visit, filing):
    person = make_reviewer(email="gao@zhejiang.example", name="Gao Ning")
    Membership.objects.create(user=person, company=filing.company, role="editor")
    visitor = visit()
    visitor.sign_in(person.email)
    visitor.go(address("section", filing, "purpose"))
    person.authenticator_set.update(data=person.authenticator_set.get().data | {"last_step": 0})
    Session.objects.all().delete()
    scene(visitor).fill(SCENE)
    dialog = visitor.page.get_by_role("dialog")

    dialog.get_by_label("E-mail address").fill(person.email)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    code, saved = dialog.locator("input[name=code]"), visitor.page.locator(".pt-saved", has_text="by Gao Ning")
    for _attempt in range(2):  # once more, should the half minute of the code have ended on the way
        code.fill(code_of(TOTP_SECRET))
        dialog.get_by_role("button", name="Sign in", exact=True).click()
        saved.or_(dialog.locator(".govuk-error-summary")).first.wait_for()
        if not code.count():
            break

    told(visitor, "by Gao Ning")
    assert kept(filing) == SCENE
    forgive(visitor)


def test_of_two_colleagues_the_second_sees_both_texts(typing, filing):
    colleague = make_applicant(filing.company, name="Chen Yu")
    drafting.save_answers(
        filing, section="purpose", answers={"scene": "theirs", "purpose": ""}, edition=0, by=colleague, at=NOON
    )
    scene(typing).fill(SCENE)
    alert(typing).get_by_text("Chen Yu saved this section").wait_for()
    forgive(typing)
    assert kept(filing) == "theirs"

    with typing.page.expect_navigation():
        typing.page.get_by_role("button", name="Save and continue").click()

    forgive(typing)
    typing.look()
    assert typing.page.locator("main dl dd").first.inner_text() == "theirs"
    assert scene(typing).input_value() == SCENE


def test_a_double_click_and_the_back_button_do_no_harm(typing, filing):
    scene(typing).fill(SCENE)
    typing.page.get_by_label("Main purpose").fill("修复老照片。")
    with typing.page.expect_navigation():
        typing.page.get_by_role("button", name="Save and continue").dblclick(no_wait_after=True)
    typing.page.wait_for_load_state()
    assert Filing.objects.get().section_saves["purpose"]["edition"] == 1

    typing.page.go_back()
    scene(typing).fill(SCENE + "再写。")
    told(typing, "by Lin Wei")
    typing.click("Save and continue")
    assert kept(filing) == SCENE + "再写。"


def test_signing_out_leaves_nothing_in_the_browser(typing):
    typing.page.route("**/purpose/", lambda route: route.abort(), times=1)
    scene(typing).fill(SCENE)
    alert(typing).get_by_text(UNREACHED).wait_for()
    assert SCENE in typing.page.evaluate("JSON.stringify(localStorage)")
    forgive(typing)

    typing.page.route("**/purpose/", lambda route: route.abort(), times=1)
    typing.page.locator("summary", has_text="Lin Wei").first.click()
    with typing.page.expect_navigation():
        typing.page.get_by_role("button", name="Sign out").first.click()

    assert typing.page.evaluate("localStorage.length") == 0
    forgive(typing)


def test_who_signs_out_at_once_has_it_saved_before(typing, filing):
    scene(typing).fill(SCENE)

    typing.page.locator("summary", has_text="Lin Wei").first.click()
    with typing.page.expect_navigation():
        typing.page.get_by_role("button", name="Sign out").first.click()

    assert kept(filing) == SCENE
    assert typing.page.evaluate("localStorage.length") == 0


def test_without_a_script_the_buttons_save(visit, lin, filing):
    visitor = visit(script=False)
    visitor.sign_in(lin.email)
    visitor.go(address("section", filing, "purpose"))
    scene(visitor).fill(SCENE)
    assert not alert(visitor).is_visible()

    visitor.click("Save and come back later")

    assert kept(filing) == SCENE
