import time
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.test import Client

from accounts import factors
from accounts.models import Office, Posting
from tests.factories import (
    NOON,
    TOTP_SECRET,
    make_applicant,
    make_office,
    make_publisher,
    make_reviewer,
    make_user,
)
from tests.journeys.visitor import code_of
from tests.matrix.passkeys import credential

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
SETTING_UP = "/account/factors/"


def make_newcomer(**fields):
    person = make_user(**fields)
    Posting.objects.create(user=person, office=make_office("33"), role=Posting.Role.REVIEWER)
    return person


def code_at(instant):
    step = int(instant.timestamp()) // 30
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(TOTP_SECRET, step))


def test_a_code_is_accepted_once():
    person = make_reviewer()

    accepted = [factors.accept(person, code_at(NOON), at=NOON) is not None for _ in range(3)]

    assert accepted == [True, False, False]
    later = NOON + timedelta(seconds=30)
    assert factors.accept(person, code_at(later), at=later) is not None


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_code_of_another_step_is_refused(seconds):
    assert factors.accept(make_reviewer(), code_at(NOON + timedelta(seconds=seconds)), at=NOON) is None


@pytest.mark.parametrize("code", ["", "000", "１２３４５６", "abcdef", "x" * 10000])
def test_what_is_no_code_is_refused(code):
    assert factors.accept(make_reviewer(), code, at=NOON) is None


def test_a_recovery_code_works_once():
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    person = make_reviewer()
    code = RecoveryCodes.activate(person).get_unused_codes()[0]

    accepted = [factors.accept(person, code, at=NOON) is not None for _ in range(2)]

    assert accepted == [True, False]


def test_the_database_holds_no_secret(client):
    client.force_login(make_newcomer())
    page = client.get("/account/factors/app/add/")
    secret = page.context["secret"].replace(" ", "")
    assert secret not in str(dict(client.session))
    client.post("/account/factors/app/add/", {"code": code_of(secret)})

    stored = str(list(Authenticator.objects.values()))
    codes = client.get("/account/factors/codes/").context["unused_codes"]
    assert secret not in stored
    assert len(codes) == 10
    assert not any(code in stored for code in codes)


def test_secrets_are_still_read_while_the_installations_secret_is_replaced(settings):
    old = factors.FactorAdapter().encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of this installation"

    assert factors.FactorAdapter().decrypt(old) == "secret"


def test_the_code_by_which_an_app_was_added_does_not_sign_in(client):
    person = make_newcomer()
    client.force_login(person)
    code = code_of(client.get("/account/factors/app/add/").context["secret"])
    client.post("/account/factors/app/add/", {"code": code})

    stranger = Client()
    stranger.post("/account/login/", {"login": person.email, "password": PASSWORD})
    answer = stranger.post("/account/factors/authenticate/", {"code": code})

    assert answer.context["form"].errors["code"] == [
        "The code is not right, or has been used. Enter the one that is shown now"
    ]


def test_the_picture_of_the_key_is_drawn_without_style_and_data(client):
    client.force_login(make_newcomer())

    page = client.get("/account/factors/app/add/").content.decode()

    assert 'class="pt-qr"' in page
    assert "style=" not in page
    assert "data:" not in page


@pytest.mark.parametrize("path", ["/reviews/", "/filings/", "/reviews/publication/", "/admin/", "/zh-hans/reviews/"])
def test_staff_without_a_factor_are_sent_to_set_one_up(client, path):
    client.force_login(make_newcomer())

    assert client.get(path).headers["Location"] == ("/zh-hans" if "zh" in path else "") + SETTING_UP


@pytest.mark.parametrize(
    "path",
    ["/account/", SETTING_UP, "/account/logout/", "/registry/", "/account/factors/app/add/", "/zh-hans/registry/"],
)
def test_staff_without_a_factor_may_set_one_up_leave_and_read_what_is_public(client, path):
    client.force_login(make_newcomer())

    assert client.get(path).status_code == 200


@pytest.mark.parametrize("make", [make_reviewer, make_publisher, make_applicant, make_user])
def test_others_are_not_sent(client, make):
    person = make()
    client.force_login(person)

    assert client.get("/account/").context["asked_of"] == ("any" if person.postings.exists() else "")
    assert client.get("/reviews/").headers.get("Location") != SETTING_UP


def test_a_posting_asks_at_the_next_request(client):
    person = make_applicant()
    client.force_login(person)
    assert client.get("/filings/").status_code == 200

    Posting.objects.create(user=person, office=make_office("33"), role=Posting.Role.REVIEWER)

    assert client.get("/filings/").headers["Location"] == SETTING_UP


def test_a_code_app_does_not_do_where_passkeys_are_asked_for(client):
    person = make_reviewer()
    client.force_login(person)
    assert client.get("/reviews/").status_code == 200

    person.postings.get().office.__class__.objects.update(requires_passkey=True)

    assert client.get("/reviews/").headers["Location"] == SETTING_UP
    assert "Your office asks all who work there to sign in with a passkey" in client.get(SETTING_UP).content.decode()


def test_where_passkeys_are_asked_for_the_session_must_have_used_it():
    person = make_reviewer()
    person.postings.get().office.__class__.objects.update(requires_passkey=True)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "laptop", "credential": {}})

    assert factors.lacks(person, used_passkey=False)
    assert not factors.lacks(person, used_passkey=True)


def test_demonstration_accounts_are_spared_in_a_demonstration_alone(client, settings):
    client.force_login(make_newcomer(is_demonstration=True))
    assert client.get("/reviews/").status_code == 200

    settings.DEMONSTRATION = False

    assert client.get("/reviews/").headers["Location"] == SETTING_UP


def test_a_reset_password_does_not_spare_the_second_factor(client, mailoutbox):
    person = make_reviewer(email="chen@zhejiang.example")
    client.post("/account/password/reset/", {"email": person.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "seven small sparrows", "password2": "seven small sparrows"})

    answer = client.post("/account/login/", {"login": person.email, "password": "seven small sparrows"})

    assert answer.headers["Location"] == "/account/factors/authenticate/"
    assert client.get("/reviews/").status_code == 302
    assert person.events.first().act == "password_reset"


@pytest.mark.parametrize("page", ["codes", "codes/download", "app/remove", "passkeys/1/remove", "passkeys/1/rename"])
def test_a_person_without_the_factor_finds_no_such_page(client, page):
    client.force_login(make_user())

    assert client.get(f"/account/factors/{page}/").status_code == 404


def test_the_passkeys_of_others_are_not_there(client):
    passkey = Authenticator.objects.create(user=make_user(), type="webauthn", data={"name": "laptop", "credential": {}})
    client.force_login(make_user())

    assert client.get(f"/account/factors/passkeys/{passkey.pk}/remove/").status_code == 404
    assert client.post(f"/account/factors/passkeys/{passkey.pk}/rename/", {"name": "x"}).status_code == 404


def test_companies_are_asked_calmly(client):
    client.force_login(make_applicant())

    for page in ["/filings/", "/account/"]:
        assert "Protect your account with a second factor" in client.get(page).content.decode()


def test_each_change_is_remembered_and_told(client, mailoutbox, django_capture_on_commit_callbacks):
    person = make_reviewer()
    client.force_login(person)

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/factors/app/remove/")

    assert [event.act for event in person.events.all()] == ["code_app_removed"]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([person.email], "Your account was changed")]
    assert "The code app was removed." in mailoutbox[0].body


@pytest.mark.parametrize("credential", ["{}", "[]", "x", '{"response": {}, "id": "x", "rawId": "x"}'])
def test_a_passkey_that_was_made_up_is_not_added(client, credential):
    client.force_login(make_user())
    client.get("/account/factors/passkeys/add/")

    page = client.post("/account/factors/passkeys/add/", {"name": "laptop", "credential": credential})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Authenticator.objects.exists()


def test_a_passkey_is_renamed_and_removed_by_its_owner(client):
    person = make_reviewer()
    passkey = Authenticator.objects.create(user=person, type="webauthn", data={"name": "laptop", "credential": {}})
    client.force_login(person)

    client.post(f"/account/factors/passkeys/{passkey.pk}/rename/", {"name": "office laptop"})
    assert str(Authenticator.objects.get(pk=passkey.pk)) == "office laptop"
    client.post(f"/account/factors/passkeys/{passkey.pk}/remove/")

    assert not Authenticator.objects.filter(pk=passkey.pk).exists()
    assert [event.act for event in person.events.all()] == ["passkey_removed"]


@pytest.mark.parametrize("whose", [None, make_user])
def test_a_passkey_checks_each_time_that_it_is_its_owner(whose, rf):
    """A key that was found or stolen is nobody: whether as second factor or alone, its PIN, finger or face is asked."""
    request = rf.get("/")
    request.session = {}
    with context.request_context(request):
        asked = webauthn.begin_authentication(whose and whose())

    assert asked["publicKey"]["userVerification"] == "required"
    assert request.session[webauthn.STATE_SESSION_KEY]["user_verification"] == "required"


def asked_for_passkeys():
    """A person who has one, and a code app, in an office that asks for passkeys."""
    person = make_reviewer()
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "laptop", "credential": credential()})
    Office.objects.update(requires_passkey=True)
    return person


def confirm(client, person, kind):
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "mfa", "type": kind, "at": time.time(), "reauthenticated": True}
    ]
    session.save()


CHANGING = ["passkeys/add/", "app/add/", "app/remove/", "codes/", "codes/new/", "codes/download/"]


@pytest.mark.parametrize("page", CHANGING)
@pytest.mark.parametrize("ask", ["get", "post"])
def test_a_code_that_was_fished_for_makes_no_way_round_the_passkey(client, page, ask):
    person = asked_for_passkeys()
    client.force_login(person)
    confirm(client, person, "totp")

    answer = getattr(client, ask)(f"{SETTING_UP}{page}")

    assert (answer.status_code, answer.headers["Location"]) == (302, SETTING_UP)
    said = client.get(SETTING_UP).content.decode()
    assert "Until then your factors cannot be changed." in said
    assert "Add a passkey" not in said


@pytest.mark.parametrize("kind", ["webauthn", "recovery_codes"])
def test_whoever_has_used_the_passkey_or_lost_it_and_used_a_recovery_code_adds_another(client, kind):
    person = asked_for_passkeys()
    client.force_login(person)
    confirm(client, person, kind)

    assert client.get(f"{SETTING_UP}passkeys/add/").status_code == 200
    assert "Add a passkey" in client.get(SETTING_UP).content.decode()


def test_whoever_has_no_passkey_yet_adds_one_with_a_code(client):
    person = make_reviewer()
    Office.objects.update(requires_passkey=True)
    client.force_login(person)
    confirm(client, person, "totp")

    assert client.get(f"{SETTING_UP}passkeys/add/").status_code == 200
