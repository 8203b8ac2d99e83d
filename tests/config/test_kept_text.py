import pytest
from django.test import Client

from accounts.models import Membership
from tests.accounts.test_account_pages import age, signed_in
from tests.factories import make_applicant, make_reviewer, make_user
from tests.filings.factories import make_filing

pytestmark = pytest.mark.django_db

FORM = {
    "reason": "A long and considered text.\nWith a second line.",
    "password": "a secret",
    "csrfmiddlewaretoken": "t",
}


def kept(answer):
    return answer.context["texts"] if answer.context and "texts" in answer.context else None


def test_a_text_that_comes_after_the_session_ended_is_shown_for_copying(client):
    answer = client.post("/reviews/F-2026-000001/decide/", FORM)

    assert answer.status_code == 401
    assert kept(answer) == [FORM["reason"]]
    assert "a secret" not in answer.content.decode()
    assert 'href="/account/login/"' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_so_it_is_when_the_session_was_idle_too_long():
    from datetime import timedelta

    browser = signed_in(make_user())
    age(browser, seen_at=timedelta(minutes=31))

    answer = browser.post("/account/details/", {"name": "Lin Wei", "language": "en"})

    assert (answer.status_code, kept(answer)) == (401, ["Lin Wei", "en"])


@pytest.mark.parametrize("form", [{}, {"password": "x", "code": "123456"}, {"reason": "  "}])
def test_where_nothing_was_typed_the_visitor_goes_to_sign_in(client, form):
    answer = client.post("/reviews/F-2026-000001/decide/", form)

    assert answer.headers["Location"].startswith("/account/login/?next=")


def test_a_foreign_and_a_missing_filing_answer_alike(client):
    filing = make_filing()
    client.force_login(make_applicant())

    foreign, missing = [
        client.post(f"/filings/{reference}/submit/", {"reason": FORM["reason"]})
        for reference in (filing.reference, "F-2026-999999")
    ]

    assert foreign.status_code == missing.status_code == 404
    assert kept(foreign) == [FORM["reason"]]
    assert foreign.content.decode().replace(filing.reference, "") == missing.content.decode().replace(
        "F-2026-999999", ""
    )


def test_a_role_that_was_removed_while_the_form_was_open_loses_no_text(client):
    person = make_applicant()
    client.force_login(person)
    Membership.objects.all().delete()

    answer = client.post("/filings/new/", {"reason": FORM["reason"]})

    assert answer.status_code == 403
    assert kept(answer) == [FORM["reason"]]


def test_a_second_factor_that_is_missing_by_now_loses_no_text(client):
    person = make_reviewer()
    client.force_login(person)
    person.authenticator_set.all().delete()

    answer = client.post("/reviews/F-2026-000001/decide/", FORM)

    assert (answer.status_code, kept(answer)) == (403, [FORM["reason"]])


def test_a_page_that_was_open_too_long_loses_no_text():
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/reviews/F-2026-000001/decide/", FORM)

    assert (answer.status_code, kept(answer)) == (403, [FORM["reason"]])
    assert "This page was open too long" in answer.content.decode()


def test_the_words_of_another_site_are_not_shown(client):
    answer = client.post("/reviews/F-2026-000001/decide/", FORM, HTTP_ORIGIN="https://elsewhere.example")

    assert kept(answer) is None
    own = client.post("/reviews/F-2026-000001/decide/", FORM, HTTP_ORIGIN="http://testserver")
    assert kept(own) == [FORM["reason"]]


def test_markup_in_a_text_is_shown_as_text(client):
    page = client.post("/reviews/F-2026-000001/decide/", {"reason": "</textarea><script>x</script>"}).content.decode()

    assert "<script>x" not in page


def test_a_form_that_cannot_be_read_is_answered_as_ever(client):
    many = "&".join(f"a{n}=x" for n in range(2000))

    answer = client.post("/no/such/page/", many, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (400, 404)


def test_an_identity_number_is_not_shown_again(client):
    typed = {"legal_id_number": "330102198001010011", "officer_mobile": "13800000000", "reason": "Moved."}

    answer = client.post("/filings/F-2026-000001/submit/", typed)

    assert kept(answer) == ["Moved."]
