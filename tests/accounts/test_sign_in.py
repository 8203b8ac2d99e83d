import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from tests.factories import make_applicant, make_reviewer, make_user

pytestmark = pytest.mark.django_db


def test_a_person_signs_in_by_e_mail_in_any_case_and_lands_on_their_own_page(client):
    make_applicant(email="lin@lanting.example")

    answer = client.post(
        "/account/login/", {"login": "LIN@Lanting.example", "password": "correct horse battery"}, follow=True
    )

    assert [address for address, _status in answer.redirect_chain] == ["/", "/filings/"]


def test_signing_in_leads_to_pages_in_the_persons_own_language(client):
    make_applicant(email="lin@lanting.example", language="zh-hans")

    answer = client.post(
        "/account/login/", {"login": "lin@lanting.example", "password": "correct horse battery"}, follow=True
    )

    assert answer.redirect_chain[-1] == ("/zh-hans/filings/", 302)


def test_a_wrong_password_keeps_the_e_mail_address_in_the_form(client):
    make_user(email="lin@lanting.example")

    answer = client.post("/account/login/", {"login": "lin@lanting.example", "password": "wrong"})

    assert answer.status_code == 200
    assert answer.context["form"]["login"].value() == "lin@lanting.example"
    assert answer.context["form"].non_field_errors() == ["The e-mail address and the password do not belong together"]


def test_what_is_missing_is_asked_for_in_our_words(client):
    answer = client.post("/account/login/", {})

    assert answer.context["form"].errors == {
        "login": ["Enter your e-mail address"],
        "password": ["Enter your password"],
    }


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client, mailoutbox):
    person = make_user(email="lin@lanting.example")
    client.post("/account/password/reset/", {"email": "lin@lanting.example"})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]

    client.post(form, {"password1": "seven small sparrows", "password2": "seven small sparrows"})

    assert mailoutbox[0].to == [person.email]
    assert client.login(email=person.email, password="seven small sparrows")
    assert "token_fail" in client.get(link, follow=True).context


@pytest.mark.parametrize(
    ("password", "answer"),
    [
        ("short", "The password must be 12 characters or more"),
        ("1qaz2wsx3edc", "This password is one of the common ones. Choose another"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(client, password, answer):
    client.force_login(make_user())

    page = client.post(
        "/account/password/change/",
        {"oldpassword": "correct horse battery", "password1": password, "password2": password},
    )

    assert page.context["form"].errors["password1"] == [answer]


@pytest.mark.parametrize("address", ["password/set", "confirm-email", "login/code", "factors/webauthn/signup"])
def test_pages_that_nobody_needs_are_not_there(client, address):
    client.force_login(make_user())

    assert client.get(f"/account/{address}/").status_code == 404


def test_nobody_signs_up(client):
    client.post(
        "/account/signup/",
        {"email": "new@example.org", "password1": "correct horse battery", "password2": "correct horse battery"},
    )

    from accounts.models import User

    assert not User.objects.filter(email="new@example.org").exists()


def test_the_administration_has_no_sign_in_of_its_own(client):
    assert client.get("/admin/").headers["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/account/login/?next=/admin/"


@pytest.mark.parametrize("email", ["lin@lanting.example", "nobody@lanting.example"])
def test_a_mail_relay_that_is_away_does_not_break_the_page(client, monkeypatch, email):
    make_user(email="lin@lanting.example")

    def away(*args, **kwargs):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)

    answer = client.post("/account/password/reset/", {"email": email})

    assert answer.headers["Location"] == "/account/password/reset/done/"


def test_two_different_new_passwords_are_refused_in_our_words(client):
    client.force_login(make_user())

    page = client.post(
        "/account/password/change/",
        {"oldpassword": "correct horse battery", "password1": "seven small sparrows", "password2": "seven sparrows"},
    )

    assert page.context["form"].errors == {"password2": ["Enter the same new password twice"]}


@pytest.mark.parametrize("language", ["", "/zh-hans"])
@pytest.mark.parametrize(
    "page",
    [
        "login", "logout", "inactive", "reauthenticate", "signup", "signup/sent", "signup/x", "password/change",
        "password/reset", "password/reset/done", "password/reset/key/done", "password/reset/key/1-x", "email",
        "email/x", "details", "sessions", "factors", "factors/app/add", "factors/passkeys", "factors/passkeys/add",
        "factors/app/remove", "factors/codes", "factors/codes/new", "factors/reauthenticate", "",
    ],
)  # fmt: skip
def test_each_page_of_the_account_is_the_portals_own(client, page, language):
    person = make_reviewer()
    RecoveryCodes.activate(person)
    if page not in ("login", "signup"):
        client.force_login(person)

    answer = client.get(f"{language}/account/{page}/".replace("//", "/"))

    assert answer.status_code in (200, 410) or page == "factors/app/add"
    # One template of ours each: none of django-allauth's own, which lie outside this folder.
    names = [template.origin.name for template in answer.templates if template.origin]
    assert [name for name in names if "/allauth/templates/" in name] == []
