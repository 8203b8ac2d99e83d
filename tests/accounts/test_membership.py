from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts import invitations, membership, permissions
from accounts.membership import BelongsAlready, Gone, LastOwner
from accounts.models import Invitation, Membership
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return make_company(name="杭州澜亭影像科技有限公司")


@pytest.fixture
def owner(company):
    return make_applicant(company, name="Lin Wei")


def invite(company, *, by, email):
    return invitations.invite(company=company, email=email, roles=["owner"], language="en", by=by, at=NOON)


def in_company(person):
    return person.memberships.get()


def mails():
    return [(mail.recipient, mail.subject) for mail in Notification.objects.order_by("id")]


def test_an_owner_changes_a_role_and_the_person_is_told(company, owner):
    wang = make_applicant(company, "viewer", name="Wang Fang")

    membership.change_role(in_company(wang), role="editor", by=owner, at=NOON)

    assert permissions.role_in(wang, company) == "editor"
    assert mails() == [(wang, "Your role for 杭州澜亭影像科技有限公司 has changed")]
    assert "Lin Wei has changed your role" in Notification.objects.get().body
    assert "Your role is now: Editor" in Notification.objects.get().body
    assert company.events.get().detail == {
        "person": wang.pk,
        "name": "Wang Fang",
        "before": "viewer",
        "role": "editor",
    }


def test_the_same_role_again_is_nothing(company, owner):
    wang = make_applicant(company, "editor")

    membership.change_role(in_company(wang), role="editor", by=owner, at=NOON)

    assert (company.events.count(), mails()) == (0, [])


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_only_owners_change_roles_remove_and_hand_over(company, owner, role):
    other, third = make_applicant(company, role), make_applicant(company, "viewer")

    for act in (
        lambda: membership.change_role(in_company(third), role="editor", by=other, at=NOON),
        lambda: membership.remove(in_company(third), by=other, at=NOON),
        lambda: membership.hand_over(in_company(third), by=other, at=NOON),
    ):
        with pytest.raises(permissions.NotYours, match="Only an owner"):
            act()

    assert permissions.role_in(third, company) == "viewer"


def test_an_owner_of_another_company_has_no_say(company, owner):
    stranger = make_applicant()

    with pytest.raises(permissions.NotYours):
        membership.remove(in_company(owner), by=stranger, at=NOON)


def test_who_is_removed_belongs_no_more_and_stays_in_the_history(company, owner):
    wang = make_applicant(company, "editor", name="Wang Fang")

    membership.remove(in_company(wang), by=owner, at=NOON)

    assert permissions.role_in(wang, company) == ""
    assert [(event.act, event.detail["name"], event.detail["role"]) for event in company.events.all()] == [
        ("removed", "Wang Fang", "editor")
    ]
    assert mails() == [(wang, "You no longer act for 杭州澜亭影像科技有限公司")]


def test_anybody_leaves(company, owner):
    wang = make_applicant(company, "viewer")

    membership.remove(in_company(wang), by=wang, at=NOON)

    assert permissions.role_in(wang, company) == ""
    assert ([event.act for event in company.events.all()], mails()) == (["left"], [])


@pytest.mark.parametrize("other", ["editor", "viewer"])
def test_the_last_owner_neither_leaves_nor_steps_down(company, owner, other):
    make_applicant(company, other)

    with pytest.raises(LastOwner):
        membership.remove(in_company(owner), by=owner, at=NOON)
    with pytest.raises(LastOwner):
        membership.change_role(in_company(owner), role="editor", by=owner, at=NOON)

    assert permissions.role_in(owner, company) == "owner"


def test_an_owner_whose_account_is_closed_does_not_count(company, owner):
    make_applicant(company, is_active=False)

    with pytest.raises(LastOwner):
        membership.remove(in_company(owner), by=owner, at=NOON)


def test_handing_over_makes_another_owner_and_steps_down_in_one_act(company, owner):
    wang = make_applicant(company, "viewer")

    membership.hand_over(in_company(wang), by=owner, at=NOON)

    assert [permissions.role_in(person, company) for person in (wang, owner)] == ["owner", "editor"]
    assert [recipient for recipient, _subject in mails()] == [wang]


def test_nobody_hands_over_to_themselves(company, owner):
    make_applicant(company)

    with pytest.raises(Gone):
        membership.hand_over(in_company(owner), by=owner, at=NOON)

    assert permissions.role_in(owner, company) == "owner"


def test_who_has_left_meanwhile_gets_no_role(company, owner):
    wang = make_applicant(company, "editor")
    page = in_company(wang)
    membership.remove(in_company(wang), by=wang, at=NOON)

    with pytest.raises(Gone):
        membership.change_role(page, role="owner", by=owner, at=NOON)

    assert not Membership.objects.filter(user=wang).exists()


def test_nobody_joins_twice(company, owner):
    with pytest.raises(BelongsAlready):
        membership.join(company, user=owner, role="viewer", act="joined", by=owner, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_step_down_at_once_one_stays():
    company = make_company()
    owners, together, told = [make_applicant(company), make_applicant(company)], Barrier(2), []

    def step_down(person):
        mine = in_company(person)
        together.wait(timeout=10)
        try:
            membership.change_role(mine, role="editor", by=person, at=NOON)
        except Exception as error:
            told.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=step_down, args=(person,)) for person in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert told == [LastOwner]
    assert sorted(company.memberships.values_list("role", flat=True)) == ["editor", "owner"]


@pytest.mark.parametrize("deed", ["removes", "demotes"])
def test_what_an_owner_sent_is_withdrawn_when_another_takes_the_role_away(deed):
    """Else whoever is put out comes back by a letter to an address of their own."""
    company = make_company(name="杭州澜亭影像科技有限公司")
    lin, wang = make_applicant(company), make_applicant(company)
    theirs = invite(company, by=wang, email="again@example.org")
    other = invite(company, by=lin, email="colleague@example.org")

    if deed == "removes":
        membership.remove(company.memberships.get(user=wang), by=lin, at=NOON)
    else:
        membership.change_role(company.memberships.get(user=wang), role="editor", by=lin, at=NOON)

    theirs.refresh_from_db()
    assert (theirs.state(NOON), theirs.revoked_by) == (Invitation.State.REVOKED, lin)
    assert list(company.invitations.open(NOON)) == [other]
    revoked = company.events.get(act="invitation_revoked")
    assert (revoked.by, revoked.detail) == (lin, {"email": "again@example.org", "role": "owner"})


def test_what_an_owner_sent_still_stands_when_they_hand_over_or_leave():
    company = make_company(name="杭州澜亭影像科技有限公司")
    lin, wang = make_applicant(company), make_applicant(company)
    sent = invite(company, by=wang, email="colleague@example.org")

    membership.hand_over(company.memberships.get(user=lin), by=wang, at=NOON)
    membership.remove(company.memberships.get(user=wang), by=wang, at=NOON)

    assert list(company.invitations.open(NOON)) == [sent]
