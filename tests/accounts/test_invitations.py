from contextlib import suppress
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from accounts import invitations, permissions, sign_up
from accounts.invitations import ForeignLink, LinkClosed, NotInvited
from accounts.models import CompanyEvent, Invitation, PersonEvent, User
from notifications import delivery
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_company, make_office, make_staff, make_user

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=10)


def invite(by, email="wang@example.org", role="editor", at=NOON, language="en", company=None):
    company = company or by.companies.get()
    return invitations.invite(company=company, email=email, roles=[role], language=language, by=by, at=at)


def token_of(invitation):
    body = Notification.objects.filter(address=invitation.email).latest("id").body
    return body.partition("/account/invitations/")[2].partition("/")[0]


@pytest.fixture
def owner():
    return make_applicant(make_company(name="杭州澜亭影像科技有限公司"), name="Lin Wei")


def test_an_invitation_lets_the_owner_of_its_address_in_with_its_role(owner):
    invitation = invite(owner)
    wang = make_user(email="wang@example.org", name="Wang Fang")

    invitations.accept(token_of(invitation), by=wang, at=LATER)

    company = owner.companies.get()
    assert permissions.role_in(wang, company) == "editor"
    assert [(event.act, event.by) for event in company.events.all()] == [("invited", owner), ("joined", wang)]
    assert invitation.company.memberships.get(user=wang).joined_at == LATER


def test_the_mail_says_who_invites_to_what_and_until_when(owner, settings):
    settings.PORTAL_URL = "https://filing.example"
    invitation = invite(owner, language="en")

    mail = Notification.objects.get()
    assert (mail.address, mail.recipient, mail.subject) == (
        "wang@example.org",
        None,
        "Invitation to act for 杭州澜亭影像科技有限公司",
    )
    assert mail.body.startswith(
        "Lin Wei invites you to act for the company 杭州澜亭影像科技有限公司 in the algorithm filing portal.\n\n"
        "Your role: Editor\n\n"
        "To see the invitation and accept it:\n\n"
        f"https://filing.example/account/invitations/{token_of(invitation)}/\n\n"
        "The link works once, until 16 March 2026, and only for this e-mail address."
    )


def test_the_token_is_kept_nowhere_once_the_mail_is_sent(owner, mailoutbox):
    invitation = invite(owner)
    token = token_of(invitation)

    delivery.sweep(at=LATER)

    assert token in mailoutbox[0].body
    assert len(token) == 43  # 256 bits in base64
    assert token not in str(list(Notification.objects.values()) + list(Invitation.objects.values()))
    assert Notification.objects.get().body == ""


def test_a_name_begins_no_other_line_in_the_mail(owner):
    owner.name = "Lin\r\nBcc: all@example.org\n\nYou have won\u202e"
    owner.save()

    invite(owner)

    assert Notification.objects.get().body.startswith("Lin Bcc: all@example.org You have won invites you to act")


def test_a_link_works_once(owner):
    token = token_of(invite(owner))
    wang = make_user(email="wang@example.org")
    invitations.accept(token, by=wang, at=LATER)

    with pytest.raises(LinkClosed):
        invitations.accept(token, by=wang, at=LATER)

    assert owner.companies.get().memberships.count() == 2


@pytest.mark.parametrize(("days", "works"), [(13, True), (14, False)])
def test_a_link_works_for_fourteen_days(owner, days, works):
    token = token_of(invite(owner))
    wang = make_user(email="wang@example.org")

    with suppress(LinkClosed):
        invitations.accept(token, by=wang, at=NOON + timedelta(days=days))

    assert bool(permissions.role_in(wang, owner.companies.get())) is works


def test_a_revoked_link_lets_nobody_in(owner):
    invitation = invite(owner)
    invitations.revoke(invitation, by=owner, at=NOON)

    with pytest.raises(LinkClosed):
        invitations.accept(token_of(invitation), by=make_user(email="wang@example.org"), at=LATER)


def test_an_altered_link_is_none_of_ours(owner):
    token = token_of(invite(owner))

    with pytest.raises(LinkClosed):
        invitations.accept(token[:-1], by=make_user(email="wang@example.org"), at=LATER)


def test_a_forwarded_link_lets_nobody_else_in(owner):
    token, other = token_of(invite(owner)), make_user(email="other@example.org")

    with pytest.raises(ForeignLink):
        invitations.accept(token, by=other, at=LATER)

    assert Invitation.objects.get().accepted_at is None


def test_sending_it_again_makes_a_new_link_and_a_new_term_and_kills_the_old_link(owner):
    invitation = invite(owner)
    old = token_of(invitation)
    invitations.resend(invitation, by=owner, at=LATER)
    wang = make_user(email="wang@example.org")

    with pytest.raises(LinkClosed):
        invitations.accept(old, by=wang, at=LATER)
    invitations.accept(token_of(invitation), by=wang, at=LATER + timedelta(days=14, seconds=-1))

    assert (invitation.times_sent, Notification.objects.count()) == (2, 2)


def test_two_clicks_on_send_again_make_one_letter(owner):
    invitation = invite(owner)
    invitations.resend(invitation, by=owner, at=LATER)

    with pytest.raises(NotInvited):
        invitations.resend(invitation, by=owner, at=LATER + timedelta(seconds=1))

    assert Notification.objects.count() == 2


@pytest.mark.parametrize("act", [invitations.resend, invitations.revoke])
def test_what_was_used_is_neither_sent_again_nor_withdrawn(owner, act):
    invitation = invite(owner)
    invitations.accept(token_of(invitation), by=make_user(email="wang@example.org"), at=LATER)

    with pytest.raises(NotInvited, match="not open any more"):
        act(invitation, by=owner, at=LATER)


def test_who_is_invited_is_not_invited_once_more_until_it_has_expired(owner):
    first = invite(owner)

    with pytest.raises(NotInvited, match="is invited already"):
        invite(owner, at=LATER)
    again = invite(owner, role="viewer", at=NOON + timedelta(days=15))

    assert (again.pk, again.roles) == (first.pk, ["viewer"])


def test_who_belongs_already_is_not_invited(owner):
    colleague = make_applicant(owner.companies.get())

    with pytest.raises(NotInvited) as refusal:
        invite(owner, email=colleague.email)

    assert str(refusal.value) == f"{colleague.email} belongs here already. Change the role instead."


@pytest.mark.parametrize("role", ["editor", "viewer"])
@pytest.mark.parametrize("act", [invitations.resend, invitations.revoke])
def test_only_owners_invite_send_again_and_withdraw(owner, role, act):
    other = make_applicant(owner.companies.get(), role=role)
    invitation = invite(owner)

    with pytest.raises(permissions.NotYours):
        invite(other, email="new@example.org")
    with pytest.raises(permissions.NotYours):
        act(invitation, by=other, at=LATER)

    assert CompanyEvent.objects.count() == 1


def test_twenty_letters_an_hour(owner):
    for n in range(20):
        invite(owner, email=f"guest{n}@example.org")

    with pytest.raises(NotInvited, match="20 invitations were sent within an hour"):
        invite(owner, email="one@more.example")

    assert invite(owner, email="one@more.example", at=NOON + timedelta(hours=1)).pk


def test_fifty_open_invitations(owner):
    for n in range(50):
        invite(owner, email=f"guest{n}@example.org", at=NOON + n * timedelta(minutes=5))
    much_later = NOON + timedelta(hours=9)

    with pytest.raises(NotInvited, match="50 invitations are open"):
        invite(owner, email="one@more.example", at=much_later)
    invitations.resend(Invitation.objects.last(), by=owner, at=much_later)


def test_an_account_is_made_with_the_invitation_that_proves_its_address(owner):
    token = token_of(invite(owner))
    given = {"name": "Wang Fang", "language": "zh-hans", "password": "seven small sparrows"}

    person = invitations.accept_with_new_account(token, at=LATER, **given)

    assert (person.email, person.language) == ("wang@example.org", "zh-hans")
    assert person.check_password("seven small sparrows")
    assert permissions.role_in(person, owner.companies.get()) == "editor"


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_no_account_is_made_without_an_invitation(owner, token):
    with pytest.raises(LinkClosed):
        invitations.accept_with_new_account(token, name="W", language="en", password="seven small sparrows", at=LATER)


def test_no_account_is_made_with_an_expired_invitation(owner):
    token = token_of(invite(owner))

    with pytest.raises(LinkClosed):
        invitations.accept_with_new_account(
            token, name="W", language="en", password="seven small sparrows", at=NOON + timedelta(days=15)
        )

    assert not User.objects.filter(email="wang@example.org").exists()


def test_no_second_account_is_made_for_an_address(owner):
    token = token_of(invite(owner))
    make_user(email="wang@example.org")

    with pytest.raises(sign_up.AccountExists, match="Sign in"):
        invitations.accept_with_new_account(token, name="W", language="en", password="seven small sparrows", at=LATER)


def test_inviting_answers_alike_whether_the_address_has_an_account(owner, django_assert_num_queries):
    make_user(email="known@example.org")
    invite(owner, email="first@example.org")

    counts = []
    for email in ("known@example.org", "unknown@example.org"):
        with django_assert_num_queries(18):
            counts.append(invite(owner, email=email).times_sent)

    assert counts == [1, 1]


def test_an_office_invites_with_several_roles():
    administrator = make_staff("administrator", "33", name="Xu Fan")
    office = make_office("33")
    invitation = invitations.invite(
        office=office,
        email="chen@example.org",
        roles=["reviewer", "approver"],
        language="en",
        by=administrator,
        at=NOON,
    )
    chen = make_user(email="chen@example.org")

    mail = Notification.objects.get()
    invitations.accept(token_of(invitation), by=chen, at=LATER)

    assert mail.subject == "Invitation to work in the office: Zhejiang"
    assert "Office: Zhejiang\nYour roles: Reviewer, Approver\n" in mail.body
    assert set(permissions.work_of(chen)) == {("reviewer", "33"), ("approver", "33")}
    assert [(event.person, event.act, event.detail["roles"]) for event in PersonEvent.objects.all()] == [
        (administrator, "invited", ["reviewer", "approver"]),
        (chen, "posted", ["reviewer", "approver"]),
    ]
    assert Invitation.objects.get().accepted_by == chen


@pytest.mark.parametrize(
    ("role", "province"), [("reviewer", "33"), ("head", "33"), ("auditor", ""), ("administrator", "44")]
)
def test_only_administrators_of_the_office_or_the_nation_invite_into_it(role, province):
    with pytest.raises(permissions.NotYours):
        invitations.invite(
            office=make_office("33"),
            email="chen@example.org",
            roles=["reviewer"],
            language="en",
            by=make_staff(role, province),
            at=NOON,
        )


def test_who_works_in_the_office_is_not_invited_into_it():
    chen = make_staff("reviewer", "33")

    with pytest.raises(NotInvited, match="belongs here already"):
        invitations.invite(
            office=make_office("33"),
            email=chen.email,
            roles=["approver"],
            language="en",
            by=make_staff("administrator", ""),
            at=NOON,
        )


def test_an_invitation_is_into_something(owner):
    with pytest.raises(ValueError, match="into a company or into an office"):
        invitations.invite(email="a@example.org", roles=["editor"], language="en", by=owner, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_let_somebody_in_once(mailoutbox):
    owner = make_applicant()
    invite(owner)
    token = mailoutbox[0].body.partition("/account/invitations/")[2].partition("/")[0]
    wang, together, told = make_user(email="wang@example.org"), Barrier(2), []

    def click():
        together.wait(timeout=10)
        try:
            invitations.accept(token, by=wang, at=LATER)
        except Exception as error:
            told.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert told == [LinkClosed]
    assert [event.act for event in owner.companies.get().events.all()] == ["invited", "joined"]


def test_no_mailbox_is_flooded_by_companies_that_somebody_opened_for_it(owner):
    """Withdrawn and sent anew, and from several companies of one person: the mailbox is one."""
    other = make_company(owner, name="第二公司")
    for n in range(5):
        company = owner.companies.order_by("pk")[n % 2]
        invitations.revoke(invite(owner, at=NOON, company=company), by=owner, at=NOON)

    with pytest.raises(NotInvited) as refused:
        invite(owner, at=LATER, company=other)

    assert str(refused.value) == ("wang@example.org was sent too many mails within an hour. Wait an hour, then go on.")
    assert Notification.objects.count() == 5
    assert invite(owner, at=NOON + timedelta(hours=2), company=other).times_sent == 1


def test_whoever_sends_it_again_is_the_one_who_invites(owner):
    invitation = invite(owner)
    chen = make_applicant(owner.companies.get(), name="Chen Jie")

    invitations.resend(invitation, by=chen, at=LATER)

    assert Notification.objects.latest("id").body.startswith("Chen Jie invites you")
    invitation.refresh_from_db()
    assert invitation.invited_by == chen
