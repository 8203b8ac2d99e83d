import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import access, invitations, permissions
from accounts.models import AccessRequest, Company, Invitation, User
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_company, make_office, make_staff, make_user
from tests.filings.factories import make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

CODE = "91999999MA2CFGHJ1W"
ACCOUNT = {"name": "Wang Fang", "language": "en", "password": "seven small sparrows"}


@pytest.fixture
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def company():
    return make_company(name="杭州澜亭影像科技有限公司")


@pytest.fixture
def owner(company):
    return make_applicant(company, name="Lin Wei")


def at(company, *parts):
    return f"/account/companies/{company.uuid}/" + "".join(f"{part}/" for part in parts)


def words_of(page):
    main = re.search(r"<main.*?</main>", page.content.decode(), re.S)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def told(client):
    return [str(message) for message in client.get("/account/companies/new/").context["messages"]]


def errors(page):
    return {key: list(sentences) for key, sentences in page.context["form"].errors.items()}


def invite(owner, company, email="wang@example.org", role="editor"):
    return invitations.invite(company=company, email=email, roles=[role], language="en", by=owner, at=NOON)


def link_to(email="wang@example.org"):
    body = Notification.objects.filter(address=email).latest("id").body
    return "/account/invitations/" + body.partition("/account/invitations/")[2].split()[0]


# Opening a company


def test_whoever_has_no_company_is_taken_to_opening_one(client):
    client.force_login(make_user())

    assert client.get("/").headers["Location"] == "/account/companies/new/"
    assert client.get("/filings/").headers["Location"] == "/account/companies/new/"


def test_a_company_is_opened_with_its_name_and_code(client):
    client.force_login(lin := make_user())

    page = client.post("/account/companies/new/", {"name": " 澜亭 ", "credit_code": "91999999-ma2cfghj1w"}, follow=True)

    company = Company.objects.get()
    assert (company.name, company.credit_code, permissions.role_in(lin, company)) == ("澜亭", CODE, "owner")
    assert [str(message) for message in page.context["messages"]] == ["澜亭 is added. You are its owner."]


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        ({}, {"name": ["Enter the company name"], "credit_code": ["Enter the unified social credit code"]}),
        (
            {"name": "x" * 10**6, "credit_code": CODE},
            {"name": ["The company name must be 100 characters or fewer"]},
        ),
        (
            {"name": "澜亭\u202e", "credit_code": CODE},
            {"name": ["The company name must hold no characters that cannot be seen"]},
        ),
        (
            {"name": "澜亭", "credit_code": CODE[:-1] + "X"},
            {
                "credit_code": [
                    "The credit code must match its check character: compare each character with the licence"
                ]
            },
        ),
    ],
)
def test_what_is_wrong_is_said(client, given, sentences):
    client.force_login(make_user())

    assert errors(client.post("/account/companies/new/", given)) == sentences
    assert not Company.objects.exists()


def test_a_line_break_in_a_name_is_a_space(client):
    client.force_login(make_user())

    client.post("/account/companies/new/", {"name": "澜亭\r\nBcc: x", "credit_code": CODE})

    assert Company.objects.get().name == "澜亭 Bcc: x"


def test_who_names_a_company_that_exists_is_told_and_can_ask_its_owners(client, company, owner):
    company.credit_code = CODE
    company.save()
    client.force_login(wang := make_user(name="Wang Fang"))

    page = client.post("/account/companies/new/", {"name": "x", "credit_code": CODE}, follow=True)
    assert page.redirect_chain == [("/account/companies/ask/", 302)]
    assert "Somebody has opened 杭州澜亭影像科技有限公司 with the credit code" in words_of(page)
    assert owner.name not in page.text
    assert owner.email not in page.text

    page = client.post("/account/companies/ask/", {"message": "Hello"}, follow=True)

    assert [(each.person, each.message) for each in AccessRequest.objects.all()] == [(wang, "Hello")]
    assert "The owners have been asked" in words_of(page)
    assert "you asked the owners of 杭州澜亭影像科技有限公司" in words_of(client.get("/account/companies/new/"))
    assert errors(client.post("/account/companies/ask/", {})) == {
        "__all__": ["You have asked already. The owners have not answered yet."]
    }


def test_who_belongs_to_the_company_that_they_open_is_taken_there(client, company, owner):
    company.credit_code = CODE
    company.save()
    client.force_login(owner)

    page = client.post("/account/companies/new/", {"name": "x", "credit_code": CODE}, follow=True)

    assert [str(message) for message in page.context["messages"]] == ["You belong to 杭州澜亭影像科技有限公司 already."]


def test_nobody_asks_without_having_named_a_company(client):
    client.force_login(make_user())

    assert client.get("/account/companies/ask/").headers["Location"] == "/account/companies/new/"


# People


def test_the_people_of_a_company_are_shown_to_whoever_belongs(client, company, owner):
    viewer = make_applicant(company, "viewer", name="Zhao Lei")
    invite(owner, company)
    access.ask(company, message="Let me in", by=make_user(name="He Jing"), at=NOON)

    client.force_login(viewer)
    page = words_of(client.get(at(company, "people")))
    for seen in ("Lin Wei", "Zhao Lei (you)", "wang@example.org Editor 2026-03-16", "Leave", "Asked to be let in"):
        assert seen in page
    for hidden in ("Invite somebody", "Change role", "Remove", "Withdraw", "Let me in", "Hand the company over"):
        assert hidden not in page

    client.force_login(owner)
    page = words_of(client.get(at(company, "people")))
    for seen in ("Invite somebody", "Change role", "Remove", "Withdraw", "Let me in", "Hand the company over"):
        assert seen in page
    assert "Invited wang@example.org as Editor Lin Wei" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_people_page_takes_as_many_queries_for_one_row_as_for_three(
    client, company, owner, django_assert_num_queries, rows
):
    for n in range(rows):
        make_applicant(company, "viewer")
        invite(owner, company, email=f"guest{n}@example.org")
        access.ask(company, message="", by=make_user(), at=NOON)
    client.force_login(owner)

    with django_assert_num_queries(12):
        client.get(at(company, "people"))


def test_an_expired_invitation_says_so(client, company, owner, time_machine):
    invite(owner, company)
    time_machine.move_to(NOON + timedelta(days=15))
    client.force_login(owner)

    assert "2026-03-16 Expired" in words_of(client.get(at(company, "people")))


PAGES = [
    ("people", "owner editor viewer"),
    ("people/invite", "owner"),
    ("people/hand-over", "owner"),
    ("people/{member}/role", "owner"),
    ("people/{member}/remove", "owner"),
    ("requests/{request}", "owner"),
]


@pytest.mark.parametrize("role", ["owner", "editor", "viewer"])
@pytest.mark.parametrize(("page", "roles"), PAGES)
def test_who_may_open_each_page(client, company, owner, page, roles, role):
    request = access.ask(company, message="", by=make_user(), at=NOON)
    member = make_applicant(company, "editor").memberships.get()
    client.force_login(make_applicant(company, role))

    answer = client.get(at(company, page.format(member=member.uuid, request=request.uuid)))

    assert answer.status_code == (200 if role in roles else 403)


@pytest.mark.parametrize(("page", "_roles"), PAGES)
def test_another_companys_page_is_as_missing_as_one_that_is_not(client, company, owner, page, _roles):
    request = access.ask(company, message="", by=make_user(), at=NOON)
    member = owner.memberships.get()
    client.force_login(make_applicant())
    missing = Company(name="none")

    foreign = client.get(at(company, page.format(member=member.uuid, request=request.uuid)))
    none = client.get(at(missing, page.format(member=missing.uuid, request=missing.uuid)))

    assert (foreign.status_code, none.status_code) == (404, 404)


def test_an_owner_invites_a_colleague(client, company, owner):
    client.force_login(owner)

    page = client.post(
        at(company, "people", "invite"),
        {"email": "Wang@Example.org", "role": "editor", "language": "zh-hans"},
        follow=True,
    )

    assert [(each.email, each.roles, each.language) for each in Invitation.objects.all()] == [
        ("wang@example.org", ["editor"], "zh-hans")
    ]
    assert [str(message) for message in page.context["messages"]] == [
        "The invitation of wang@example.org is on its way."
    ]


def test_an_address_that_looks_like_another_is_not_invited(client, company, owner):
    client.force_login(owner)

    page = client.post(
        at(company, "people", "invite"), {"email": "wаng@example.org", "role": "editor", "language": "en"}
    )

    assert errors(page) == {
        "email": ["Write the e-mail address in Latin letters and digits: others can look the same and are not"]
    }


def test_what_keeps_an_invitation_from_going_out_is_said(client, company, owner):
    client.force_login(owner)

    page = client.post(at(company, "people", "invite"), {"email": owner.email, "role": "editor", "language": "en"})
    assert errors(page) == {"__all__": [f"{owner.email} belongs here already. Change the role instead."]}

    page = client.post(at(company, "people", "invite"), {"email": "wang"})
    assert errors(page) == {
        "email": ["Enter an e-mail address, like name@example.cn"],
        "role": ["Select a role"],
        "language": ["Select a language"],
    }


def test_an_invitation_is_sent_again_and_withdrawn(client, company, owner, time_machine):
    invitation = invite(owner, company)
    client.force_login(owner)

    client.post(at(company, "invitations", invitation.uuid, "resend"))
    assert told(client) == ["The invitation was sent less than five minutes ago. Look for it in the mailbox first."]
    time_machine.move_to(NOON + timedelta(minutes=6))
    client.post(at(company, "invitations", invitation.uuid, "resend"))
    assert told(client) == ["The invitation of wang@example.org is on its way."]
    client.post(at(company, "invitations", invitation.uuid, "revoke"))
    assert told(client) == ["The invitation of wang@example.org is withdrawn."]

    assert client.get(at(company, "invitations", invitation.uuid, "revoke")).status_code == 405
    assert not Invitation.objects.open(NOON).exists()


@pytest.mark.parametrize(
    ("choice", "role", "message"),
    [
        ("viewer", "viewer", "He Jing is let in."),
        ("owner", "owner", "He Jing is let in."),
        ("decline", "", "The request of He Jing is declined."),
    ],
)
def test_an_owner_answers_a_request(client, company, owner, choice, role, message):
    request = access.ask(company, message="", by=(he := make_user(name="He Jing")), at=NOON)
    client.force_login(owner)

    client.post(at(company, "requests", request.uuid), {"answer": choice})

    assert permissions.role_in(he, company) == role
    assert told(client) == [message]
    assert "Answered by Lin Wei" in words_of(client.get(at(company, "requests", request.uuid)))
    assert list(errors(client.post(at(company, "requests", request.uuid), {"answer": choice}))) == ["__all__"]


def test_an_owner_hands_the_company_over(client, company, owner):
    wang = make_applicant(company, "viewer", name="Wang Fang")
    client.force_login(owner)

    client.post(at(company, "people", "hand-over"), {"to": wang.memberships.get().uuid})

    assert [permissions.role_in(person, company) for person in (wang, owner)] == ["owner", "editor"]
    assert told(client) == ["Wang Fang is an owner now, and you are an editor."]


def test_who_has_lost_the_role_while_the_page_was_open_hands_nothing_over(client, company, owner, monkeypatch):
    wang = make_applicant(company, "viewer")
    client.force_login(owner)
    refuse = permissions.NotYours("Only an owner of the company can do this.")
    monkeypatch.setattr(permissions, "require_for_company", lambda *_asked: (_ for _ in ()).throw(refuse))

    page = client.post(at(company, "people", "hand-over"), {"to": wang.memberships.get().uuid})

    assert errors(page) == {"__all__": ["Only an owner of the company can do this."]}


@pytest.mark.parametrize("to", ["", "nobody", "self"])
def test_a_company_is_handed_over_to_somebody_of_it(client, company, owner, to):
    client.force_login(owner)
    given = {"to": owner.memberships.get().uuid if to == "self" else to}

    page = client.post(at(company, "people", "hand-over"), given)

    assert errors(page) == {"to": ["Select who the company is handed over to"]}


def test_an_owner_changes_a_role_and_names_who_goes_on(client, company, owner):
    wang, heir = make_applicant(company, "editor", name="Wang Fang"), make_applicant(company, "editor")
    draft = make_draft(wang)
    client.force_login(owner)

    client.post(at(company, "people", wang.memberships.get().uuid, "role"), {"role": "viewer", "heir": heir.email})

    draft.refresh_from_db()
    assert (permissions.role_in(wang, company), draft.applicant) == ("viewer", heir)
    assert told(client) == ["Wang Fang is Viewer now."]


def test_the_last_owner_is_told_to_name_another(client, company, owner):
    client.force_login(owner)
    mine = owner.memberships.get().uuid

    for page, given in (("role", {"role": "viewer"}), ("remove", {})):
        answer = client.post(at(company, "people", mine, page), given)
        assert errors(answer) == {"__all__": ["A company has one owner at least. Make somebody else an owner first."]}


def test_an_owner_removes_somebody_whose_next_click_finds_nothing(client, company, owner):
    wang = make_applicant(company, "editor", name="Wang Fang")
    draft = make_draft(wang)
    client.force_login(owner)
    address = at(company, "people", wang.memberships.get().uuid, "remove")
    assert f"1 filing in hand {draft.reference} · Draft" in words_of(client.get(address))

    client.post(address, {"heir": owner.email})

    assert told(client) == ["Wang Fang is removed."]
    client.force_login(wang)
    assert client.get(at(company, "people")).status_code == 404
    assert client.get(f"/filings/{draft.reference}/").status_code == 404


def test_somebody_leaves(client, company, owner):
    wang = make_applicant(company, "viewer")
    client.force_login(wang)

    answer = client.post(at(company, "people", wang.memberships.get().uuid, "remove"))

    assert answer.headers["Location"] == "/"
    assert told(client) == ["You do not act for 杭州澜亭影像科技有限公司 any more."]


# The link of an invitation


def test_a_visitor_makes_an_account_with_the_invitation_and_is_in(client, company, owner):
    invite(owner, company)
    page = client.get(link_to())
    assert "Act for 杭州澜亭影像科技有限公司 Lin Wei invites you." in words_of(page)

    page = client.post(link_to(), ACCOUNT, follow=True)

    assert page.redirect_chain[-1] == ("/filings/", 302)
    assert page.context["user"] == User.objects.get(email="wang@example.org")
    assert [str(message) for message in page.context["messages"]] == ["You act for 杭州澜亭影像科技有限公司 now."]


def test_what_is_missing_for_an_account_is_asked_for(client, company, owner):
    invite(owner, company)

    page = client.post(link_to(), {"name": "", "language": "en", "password": "short"})

    assert errors(page) == {
        "name": ["Enter your name"],
        "password": ["The password must be 12 characters or more"],
    }
    assert not User.objects.filter(email="wang@example.org").exists()


def test_a_visitor_with_an_account_signs_in_and_comes_back(client, company, owner):
    invite(owner, company)
    wang = make_user(email="wang@example.org")
    page = client.get(link_to())

    answer = client.post(page.context["sign_in"], {"login": wang.email, "password": "correct horse battery"})
    assert answer.headers["Location"] == link_to()
    assert permissions.role_in(wang, company) == ""
    client.post(link_to())

    assert permissions.role_in(wang, company) == "editor"


def test_opening_the_link_changes_nothing(client, company, owner):
    invite(owner, company)
    before = list(Invitation.objects.values())
    client.force_login(make_user(email="wang@example.org"))

    with CaptureQueriesContext(connection) as queries:
        client.get(link_to())
        client.head(link_to())

    assert list(Invitation.objects.values()) == before
    assert [query["sql"] for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])] == []


def test_somebody_else_is_told_that_the_link_is_not_theirs(client, company, owner):
    invite(owner, company)
    client.force_login(other := make_user())

    for answer in (client.get(link_to()), client.post(link_to())):
        assert answer.status_code == 403
        assert f"You are signed in as {other.email}" in words_of(answer)
        assert "wang@example.org" not in answer.text

    assert permissions.role_in(other, company) == ""


@pytest.mark.parametrize(
    ("what", "status", "words"),
    [
        ("used", 410, "It has been used already."),
        ("revoked", 410, "It has been withdrawn."),
        ("expired", 410, "An invitation is open for 14 days, and these have passed."),
        ("altered", 404, "The link is not complete, or a newer one has been sent."),
        ("old", 404, "The link is not complete, or a newer one has been sent."),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_lets_nobody_in_says_why_and_changes_nothing(
    client, company, owner, time_machine, what, status, words, method
):
    invitation = invite(owner, company)
    wang, link = make_user(email="wang@example.org"), link_to()
    client.force_login(wang)
    if what == "used":
        client.post(link)
    elif what == "revoked":
        invitations.revoke(invitation, by=owner, at=NOON)
    elif what == "expired":
        time_machine.move_to(NOON + timedelta(days=15))
        client.force_login(wang)
    elif what == "altered":
        link = link[:-5] + "/"
    else:
        invitations.resend(invitation, by=owner, at=NOON + timedelta(minutes=6))
    before = (list(Invitation.objects.values()), company.memberships.count())

    answer = getattr(client, method)(link)

    assert answer.status_code == status
    assert words in words_of(answer)
    assert (list(Invitation.objects.values()), company.memberships.count()) == before


def test_what_closes_while_the_page_is_answered_is_said_on_it(client, company, owner, monkeypatch):
    invitation = invite(owner, company)
    client.force_login(make_user(email="wang@example.org"))
    is_for = invitations.is_for

    def withdrawn_meanwhile(found, person):
        monkeypatch.setattr(invitations, "is_for", is_for)
        invitations.revoke(invitation, by=owner, at=NOON)
        return True

    monkeypatch.setattr(invitations, "is_for", withdrawn_meanwhile)

    page = client.post(link_to())

    assert page.context["refusal"] == "This invitation has been used, withdrawn or replaced, or it is too old."


def test_an_account_that_is_opened_while_the_page_is_answered_is_named(client, company, owner, monkeypatch):
    invite(owner, company)

    def opened_meanwhile(found):
        make_user(email=found.email)
        return False

    monkeypatch.setattr(invitations, "has_account", opened_meanwhile)

    assert errors(client.post(link_to(), ACCOUNT)) == {
        "__all__": ["There is an account with this e-mail address already. Sign in, or reset its password."]
    }
    assert permissions.role_in(User.objects.get(email="wang@example.org"), company) == ""


def test_an_invitation_into_an_office_is_accepted_on_the_same_page(client):
    given = {"email": "chen@example.org", "roles": ["reviewer", "approver"], "language": "en", "at": NOON}
    invitations.invite(office=make_office("33"), by=make_staff("administrator", ""), **given)
    client.force_login(chen := make_user(email="chen@example.org"))
    page = client.get(link_to("chen@example.org"))
    assert "Work in the office: Zhejiang" in words_of(page)
    assert "Your role Reviewer, Approver" in words_of(page)

    client.post(link_to("chen@example.org"))

    assert permissions.work_of(chen) == {("reviewer", "33"), ("approver", "33")}
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1][0].startswith("/account/factors/")  # before any work
    assert [str(message) for message in page.context["messages"]] == ["You work in this office now: Zhejiang."]


# The hat


@pytest.fixture
def li():
    li = make_user(name="Li Na")
    make_company(li, name="清湄", role="editor")
    make_company(li, name="云阙", role="viewer")
    return li


def header_of(page):
    header = re.search(r"<header.*?</header>", page.content.decode(), re.S)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", header).split())


def test_the_header_says_for_whom_one_acts_and_offers_the_other(client, li):
    client.force_login(li)

    assert "Acting for 清湄 · Editor Act for 云阙 · Viewer" in header_of(client.get("/filings/"))


def test_the_other_hat_is_put_on(client, li):
    client.force_login(li)

    page = client.post(at(Company.objects.get(name="云阙"), "acting"), follow=True)

    assert "Acting for 云阙 · Viewer Act for 清湄 · Editor" in header_of(page)
    assert page.redirect_chain == [("/filings/", 302)]


def test_no_hat_of_another_company_is_put_on(client, li):
    client.force_login(li)

    assert client.post(at(make_company(), "acting")).status_code == 404


def test_whoever_leaves_the_company_whose_hat_they_wear_wears_the_other(client, li):
    client.force_login(li)
    first = li.memberships.get(company__name="清湄")
    client.post(at(first.company, "acting"))
    make_applicant(first.company)
    first.delete()

    assert "Acting for 云阙 · Viewer" in header_of(client.get("/filings/"))


def test_a_page_about_a_company_shows_its_hat_and_the_next_page_the_chosen_one(client, li):
    client.force_login(li)
    second = Company.objects.get(name="云阙")

    assert "Acting for 云阙 · Viewer" in header_of(client.get(at(second, "people")))
    assert "Acting for 清湄 · Editor" in header_of(client.get("/filings/"))


def test_visitors_wear_none(client):
    assert client.get("/registry/").context["hat"].worn is None


def test_staff_without_a_company_wear_none(client):
    client.force_login(make_staff("reviewer"))

    assert "Acting for" not in header_of(client.get("/reviews/"))


def test_staff_who_belong_to_a_company_see_both_kinds_of_places(client, company):
    chen = make_staff("reviewer")
    make_company(chen)
    client.force_login(chen)

    page = client.get("/filings/")

    assert [link.label for link in page.context["nav"]] == ["My filings", "Your company", "People", "Cases", "Registry"]


def test_the_browser_in_which_an_invitation_made_the_account_is_known(client, company, owner, settings):
    invite(owner, company)

    answer = client.post(link_to(), ACCOUNT)

    token = answer.cookies[settings.DEVICE_COOKIE_NAME].value
    assert (
        User.objects.get(email="wang@example.org").devices.get().token_sha256
        == sha256(f"{token}:wang@example.org".encode()).hexdigest()
    )


def links_of(client, company):
    page = client.get(at(company, "people")).content.decode()
    return re.findall(r'people/[0-9a-f-]{36}/(role|remove)/"', page)


def test_the_only_owner_is_told_what_to_do_before_they_leave(client, company, owner):
    client.force_login(owner)
    said = "You are the only owner. To leave, or to take another role, make somebody else an owner first."

    assert said in words_of(client.get(at(company, "people")))
    assert links_of(client, company) == []
    make_applicant(company, "editor")
    assert links_of(client, company) == ["role", "remove"]
    make_applicant(company)
    assert said not in words_of(client.get(at(company, "people")))
    assert links_of(client, company) == ["role", "remove"] * 3


def test_a_visitor_whose_invitation_has_been_used_is_led_to_sign_in(client, company, owner):
    invite(owner, company)
    link = link_to()
    Client().post(link, ACCOUNT)

    assert '<a class="govuk-button" href="/account/login/">Sign in</a>' in client.get(link).content.decode()
