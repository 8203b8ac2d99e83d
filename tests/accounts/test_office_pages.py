from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from accounts import invitations, office_history, postings, teams
from accounts.models import Invitation, Office, Posting, Team
from notifications.models import Notification
from tests.factories import NOON, give_passkey, make_office, make_reviewer, make_staff, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

HERE = "/offices/33/"


@pytest.fixture
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def administrator(client):
    person = make_staff("administrator", "33", name="Qian Rui")
    client.force_login(person)
    return person


def enter(client, role, province="33"):
    person = make_staff(role, province)
    client.force_login(person)
    return person


def said(page):
    return [str(message) for message in page.context["messages"]]


def page_of(person):
    return f"{HERE}people/{person.uuid}/"


# --- Who sees what ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["administrator", "head", "auditor"])
def test_who_sees_one_office_goes_there_at_once(client, role):
    enter(client, role)

    assert client.get("/offices/").headers["Location"] == HERE
    assert client.get("/offices/44/").status_code == 404
    assert client.get("/offices/99/").status_code == 404


@pytest.mark.parametrize("role", ["intake", "reviewer", "approver", "publisher"])
def test_the_others_have_no_business_there(client, role):
    enter(client, role)
    make_office("33")

    assert [client.get("/offices/").status_code, client.get(HERE).status_code] == [403, 404]


@pytest.mark.parametrize("offices", [1, 3])
def test_national_administrators_choose_an_office(client, django_assert_num_queries, offices):
    enter(client, "administrator", "")
    for province in ("11", "33", "44")[:offices]:
        make_reviewer(province)

    with django_assert_num_queries(5):
        page = client.get("/offices/")

    assert [(office.place, office.people) for office in page.context["offices"] if office.people] == [
        ("national", 1),
        *((province, 1) for province in ("11", "33", "44")[:offices]),
    ]
    assert client.get("/offices/national/").status_code == 200


def test_the_people_are_shown_with_roles_teams_factors_and_accounts(client, administrator):
    chen = make_reviewer("33", name="Chen Yu", last_login=NOON)
    Posting.objects.create(user=chen, office=make_office("33"), role="intake")
    Posting.objects.create(user=chen, office=make_office("44"), role="head")
    Team.objects.create(office=make_office("33"), name="图像组").members.add(chen)
    Authenticator.objects.create(user=chen, type=Authenticator.Type.WEBAUTHN, data={})
    bare = make_user(name="Wu Di", is_active=False)
    Posting.objects.create(user=bare, office=make_office("33"), role="reviewer")

    rows = client.get(HERE).context["rows"]

    assert [(str(row.person), row.roles, row.teams, row.factor, row.passkey) for row in rows] == [
        ("Chen Yu", "Intake, Reviewer", "图像组", True, True),
        ("Qian Rui", "Administrator", "", True, False),
        ("Wu Di", "Reviewer", "", False, False),
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_the_people_take_as_many_queries_for_one_as_for_three(client, administrator, django_assert_num_queries, people):
    for n in range(people):
        person = make_reviewer("33")
        teams.form(make_office("33"), name=f"组{n}", members=[person], by=administrator, at=NOON)
        postings.invite(
            make_office("33"), email=f"n{n}@example.org", roles=["intake"], language="en", by=administrator, at=NOON
        )

    with django_assert_num_queries(13):
        client.get(HERE)


@pytest.mark.parametrize("role", ["head", "auditor"])
def test_heads_and_auditors_read_and_change_nothing(client, role):
    enter(client, role)
    person, team = make_reviewer("33"), Team.objects.create(office=make_office("33"), name="图像组")
    administrator = make_staff("administrator", "33")
    invitation = postings.invite(
        team.office, email="new@example.org", roles=["intake"], language="en", by=administrator, at=NOON
    )

    for address in (HERE, page_of(person)):
        page = client.get(address)
        assert page.status_code == 200
        assert page.text.count("<form") == 1, address  # signing out
    for address in (
        "passkeys/",
        "invite/",
        f"invitations/{invitation.uuid}/resend/",
        f"invitations/{invitation.uuid}/revoke/",
        f"people/{person.uuid}/",
        f"people/{person.uuid}/close/",
        f"people/{person.uuid}/reopen/",
        "teams/new/",
        f"teams/{team.pk}/",
        f"teams/{team.pk}/dissolve/",
    ):
        assert client.post(f"{HERE}{address}", {}).status_code == 403, address


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("auditor", 200), ("head", 403)])
def test_the_history_is_for_administrators_and_auditors(client, role, status):
    enter(client, role)

    assert client.get(f"{HERE}history/").status_code == status


def test_another_offices_people_invitations_and_teams_are_not_there(client, administrator):
    person, team = make_reviewer("44"), Team.objects.create(office=make_office("44"), name="图像组")
    foreign = postings.invite(
        team.office,
        email="n@example.org",
        roles=["intake"],
        language="en",
        by=make_staff("administrator", "44"),
        at=NOON,
    )

    for address in (f"people/{person.uuid}/", f"people/{person.uuid}/close/", f"teams/{team.pk}/"):
        assert client.get(f"{HERE}{address}").status_code == 404
    for address in (f"invitations/{foreign.uuid}/revoke/", f"people/{person.uuid}/reopen/"):
        assert client.post(f"{HERE}{address}").status_code == 404


# --- Inviting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("root", "language"), [("", "en"), ("/zh-hans", "zh-hans")])
def test_the_mail_is_offered_in_the_language_of_the_page(client, administrator, root, language):
    page = client.get(f"{root}{HERE}invite/")

    assert page.context["form"]["language"].value() == language


def test_somebody_is_invited_accepts_and_works(client, administrator):
    sent = {"email": " New@Example.org", "roles": ["intake", "reviewer"], "language": "en"}

    page = client.post(f"{HERE}invite/", sent, follow=True)

    assert said(page) == ["The invitation to new@example.org is on its way."]
    assert [each.email for each in page.context["invitations"]] == ["new@example.org"]
    body = Notification.objects.get().body
    token = next(word for word in body.split() if "/invitations/" in word).rstrip("/").rpartition("/")[2]
    person = make_user(email="new@example.org")
    invitations.accept(token, by=person, at=NOON)
    assert sorted(person.postings.values_list("role", flat=True)) == ["intake", "reviewer"]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"email": "", "roles": []}, {"email": ["Enter the e-mail address"], "roles": ["Select one role or more"]}),
        (
            {"email": "x", "roles": ["publisher"]},
            {"email": ["Enter an e-mail address, like name@example.cn"], "roles": ["Select from these roles"]},
        ),
    ],
)
def test_what_is_missing_is_asked_for(client, administrator, sent, errors):
    page = client.post(f"{HERE}invite/", {"language": "en", **sent})

    assert page.context["form"].errors == errors


def test_who_is_invited_already_is_not_invited_again(client, administrator):
    sent = {"email": "new@example.org", "roles": ["intake"], "language": "en"}
    client.post(f"{HERE}invite/", sent)

    page = client.post(f"{HERE}invite/", sent)

    assert page.context["form"].non_field_errors() == [
        "new@example.org is invited already. You can send the invitation again."
    ]


def test_an_invitation_is_sent_again_and_withdrawn(client, administrator, time_machine):
    client.post(f"{HERE}invite/", {"email": "new@example.org", "roles": ["intake"], "language": "en"}, follow=True)
    address = f"{HERE}invitations/{Invitation.objects.get().uuid}"

    early = client.post(f"{address}/resend/", follow=True)
    time_machine.move_to(NOON + timedelta(minutes=6), tick=False)
    again = client.post(f"{address}/resend/", follow=True)
    gone = client.post(f"{address}/revoke/", follow=True)
    late = client.post(f"{address}/revoke/", follow=True)

    assert said(early) == ["The invitation was sent less than five minutes ago. Look for it in the mailbox first."]
    assert said(again) == ["The invitation is sent again. The link in the first mail has stopped working."]
    assert said(gone) == ["The invitation is withdrawn. Its link lets nobody in."]
    assert said(late) == ["The invitation of new@example.org is not open any more."]
    assert list(gone.context["invitations"]) == []


# --- One person ------------------------------------------------------------------------------------------


def test_the_roles_of_a_person_are_changed(client, administrator):
    person = make_reviewer("33", name="Chen Yu")

    page = client.post(page_of(person), {"roles": ["head"]}, follow=True)

    assert said(page) == ["The roles of Chen Yu are saved."]
    assert page.context["row"].roles == "Head of office"
    assert [line["label"] for line in page.context["lines"]] == [
        "Qian Rui changed the roles of Chen Yu from Reviewer to Head of office."
    ]


def test_a_person_leaves_the_office(client, administrator):
    person = make_reviewer("33", name="Chen Yu")

    page = client.post(page_of(person), {}, follow=True)

    assert (page.redirect_chain, said(page)) == ([(HERE, 302)], ["Chen Yu has left the office."])
    assert client.get(page_of(person)).status_code == 404


def test_an_unknown_role_is_refused(client, administrator):
    page = client.post(page_of(make_reviewer("33")), {"roles": ["publisher"]})

    assert page.context["form"].errors == {"roles": ["Select from these roles"]}


def test_ones_own_page_has_nothing_to_change(client, administrator):
    page = client.get(page_of(administrator))

    assert (page.context["form"], page.context["may_close"]) == (None, False)
    client.post(page_of(administrator), {"roles": []})
    assert administrator.postings.count() == 1


def test_an_account_is_closed_and_opened_again(client, administrator):
    person = make_reviewer("33", name="Chen Yu")
    assert client.get(f"{page_of(person)}close/").status_code == 200

    closed = client.post(f"{page_of(person)}close/", follow=True)
    refused = client.post(f"{page_of(person)}close/")
    opened = client.post(f"{page_of(person)}reopen/", follow=True)
    open_already = client.post(f"{page_of(person)}reopen/", follow=True)

    assert said(closed) == ["The account of Chen Yu is closed."]
    assert refused.context["refusal"] == "This account is closed already."
    assert said(opened) == ["The account of Chen Yu is open again."]
    assert said(open_already) == ["This account is open already."]


def test_where_else_somebody_works_is_said(client, administrator):
    person = make_reviewer("33")
    Posting.objects.create(user=person, office=make_office("44"), role="reviewer")

    page = client.get(page_of(person))

    assert ([str(office) for office in page.context["elsewhere"]], page.context["may_close"]) == (["Guangdong"], False)


# --- Passkeys, teams, history ----------------------------------------------------------------------------


def test_passkeys_are_switched_on_and_off(client, administrator):
    give_passkey(administrator)
    on = client.post(f"{HERE}passkeys/", {"required": "yes"}, follow=True)
    off = client.post(f"{HERE}passkeys/", {"required": "no"}, follow=True)

    assert said(on) == ["Everybody in the office signs in with a passkey from now on."]
    assert said(off) == ["Passkeys are no longer required in the office."]
    assert [on.context["office"].requires_passkey, off.context["office"].requires_passkey] == [True, False]


def test_a_team_is_formed_arranged_and_dissolved(client, administrator):
    chen, wu = make_reviewer("33"), make_reviewer("33")

    formed = client.post(f"{HERE}teams/new/", {"name": "图像组", "members": [str(chen.uuid)]}, follow=True)
    team = Team.objects.get()
    arranged = client.post(f"{HERE}teams/{team.pk}/", {"name": "语音组", "members": [str(wu.uuid)]}, follow=True)
    assert client.get(f"{HERE}teams/{team.pk}/").context["form"]["members"].value() == [str(wu.uuid)]
    assert client.get(f"{HERE}teams/{team.pk}/dissolve/").status_code == 200
    dissolved = client.post(f"{HERE}teams/{team.pk}/dissolve/", follow=True)

    assert said(formed) == ["The team 图像组 is formed."]
    assert said(arranged) == ["The team 语音组 is saved."]
    assert said(dissolved) == ["The team 语音组 is dissolved."]
    assert Team.objects.count() == 0


def test_a_team_of_a_name_that_is_taken_or_of_strangers_is_refused(client, administrator):
    Team.objects.create(office=make_office("33"), name="图像组")
    other = Team.objects.create(office=make_office("33"), name="语音组")
    taken = {"name": ["The office has a team of this name already. Choose another name."]}

    assert client.post(f"{HERE}teams/new/", {"name": "图像组"}).context["form"].errors == taken
    assert client.post(f"{HERE}teams/{other.pk}/", {"name": "图像组"}).context["form"].errors == taken
    for stranger in (str(make_reviewer("44").uuid), "x"):
        page = client.post(f"{HERE}teams/new/", {"name": "新组", "members": [stranger]})
        assert page.context["form"].errors == {"members": ["Select from the reviewers of the office"]}


def test_the_history_says_what_happened_to_the_people_of_the_office(client, administrator):
    give_passkey(administrator)
    chen, office = make_reviewer("33", name="Chen Yu"), make_office("33")
    at = {"by": administrator, "at": NOON}
    team = teams.form(office, name="图像组", members=[chen], **at)
    teams.arrange(team, name="语音组", members=[], **at)
    teams.dissolve(team, **at)
    postings.require_passkeys(office, required=True, **at)
    postings.require_passkeys(office, required=False, **at)
    postings.deactivate(chen, **at)
    postings.reactivate(chen, **at)
    invitation = postings.invite(office, email="n@example.org", roles=["intake"], language="en", **at)
    invitations.revoke(invitation, **at)
    postings.change_roles(chen, office, roles=[], **at)
    chen.events.create(act="signed_in", by=chen, at=NOON)

    page = client.get(f"{HERE}history/")

    assert [line["label"] for line in page.context["lines"]] == [
        "Qian Rui took Chen Yu out of the office; the roles were Reviewer.",
        "Qian Rui withdrew the invitation of n@example.org.",
        "Qian Rui invited n@example.org (Intake).",
        "Qian Rui opened the account of Chen Yu again.",
        "Qian Rui closed the account of Chen Yu.",
        "Qian Rui no longer requires passkeys.",
        "Qian Rui required passkeys of everybody in the office.",
        "Qian Rui dissolved the team 语音组.",
        "Qian Rui took Chen Yu out of the team 语音组.",
        "Qian Rui renamed the team 图像组 to 语音组.",
        "Qian Rui put Chen Yu into the team 图像组.",
        "Qian Rui formed the team 图像组.",
    ]


def test_an_empty_history_says_so_and_a_long_one_comes_in_pages(client, administrator):
    assert "Nothing has happened yet" in client.get(f"{HERE}history/").text
    for _n in range(55):
        administrator.events.create(act="team_formed", at=NOON, detail={"office": "33", "team": "组"})

    first, second = client.get(f"{HERE}history/"), client.get(f"{HERE}history/", {"page": "2"})

    assert [len(page.context["lines"]) for page in (first, second)] == [50, 5]
    assert (first.context["older"], second.context["newer"]) == ("?page=2", "?page=1")


def test_no_address_shows_an_id_or_an_email(client, administrator):
    person = make_reviewer("33", email="chen@example.org")

    text = client.get(HERE).text

    addresses = [part.split('"')[0] for part in text.split('href="')[1:]]
    assert f"{HERE}people/{person.uuid}/" in addresses
    assert [address for address in addresses if "@" in address or f"/{person.pk}/" in address] == []


@pytest.mark.parametrize("email", ["mar\u212a@example.org", "wаng@example.org", "wang@ex\u00e4mple.org"])
def test_an_address_that_looks_like_another_is_not_invited(client, administrator, email):
    page = client.post(f"{HERE}invite/", {"email": email, "roles": ["intake"], "language": "en"})

    assert page.context["form"].errors == {
        "email": ["Write the e-mail address in Latin letters and digits: others can look the same and are not"]
    }


@pytest.mark.parametrize("name", ["图像组\u202e", "图像\n组"])
def test_a_team_has_a_name_that_can_be_seen(client, administrator, name):
    page = client.post(f"{HERE}teams/new/", {"name": name})

    assert page.context["form"].errors == {
        "name": ["Enter the name on one line, without characters that cannot be seen"]
    }


def test_the_history_is_found_among_the_sign_ins_by_an_index(administrator):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    events = office_history.of_offices(Office.objects.filter(province="33"))

    assert "person_event_act_at" in events.explain()
