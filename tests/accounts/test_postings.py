import pytest
from allauth.usersessions.models import UserSession

from accounts import postings
from accounts.models import Invitation, PersonEvent, Posting, Team
from accounts.permissions import NotYours
from audit import trail
from tests.factories import (
    NOON,
    give_passkey,
    make_applicant,
    make_company,
    make_office,
    make_reviewer,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_staff("administrator", "33", name="Qian Rui")


@pytest.fixture
def national():
    return make_staff("administrator", "", name="Xu Fan")


def roles(person, province="33"):
    return sorted(person.postings.filter(office__province=province).values_list("role", flat=True))


def change(person, by, *roles, province="33"):
    postings.change_roles(person, make_office(province), roles=roles, by=by, at=NOON)


def told(person):
    return [(event.act, event.by, event.detail) for event in person.events.all()]


def test_an_administrator_says_what_each_does_and_it_is_remembered(administrator):
    person = make_reviewer("33")

    change(person, administrator, "head", "intake")

    assert roles(person) == ["head", "intake"]
    detail = {"office": "33", "roles": ["intake", "head"], "before": ["reviewer"]}
    assert told(person) == [("roles_changed", administrator, detail)]


def test_what_is_as_it_was_leaves_no_event(administrator):
    person = make_reviewer("33")

    change(person, administrator, "reviewer")

    assert told(person) == []


def test_with_no_role_the_person_leaves_the_office_and_its_teams(administrator):
    person = make_reviewer("33")
    here, there = (Team.objects.create(office=make_office(place), name="图像组") for place in ("33", "44"))
    here.members.add(person), there.members.add(person)

    change(person, administrator)

    assert (roles(person), list(person.teams.all())) == ([], [there])
    assert told(person)[-1] == ("left_office", administrator, {"office": "33", "roles": [], "before": ["reviewer"]})


def test_whoever_reviews_no_longer_is_in_no_team(administrator):
    person = make_reviewer("33")
    Team.objects.create(office=make_office("33"), name="图像组").members.add(person)

    change(person, administrator, "intake")

    assert list(person.teams.all()) == []


def test_what_a_person_does_elsewhere_is_left_alone(administrator):
    person = make_reviewer("33")
    Posting.objects.create(user=person, office=make_office("44"), role="head")

    change(person, administrator, "intake")

    assert (roles(person), roles(person, "44")) == (["intake"], ["head"])


@pytest.mark.parametrize("role", ["intake", "reviewer", "approver", "head", "auditor", "publisher"])
def test_nobody_but_administrators_changes_roles(role):
    with pytest.raises(NotYours):
        change(make_reviewer("33"), make_staff(role, "33"), "head")


def test_an_administrator_of_another_province_changes_nothing_and_one_of_the_national_office_everywhere(national):
    person = make_reviewer("33")
    with pytest.raises(NotYours):
        change(person, make_staff("administrator", "44"), "head")
    assert roles(person) == ["reviewer"]

    change(person, national, "head")

    assert roles(person) == ["head"]


def test_a_closed_account_changes_nothing(administrator):
    administrator.is_active = False
    administrator.save()

    with pytest.raises(NotYours):
        change(make_reviewer("33"), administrator, "head")


@pytest.mark.parametrize("wanted", [[], ["administrator", "reviewer"], ["reviewer"]])
def test_nobody_changes_their_own_part(administrator, wanted):
    with pytest.raises(postings.NotForYourself, match="Another administrator changes your own roles"):
        change(administrator, administrator, *wanted)
    assert roles(administrator) == ["administrator"]


def test_of_two_administrators_who_remove_each_other_one_stays(national):
    other = make_staff("administrator", "")

    change(other, national, province="")

    with pytest.raises(NotYours):
        change(national, other, province="")
    assert roles(national, "") == ["administrator"]


def test_only_the_national_office_has_publishers(administrator, national):
    person, publisher = make_reviewer("33"), make_reviewer("")
    with pytest.raises(trail.Refused, match="Only the national office has publishers"):
        change(person, administrator, "publisher")
    with pytest.raises(trail.Refused):
        postings.invite(
            make_office("33"), email="new@example.org", roles=["publisher"], language="en", by=administrator, at=NOON
        )

    change(publisher, national, "publisher", province="")

    assert (roles(person), roles(publisher, "")) == (["reviewer"], ["publisher"])


def test_who_does_not_work_in_the_office_is_invited_and_not_posted(administrator):
    with pytest.raises(trail.Refused, match="does not work in this office"):
        change(make_reviewer("44"), administrator, "reviewer")


def test_an_invitation_names_the_roles_in_the_order_of_the_work(administrator):
    postings.invite(
        make_office("33"), email="new@example.org", roles=["head", "intake"], language="en", by=administrator, at=NOON
    )

    assert Invitation.objects.get().roles == ["intake", "head"]
    detail = {"email": "new@example.org", "office": "33", "roles": ["intake", "head"]}
    assert told(administrator) == [("invited", administrator, detail)]


def test_nobody_invites_themselves(national):
    with pytest.raises(postings.NotForYourself):
        postings.invite(
            make_office("33"), email=national.email, roles=["reviewer"], language="en", by=national, at=NOON
        )


# --- Closing an account ----------------------------------------------------------------------------------


def test_a_closed_account_is_signed_out_at_once_and_keeps_its_name(client, administrator):
    person = make_reviewer("33", name="Chen Yu", email="chen@example.org")
    client.force_login(person)
    assert client.get("/reviews/").status_code == 200

    postings.deactivate(person, by=administrator, at=NOON)

    assert client.get("/reviews/").headers["Location"] == "/account/login/?next=/reviews/"
    assert not client.login(email="chen@example.org", password="correct horse battery")
    assert told(person) == [("deactivated", administrator, {"offices": ["33"], "roles": ["reviewer"]})]
    assert (str(person), roles(person)) == ("Chen Yu", ["reviewer"])


def test_its_sessions_are_ended_not_only_the_account(client, administrator):
    person = make_reviewer("33")
    client.force_login(person)
    key = client.session.session_key
    UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1", user_agent="")

    postings.deactivate(person, by=administrator, at=NOON)
    postings.reactivate(person, by=administrator, at=NOON)

    assert client.get("/reviews/").status_code == 302


def test_opened_again_it_has_its_roles(client, administrator):
    person = make_reviewer("33")
    postings.deactivate(person, by=administrator, at=NOON)

    postings.reactivate(person, by=administrator, at=NOON)

    client.force_login(person)
    assert client.get("/reviews/").status_code == 200
    assert [event.act for event in person.events.all()] == ["deactivated", "reactivated"]


def test_an_account_is_closed_once_and_opened_once(administrator):
    person = make_reviewer("33")
    with pytest.raises(trail.Refused, match="open already"):
        postings.reactivate(person, by=administrator, at=NOON)
    postings.deactivate(person, by=administrator, at=NOON)
    with pytest.raises(trail.Refused, match="closed already"):
        postings.deactivate(person, by=administrator, at=NOON)


def test_nobody_closes_their_own_account(administrator):
    with pytest.raises(postings.NotForYourself):
        postings.deactivate(administrator, by=administrator, at=NOON)


def works_elsewhere(person):
    Posting.objects.create(user=person, office=make_office("44"), role="reviewer")


def has_a_company(person):
    make_company(person, make_user())


def works_nowhere(person):
    person.postings.all().delete()


@pytest.mark.parametrize("belongs", [works_elsewhere, has_a_company, works_nowhere])
def test_a_province_closes_no_account_that_belongs_elsewhere_too(administrator, belongs):
    person = make_reviewer("33")
    belongs(person)

    with pytest.raises(trail.Refused, match="not yours to close"):
        postings.deactivate(person, by=administrator, at=NOON)
    assert PersonEvent.objects.count() == 0


@pytest.mark.parametrize("belongs", [works_elsewhere, has_a_company])
def test_the_national_administrators_close_it(national, belongs):
    person = make_reviewer("33")
    belongs(person)

    postings.deactivate(person, by=national, at=NOON)

    assert person.is_active is False


@pytest.mark.parametrize("role", ["head", "auditor", "intake"])
def test_nobody_else_closes_an_account(role):
    with pytest.raises(trail.Refused):
        postings.deactivate(make_reviewer("33"), by=make_staff(role, "33"), at=NOON)


# --- Passkeys --------------------------------------------------------------------------------------------


def test_passkeys_are_required_and_no_longer_and_both_are_remembered(administrator):
    office = make_office("33")
    give_passkey(administrator)

    for required in (True, True, False):
        postings.require_passkeys(office, required=required, by=administrator, at=NOON)

    office.refresh_from_db()
    assert office.requires_passkey is False
    assert told(administrator) == [
        ("passkeys_required", administrator, {"office": "33"}),
        ("passkeys_optional", administrator, {"office": "33"}),
    ]


def test_an_administrator_who_has_no_passkey_asks_none_of_others(administrator):
    with pytest.raises(postings.PasskeyMissing):
        postings.require_passkeys(make_office("33"), required=True, by=administrator, at=NOON)

    assert make_office("33").requires_passkey is False


def test_only_administrators_require_passkeys():
    with pytest.raises(NotYours):
        postings.require_passkeys(make_office("33"), required=True, by=make_staff("head", "33"), at=NOON)


def reviewer_only(person, by):
    change(person, by, "reviewer")


def out_of_the_office(person, by):
    change(person, by)


def closed(person, by):
    postings.deactivate(person, by=by, at=NOON)


@pytest.mark.parametrize("deed", [reviewer_only, out_of_the_office, closed])
def test_what_an_administrator_sent_is_withdrawn_with_the_role(administrator, deed):
    """Else whoever is put out comes back by a letter to an address of their own."""
    leaving, office = make_staff("administrator", "33"), make_office("33")
    words = {"roles": ["administrator"], "language": "en", "at": NOON}
    theirs = postings.invite(office, email="again@example.org", by=leaving, **words)
    other = postings.invite(office, email="n@example.org", by=administrator, **words)

    deed(leaving, administrator)

    theirs.refresh_from_db()
    assert (theirs.state(NOON), theirs.revoked_by) == (Invitation.State.REVOKED, administrator)
    assert list(office.invitations.open(NOON)) == [other]
    revoked = PersonEvent.objects.get(act="invitation_revoked")
    assert (revoked.by, revoked.detail["email"], revoked.detail["office"]) == (administrator, "again@example.org", "33")


def test_what_an_administrator_sent_stands_while_they_administer(administrator):
    other, office = make_staff("administrator", "33"), make_office("33")
    sent = postings.invite(office, email="n@example.org", roles=["intake"], language="en", by=other, at=NOON)

    change(other, administrator, "administrator", "intake")

    assert list(office.invitations.open(NOON)) == [sent]


def test_no_account_is_closed_that_alone_owns_a_company(national):
    person = make_reviewer("33")
    company = make_company(person, name="杭州澜亭影像科技有限公司")
    make_applicant(company, is_active=False)
    make_applicant(company, role="editor")

    with pytest.raises(trail.Refused) as refused:
        postings.deactivate(person, by=national, at=NOON)

    assert str(refused.value) == (
        "This person is the only owner of 杭州澜亭影像科技有限公司. "
        "Take away the roles in the office instead, or wait until the company has another owner."
    )
    person.refresh_from_db()
    assert person.is_active is True
