import pytest
from django.urls import reverse

from accounts.models import Team
from reviews import recusal
from reviews.models import Recusal
from tests.factories import NOON, make_office, make_reviewer, make_staff
from tests.reviews.factories import make_case, make_revision
from tests.reviews.test_case_pages import keep

pytestmark = pytest.mark.django_db


def address(name, case, *more):
    return reverse(f"reviews:{name}", args=[case.filing.reference, *more])


def enter(client, role, province="33", **fields):
    person = make_staff(role, province, **fields)
    client.force_login(person)
    return person


def choices(page):
    return page.context["assign_form"].fields["to"].choices


def test_intake_finds_the_reviewers_of_the_office_by_team_on_the_case(client):
    chen, wu, xie = (make_reviewer("33", name=name) for name in ("Chen Yu", "Wu Di", "Xie An"))
    make_reviewer("44"), make_reviewer("33", is_active=False)
    for name, members in (("图像组", [chen, wu]), ("语音组", [wu]), ("空组", [])):
        Team.objects.create(office=make_office("33"), name=name).members.set(members)
    enter(client, "intake")

    page = client.get(address("case", make_case()))

    assert choices(page) == [
        ("", "Select"),
        ("图像组", [(str(chen.uuid), "Chen Yu"), (str(wu.uuid), "Wu Di")]),
        ("语音组", [(str(wu.uuid), "Wu Di")]),
        ("Without a team", [(str(xie.uuid), "Xie An")]),
    ]
    assert list(page.context["assign_form"].fields) == ["to", "version"]


def test_without_teams_the_reviewers_stand_in_one_list(client):
    chen = make_reviewer("33", name="Chen Yu")
    enter(client, "head")

    assert choices(client.get(address("case", make_case()))) == [("", "Select"), (str(chen.uuid), "Chen Yu")]


def test_of_a_case_that_somebody_has_intake_is_offered_the_queue_and_the_head_everybody_else(client):
    chen, wu = make_reviewer("33", name="Chen Yu"), make_reviewer("33", name="Wu Di")
    case = make_case(assignee=chen)
    queue = ("queue", "Back to the queue")

    enter(client, "intake")
    assert choices(client.get(address("case", case))) == [("", "Select"), queue]
    enter(client, "head")
    assert choices(client.get(address("case", case))) == [("", "Select"), queue, (str(wu.uuid), "Wu Di")]


@pytest.mark.parametrize(("role", "declares"), [("reviewer", True), ("approver", True), ("auditor", False)])
def test_the_others_are_offered_no_assignment(client, role, declares):
    enter(client, role)
    case = make_case(assignee=make_reviewer("33"))

    page = client.get(address("case", case))

    assert (page.context["assign_form"], page.context["form"]) == (None, None)
    assert [page.context["may_take"], page.context["may_give_back"]] == [False, False]
    assert page.context["may_declare"] is declares
    assert client.post(address("assign", case), {"to": "queue"}).status_code == 403


def test_a_case_is_assigned_from_its_page(client):
    chen, case = make_reviewer("33", name="Chen Yu"), make_case()
    enter(client, "intake")

    done = client.post(address("assign", case), {"to": str(chen.uuid), "version": "0"}, follow=True)

    assert [str(message) for message in done.context["messages"]] == ["Chen Yu has the case now."]
    case.refresh_from_db()
    assert case.assignee == chen


def test_a_case_is_put_back_from_its_page(client):
    case = make_case(assignee=make_reviewer("33"))
    enter(client, "head")

    sent = {"to": "queue", "reason": "休假", "version": "0"}
    done = client.post(address("assign", case), sent, follow=True)

    assert [str(message) for message in done.context["messages"]] == ["The case waits in the queue again."]
    case.refresh_from_db()
    assert case.assignee is None


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, {"to": ["Select whom it goes to"], "reason": ["Enter the reason"]}),
        (
            {"to": "x", "reason": "长" * 1001},
            {"to": ["Select whom it goes to"], "reason": ["The reason must be 1,000 characters or fewer"]},
        ),
    ],
)
def test_what_is_missing_is_asked_for_on_a_page_of_its_own(client, sent, errors):
    enter(client, "head")

    page = client.post(address("assign", make_case(assignee=make_reviewer("33"))), {"version": "0", **sent})

    assert (page.status_code, page.context["form"].errors) == (200, errors)


def test_who_comes_too_late_keeps_what_they_wrote(client):
    wu = make_reviewer("33")
    case = make_case(assignee=make_reviewer("33"), version=1)
    case.events.create(act="taken", by=make_reviewer("33", name="Chen Yu"), at=NOON)
    enter(client, "head")

    page = client.post(address("assign", case), {"to": str(wu.uuid), "reason": "休假", "version": "0"})

    assert page.status_code == 409
    assert page.context["form"].non_field_errors() == ["Chen Yu took this case on 2 March 2026, 12:00."]
    assert page.context["form"]["reason"].value() == "休假"


def test_whoever_declares_a_conflict_loses_sight_of_the_case_at_once(client):
    person = enter(client, "reviewer")
    case = make_case(assignee=person)
    revision_document = keep(case.filing, "report.pdf", b"%PDF-1.7 report")
    make_revision(case.filing, documents=[revision_document])
    document = address("document", case, revision_document["uuid"])
    assert b"".join(client.get(document).streaming_content) == b"%PDF-1.7 report"
    assert "back to the queue" in client.get(address("conflict", case)).text

    done = client.post(address("conflict", case), {"reason": "亲属"}, follow=True)

    assert done.redirect_chain == [("/reviews/", 302)]
    assert (done.context["count"], [tile.number for tile in done.context["tiles"]]) == (0, [0] * 5)
    missing = client.get(address("case", case).replace(case.filing.reference, "F-2026-999999"))
    gone = [client.get(address(name, case)) for name in ("case", "conflict", "assign")] + [client.get(document)]
    assert [page.status_code for page in (missing, *gone)] == [404] * 5
    assert gone[0].content.replace(case.filing.reference.encode(), b"F-2026-999999") == missing.content
    assert client.post(address("take", case)).status_code == 404
    assert client.post(address("decide", case)).status_code == 404


def test_a_conflict_is_said(client):
    enter(client, "approver")

    page = client.post(address("conflict", make_case()), {"reason": " "})

    assert page.context["form"].errors == {"reason": ["Enter what the conflict of interest is"]}
    assert Recusal.objects.count() == 0


def test_who_declares_on_a_case_that_was_decided_meanwhile_is_told(client, monkeypatch):
    enter(client, "approver")
    case = make_case()

    def too_late(*given, **more):
        raise recusal.trail.Refused("The case is closed.")

    monkeypatch.setattr(recusal, "declare", too_late)

    page = client.post(address("conflict", case), {"reason": "亲属"})

    assert page.context["form"].non_field_errors() == ["The case is closed."]


def test_an_auditor_declares_nothing(client):
    enter(client, "auditor")

    assert client.get(address("conflict", make_case())).status_code == 403


@pytest.mark.parametrize(
    ("role", "label"), [("head", "Conflict of interest declared"), ("approver", "Back in the queue")]
)
def test_the_declaration_stands_in_the_timeline_for_head_and_auditor(client, role, label):
    reviewer = make_reviewer("33", name="Chen Yu")
    case = make_case(assignee=reviewer)
    recusal.declare(case, reason="亲属", by=reviewer, at=NOON)
    enter(client, role)

    page = client.get(address("case", case))

    assert page.context["lines"][0].label == label
    assert ("亲属" in page.text, "Chen Yu" in page.text) == (role == "head", role == "head")


def test_the_timeline_says_who_gave_the_case_to_whom_and_why(client):
    chen, wu = make_reviewer("33", name="Chen Yu"), make_reviewer("33", name="Wu Di")
    case = make_case()
    head = enter(client, "head", name="Luo Yan")
    client.post(address("assign", case), {"to": str(chen.uuid), "version": "0"})
    client.post(address("assign", case), {"to": str(wu.uuid), "version": "1", "reason": "休假"})

    lines = client.get(address("case", case)).context["lines"]

    assert [(line.label, line.by, line.detail) for line in lines[:2]] == [
        ("Re-assigned", head.name, "To Wu Di. Before: Chen Yu. 休假"),
        ("Assigned", head.name, "To Chen Yu."),
    ]


# --- The queue -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "offered"), [("intake", []), ("head", ["Hand over cases"]), ("auditor", []), ("approver", [])]
)
def test_the_queue_offers_each_role_what_it_may(client, role, offered):
    enter(client, role)
    case = make_case()

    page = client.get("/reviews/")

    assert [row.case for row in page.context["rows"]] == [case]
    assert [
        words for words in ("Hand over cases", "Take the next case", "Assigned to me") if words in page.text
    ] == offered
    assert client.post("/reviews/next/").status_code == 403


def test_cases_are_found_by_the_team_of_their_reviewer(client):
    chen, wu = make_reviewer("33"), make_reviewer("33")
    team = Team.objects.create(office=make_office("33"), name="图像组")
    team.members.set([chen])
    here, _other, _nobodys = make_case(assignee=chen), make_case(assignee=wu), make_case()
    enter(client, "head")

    page = client.get("/reviews/", {"team": team.pk})

    assert [row.case for row in page.context["rows"]] == [here]
    assert [(chip.label, chip.url) for chip in page.context["chips"]] == [("图像组", "?")]


def test_a_team_of_another_office_is_no_filter(client):
    foreign = Team.objects.create(office=make_office("44"), name="图像组")
    case = make_case()
    enter(client, "head")

    assert [row.case for row in client.get("/reviews/", {"team": foreign.pk}).context["rows"]] == [case]


def test_an_auditor_of_the_national_office_sees_the_cases_of_all_offices(client):
    for province in ("11", "33", "44"):
        make_case(province=province)
    enter(client, "auditor", "")

    page = client.get("/reviews/")

    assert page.context["count"] == 3
    assert "All offices" in page.text
