from datetime import timedelta

import pytest

from reviews.models import Case
from tests.accounts.test_account_pages import signed_in
from tests.factories import make_publisher, make_reviewer, make_staff, make_user
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def grow_stale(client, minutes=16):
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= timedelta(minutes=minutes).total_seconds()
    session.save()


def test_signing_in_is_fresh_for_fifteen_minutes():
    person = make_user()
    browser = signed_in(person)
    assert browser.get("/account/factors/app/add/").status_code == 200

    grow_stale(browser, minutes=14)
    assert browser.get("/account/factors/app/add/").status_code == 200
    grow_stale(browser, minutes=2)
    assert browser.get("/account/factors/app/add/").status_code == 302


@pytest.mark.parametrize("path", ["/account/email/", "/account/factors/app/add/", "/account/factors/passkeys/add/"])
def test_changing_how_one_signs_in_asks_for_a_fresh_sign_in(client, path):
    client.force_login(make_user())
    grow_stale(client)

    answer = client.post(path, {"email": "new@example.org"})

    assert answer.headers["Location"] == f"/account/reauthenticate/?next={path.replace('/', '%2F')}"


def test_a_decision_waits_and_loses_no_text(client):
    case = make_case(assignee=make_reviewer("33"))
    client.force_login(case.assignee)
    grow_stale(client)
    panel = {"version": case.version, "outcome": "returned", "reason": "Say how it is labelled.\nAll of it."}

    asked = client.post(f"/reviews/{case.filing.reference}/decide/", panel)
    assert "What you entered is kept" in client.get(asked.headers["Location"]).content.decode()
    wrong = client.post(
        asked.headers["Location"], {"password": "wrong", "next": f"/reviews/{case.filing.reference}/decide/"}
    )
    assert wrong.context["form"].errors["password"] == ["Enter your password as it is now"]
    confirm = client.post(
        asked.headers["Location"], {"password": PASSWORD, "next": f"/reviews/{case.filing.reference}/decide/"}
    )

    assert confirm.context["decision"]["reason"] == "Say how it is labelled.\nAll of it."
    assert confirm.templates[0].name == "reviews/confirm.html"
    done = client.post(f"/reviews/{case.filing.reference}/decide/", panel | {"confirmed": "yes"})
    assert done.headers["Location"] == f"/reviews/{case.filing.reference}/"
    assert Case.objects.get().status == Case.Status.RETURNED


def test_the_confirmation_of_a_decision_is_carried_out_after_signing_in_afresh(client):
    case = make_case(assignee=make_reviewer("33"))
    client.force_login(case.assignee)
    panel = {"version": case.version, "outcome": "returned", "reason": "Say how.", "confirmed": "yes"}
    grow_stale(client)
    path = f"/reviews/{case.filing.reference}/decide/"

    asked = client.post(path, panel)
    assert Case.objects.get().status == case.status
    done = client.post(asked.headers["Location"], {"password": PASSWORD, "next": path})

    assert done.headers["Location"] == f"/reviews/{case.filing.reference}/"
    assert Case.objects.get().status == Case.Status.RETURNED


def test_publishing_asks_for_a_fresh_sign_in(client):
    client.force_login(make_publisher())
    grow_stale(client)

    answer = client.post("/reviews/publication/2026-01/publish/")

    assert answer.headers["Location"].startswith("/account/reauthenticate/")


@pytest.mark.parametrize("what", ["people/{}/", "people/{}/close/", "people/{}/reopen/", "passkeys/", "invite/"])
def test_changing_who_may_work_and_how_asks_for_a_fresh_sign_in(client, what):
    person = make_reviewer("33")
    client.force_login(make_staff("administrator", "33"))
    grow_stale(client)

    answer = client.post(f"/offices/33/{what.format(person.uuid)}", {"roles": ["head"], "required": "yes"})

    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert person.postings.get().role == "reviewer"


def test_reading_asks_for_no_fresh_sign_in(client):
    case = make_case(assignee=make_reviewer("33"))
    client.force_login(case.assignee)
    grow_stale(client)

    assert client.get(f"/reviews/{case.filing.reference}/").status_code == 200
