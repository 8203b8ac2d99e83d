import pytest
from django.template.loader import render_to_string
from lxml import html

from accounts.models import Team
from audit import trail
from notifications.models import Notification
from reviews import assignment, reassignment
from reviews.models import Case, Recusal
from tests.factories import NOON, make_office, make_reviewer, make_staff
from tests.reviews.factories import make_case, make_entity_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff("head", "33", name="Luo Yan")


@pytest.fixture
def chen():
    return make_reviewer("33", name="Chen Yu")


@pytest.fixture
def wu():
    return make_reviewer("33", name="Wu Di")


def hand_over(chen, cases, to, head, reason="休假"):
    return reassignment.hand_over(
        chen, [case.filing.reference for case in cases], to=to, reason=reason, by=head, at=NOON
    )


def assignees(cases):
    return list(
        Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk").values_list("assignee", flat=True)
    )


def test_all_open_cases_of_a_reviewer_go_to_a_colleague_each_with_its_own_event(head, chen, wu):
    cases = [make_case(assignee=chen), make_case(assignee=chen, status="returned"), make_case(assignee=chen)]

    results = hand_over(chen, cases, wu, head)

    assert [(result.case, result.to, result.refusal) for result in results] == [(case, wu, "") for case in cases]
    assert assignees(cases) == [wu.pk] * 3
    for case in cases:
        event = case.events.last()
        detail = {"from": chen.pk, "to": wu.pk, "reason": "休假"}
        assert (event.act, event.by, event.detail) == ("reassigned", head, detail)


def test_each_person_gets_one_letter(head, chen, wu):
    cases = [make_case(assignee=chen) for _n in range(3)]

    hand_over(chen, cases, wu, head)

    notes = Notification.objects.order_by("recipient")
    assert [(note.recipient, note.subject) for note in notes] == [
        (chen, "3 of your cases are with somebody else now"),
        (wu, "3 cases of Chen Yu are yours now"),
    ]
    for note in notes:
        assert [case.filing.reference in note.body for case in cases] == [True] * 3


def test_the_members_of_a_team_get_them_in_turn(head, chen, wu):
    other = make_reviewer("33", name="Xie An")
    team = Team.objects.create(office=make_office("33"), name="图像组")
    team.members.set([chen, wu, other])
    cases = [make_case(assignee=chen) for _n in range(5)]

    results = hand_over(chen, cases, team, head)

    assert [result.to for result in results] == [wu, other, wu, other, wu]


def test_a_member_who_cannot_review_a_case_is_passed_over(head, chen, wu):
    other = make_reviewer("33", name="Xie An")
    team = Team.objects.create(office=make_office("33"), name="图像组")
    team.members.set([wu, other])
    first, second = make_case(assignee=chen), make_case(assignee=chen)
    for person in (wu, other):
        Recusal.objects.create(case=second, person=person, reason="亲属", at=NOON)
    Recusal.objects.create(case=first, person=wu, reason="亲属", at=NOON)

    results = hand_over(chen, [first, second], team, head)

    assert [(result.to, result.refusal) for result in results] == [
        (other, ""),
        (None, "Nobody of the team can review this case."),
    ]
    assert assignees([first, second]) == [other.pk, chen.pk]


def test_back_in_the_queue_they_wait_for_the_office(head, chen, wu):
    cases = [make_case(assignee=chen), make_case(assignee=chen)]

    hand_over(chen, cases, None, head)

    assert assignees(cases) == [None, None]
    assert [case.events.last().act for case in cases] == ["recalled", "recalled"]
    notes = Notification.objects.order_by("recipient")
    assert [(note.recipient, note.subject) for note in notes] == [
        (chen, "2 of your cases are with somebody else now"),
        (wu, "2 cases wait for a reviewer again"),
    ]


def test_what_cannot_be_handed_over_stays_and_says_why(head, chen, wu):
    conflicted, companys, decided, taken, fine = (make_case(assignee=chen) for _n in range(5))
    Recusal.objects.create(case=conflicted, person=wu, reason="亲属", at=NOON)
    companys.filing.company.memberships.create(user=wu, role="viewer")
    Case.objects.filter(pk=decided.pk).update(status="refused", closed_at=NOON)
    decided.events.create(act="refused", by=chen, at=NOON)
    Case.objects.filter(pk=taken.pk).update(assignee=None)

    results = hand_over(chen, [conflicted, companys, decided, taken, fine], wu, head)

    assert [result.refusal for result in results] == [
        "Wu Di has declared a conflict of interest.",
        "Wu Di belongs to the company.",
        "Chen Yu refused it on 2 March 2026, 12:00.",
        "Chen Yu does not have this case any more.",
        "",
    ]
    assert assignees([conflicted, companys, decided, taken, fine]) == [chen.pk, chen.pk, chen.pk, None, wu.pk]


def test_the_cases_of_whoever_has_left_are_handed_over_and_the_letter_saved(head, chen, wu):
    case = make_case(assignee=chen)
    chen.is_active = False
    chen.save()

    assert list(reassignment.holders(by=head).values_list("name", "held")) == [("Chen Yu", 1)]
    hand_over(chen, [case], wu, head)

    assert [note.recipient for note in Notification.objects.all()] == [wu]


def test_only_the_head_hands_over_and_only_in_the_own_office(head, chen, wu):
    case = make_case(assignee=chen)
    for stranger in (make_staff("intake", "33"), make_staff("auditor", "33"), chen):
        assert list(reassignment.holders(by=stranger)) == []
        (result,) = hand_over(chen, [case], wu, stranger)
        assert result.refusal == "Only the head of the office hands over the cases of a reviewer."
    assert hand_over(chen, [case], wu, make_staff("head", "44")) == []
    assert assignees([case]) == [chen.pk]


def test_a_reason_is_given(head, chen, wu):
    with pytest.raises(assignment.ReasonMissing):
        hand_over(chen, [make_case(assignee=chen)], wu, head, reason=" ")


def test_there_are_not_too_many_at_once(head, chen, wu, monkeypatch):
    monkeypatch.setattr(reassignment, "MOST", 2)

    with pytest.raises(trail.Refused, match="At most 2 cases are handed over at once"):
        hand_over(chen, [make_case(assignee=chen) for _n in range(3)], wu, head)


# --- The pages -------------------------------------------------------------------------------------------


def test_the_head_finds_whose_cases_and_hands_them_over(client, head, chen, wu):
    kept, given = make_case(assignee=chen), make_case(assignee=chen)
    client.force_login(head)

    asked = client.get("/reviews/hand-over/")
    page = client.get(f"/reviews/hand-over/{chen.uuid}/")
    assert [(holder, holder.held) for holder in asked.context["holders"]] == [(chen, 2)]
    assert page.context["form"]["cases"].value() == [kept.filing.reference, given.filing.reference]

    done = client.post(
        f"/reviews/hand-over/{chen.uuid}/",
        {"cases": [given.filing.reference], "target": "person", "person": str(wu.uuid), "reason": "休假"},
    )
    assert (done.context["done"], done.context["left"]) == (1, 0)
    assert assignees([kept, given]) == [chen.pk, wu.pk]


def test_a_registration_is_named_among_the_cases(client, head, chen, wu):
    case = make_entity_case(assignee=chen)
    client.force_login(head)

    form = client.get(f"/reviews/hand-over/{chen.uuid}/").context["form"]

    reference, label = form.fields["cases"].choices[0]
    assert reference == case.filing.reference
    assert label.split(", ")[:2] == ["Company details", reference]

    sent = {"cases": [reference], "target": "person", "person": str(wu.uuid), "reason": "休假"}
    done = html.fromstring(client.post(f"/reviews/hand-over/{chen.uuid}/", sent).content)
    assert [link.text_content() for link in done.xpath("//tbody//a")] == ["Company details"]
    letter = Notification.objects.get(recipient=wu, key__startswith="hand-over:")
    assert f"{reference} Company details (" in letter.body


@pytest.mark.parametrize("act", ["assign", "conflict"])
def test_a_registration_is_named_on_the_pages_of_its_acts(client, head, chen, act):
    case = make_entity_case(assignee=chen)
    client.force_login(head if act == "assign" else chen)

    page = client.post(f"/reviews/{case.filing.reference}/{act}/")

    kicker = html.fromstring(page.content).find_class("pt-kicker")[0]
    assert kicker.text_content().split(" · ") == ["Company details", case.company]


@pytest.mark.parametrize("event", ["assigned", "back_in_queue", "late"])
def test_a_registration_is_named_in_every_mail_about_its_case(event, chen):
    case = make_entity_case(assignee=chen)

    body = render_to_string(f"emails/reviews/{event}/body.txt", {"case": case, "to": chen, "person": chen})

    assert f"“Company details” of {case.company}" in body


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        (
            {},
            {
                "cases": ["Select the cases to hand over"],
                "target": ["Select who gets the cases"],
                "reason": ["Enter the reason"],
            },
        ),
        (
            {"target": "person", "reason": "x"},
            {"cases": ["Select the cases to hand over"], "person": ["Select the colleague"]},
        ),
        ({"target": "team", "reason": "x"}, {"cases": ["Select the cases to hand over"], "team": ["Select the team"]}),
        (
            {"cases": ["F-2026-999999"], "target": "person", "person": "x", "reason": "x"},
            {
                "cases": ["Some of these cases are with somebody else now: select from those that are left"],
                "person": ["Select the colleague"],
            },
        ),
    ],
)
def test_what_is_missing_is_asked_for(client, head, chen, wu, sent, errors):
    Team.objects.create(office=make_office("33"), name="图像组").members.add(wu)
    make_case(assignee=chen)
    client.force_login(head)

    page = client.post(f"/reviews/hand-over/{chen.uuid}/", {"unused": "x", **sent})

    assert page.context["form"].errors == errors


def test_a_team_or_the_queue_is_chosen_on_the_page(client, head, chen, wu):
    team = Team.objects.create(office=make_office("33"), name="图像组")
    team.members.add(wu)
    first, second = make_case(assignee=chen), make_case(assignee=chen)
    client.force_login(head)

    for case, target in ((first, {"target": "team", "team": team.pk}), (second, {"target": "queue"})):
        sent = {"cases": [case.filing.reference], "reason": "x", **target}
        assert client.post(f"/reviews/hand-over/{chen.uuid}/", sent).context["done"] == 1

    assert assignees([first, second]) == [wu.pk, None]


def test_whoever_has_no_cases_is_not_there(client, head, wu):
    client.force_login(head)

    assert client.get(f"/reviews/hand-over/{wu.uuid}/").status_code == 404
    assert "Nobody has open cases" in client.get("/reviews/hand-over/").text


@pytest.mark.parametrize("role", ["intake", "reviewer", "approver", "auditor", "administrator"])
def test_the_pages_are_for_heads(client, chen, role):
    make_case(assignee=chen)
    client.force_login(make_staff(role, "33"))

    addresses = ["/reviews/hand-over/", f"/reviews/hand-over/{chen.uuid}/"]
    assert [client.get(address).status_code for address in addresses] == [403, 403]


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(client, head, django_assert_num_queries, people):
    for _n in range(people):
        make_case(assignee=make_reviewer("33"))
    client.force_login(head)

    with django_assert_num_queries(6):
        client.get("/reviews/hand-over/")
