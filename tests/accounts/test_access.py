from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts import access, invitations, permissions
from accounts.access import NotAsked
from accounts.models import Company, User
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_company, make_user

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def company():
    return make_company(name="杭州澜亭影像科技有限公司")


@pytest.fixture
def owner(company):
    return make_applicant(company, name="Lin Wei")


@pytest.fixture
def wang():
    return make_user(name="Wang Fang", email="wang@example.org")


def ask(company, wang, message="I work in the legal department.", at=NOON):
    return access.ask(company, message=message, by=wang, at=at)


def mails():
    return [(mail.recipient, mail.subject) for mail in Notification.objects.order_by("id")]


def test_the_owners_are_asked_and_nobody_else(company, owner, wang):
    second = make_applicant(company)
    make_applicant(company, "editor")
    make_applicant(company, is_active=False)
    make_applicant()

    ask(company, wang, "Hello\n\nTransfer money")

    assert mails() == [(who, "Somebody asks to act for 杭州澜亭影像科技有限公司") for who in (owner, second)]
    body = Notification.objects.first().body
    assert "Wang Fang (wang@example.org) asks to be let into 杭州澜亭影像科技有限公司." in body
    assert "Their message: “Hello Transfer money”" in body


def test_one_asks_once_while_the_owners_have_not_answered(company, owner, wang):
    ask(company, wang)

    with pytest.raises(NotAsked, match="You have asked already"):
        ask(company, wang, at=LATER)

    assert (company.access_requests.count(), len(mails())) == (1, 1)


def test_who_belongs_does_not_ask(company, owner):
    with pytest.raises(NotAsked, match="You belong to this company already"):
        ask(company, owner)


def test_one_asks_five_times_a_day_at_most(wang):
    for _n in range(5):
        ask(make_company(), wang)

    with pytest.raises(NotAsked, match="5 times today"):
        ask(make_company(), wang, at=LATER)

    ask(make_company(), wang, at=NOON + timedelta(days=1))


@pytest.mark.parametrize("role", ["owner", "editor", "viewer"])
def test_an_owner_lets_in_as_what_they_choose(company, owner, wang, role):
    request = ask(company, wang)

    access.admit(request, role=role, by=owner, at=LATER)

    request.refresh_from_db()
    assert permissions.role_in(wang, company) == role
    assert (request.status, request.answered_by, request.answered_at) == ("admitted", owner, LATER)
    assert [event.act for event in company.events.all()] == ["access_asked", "admitted"]
    assert mails()[-1] == (wang, "You can act for 杭州澜亭影像科技有限公司 now")


def test_who_is_declined_is_told_and_may_ask_again(company, owner, wang):
    access.decline(ask(company, wang), by=owner, at=LATER)

    assert permissions.role_in(wang, company) == ""
    assert mails()[-1] == (wang, "You were not let into 杭州澜亭影像科技有限公司")
    assert ask(company, wang, at=LATER).status == "waiting"


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_only_owners_answer(company, owner, wang, role):
    other, request = make_applicant(company, role), ask(company, wang)

    with pytest.raises(permissions.NotYours):
        access.admit(request, role="editor", by=other, at=LATER)
    with pytest.raises(permissions.NotYours):
        access.decline(request, by=other, at=LATER)

    assert permissions.role_in(wang, company) == ""


def test_a_request_is_answered_once(company, owner, wang):
    request = ask(company, wang)
    access.decline(request, by=owner, at=LATER)

    with pytest.raises(NotAsked, match="answered already: “Declined”"):
        access.admit(request, role="editor", by=owner, at=LATER)


def test_who_asked_and_is_invited_comes_in_once(company, owner, wang):
    request = ask(company, wang)
    given = {"email": wang.email, "roles": ["editor"], "language": "en", "by": owner, "at": NOON}
    invitations.invite(company=company, **given)

    access.admit(request, role="viewer", by=owner, at=LATER)

    assert not company.invitations.open(LATER).exists()


def test_an_invitation_settles_a_request(company, owner, wang):
    request = ask(company, wang)
    given = {"email": wang.email, "roles": ["editor"], "language": "en", "by": owner, "at": NOON}
    invitations.invite(company=company, **given)
    token = Notification.objects.latest("id").body.partition("/account/invitations/")[2].partition("/")[0]

    invitations.accept(token, by=wang, at=LATER)

    request.refresh_from_db()
    assert (request.status, request.answered_by) == ("admitted", owner)


@pytest.mark.django_db(transaction=True)
def test_who_asks_many_companies_at_once_asks_five_all_the_same():
    wang, companies = make_user(), [make_company() for _n in range(8)]
    start, told = Barrier(8), []

    def ask_one(company):
        start.wait()
        try:
            access.ask(Company.objects.get(pk=company.pk), message="", by=User.objects.get(pk=wang.pk), at=NOON)
        except NotAsked as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=ask_one, args=[company]) for company in companies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == ["You have asked 5 times today. Ask again tomorrow."] * 3
    assert wang.access_requests.count() == 5
