from datetime import date

import pytest

from filings.models import Filing
from reviews import determination
from tests.factories import NOON, make_applicant, make_reviewer
from tests.reviews.factories import days_later, make_case, make_filing, make_revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]


def page_of(client, filing):
    client.force_login(filing.applicant)
    return client.get(f"/filings/{filing.reference}/progress/")


def road(page) -> list[tuple[str, str, str]]:
    return [(stage.label, stage.state, stage.note) for stage in page.context["stages"]]


def test_a_draft_is_with_the_company(client):
    page = page_of(client, make_filing(status="draft"))

    assert road(page) == [
        ("Your answers", "current", "With you"),
        ("Submitted", "waiting", ""),
        ("Provincial review", "waiting", ""),
        ("National review", "waiting", ""),
        ("Published in the registry", "waiting", ""),
    ]
    assert "It is with you: finish your answers and submit." in page.text


def test_a_submitted_filing_is_with_the_provincial_office(client):
    page = page_of(client, make_filing())

    assert [state for _label, state, _note in road(page)] == ["done", "current", "waiting", "waiting"]
    assert page.context["deadline"] == ""


@pytest.mark.parametrize(
    ("status", "states", "turn"),
    [
        ("provincial", ["done", "current", "waiting", "waiting"], "It is with the provincial office."),
        ("national", ["done", "done", "current", "waiting"], "It is with the national office."),
        ("approved", ["done", "done", "done", "current"], "It is approved and waits for the next batch"),
        ("published", ["done", "done", "done", "done"], "It is published."),
    ],
)
def test_the_road_shows_where_the_filing_is(client, status, states, turn):
    page = page_of(client, make_case(status=status).filing)

    assert [state for _label, state, _note in road(page)] == states
    assert road(page)[:2] == [("Submitted", "done", "2 March 2026"), ("Provincial review", states[1], "Zhejiang")]
    assert page.context["whose_turn"].startswith(turn)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 3, 9), "It must be decided by 9 March 2026. Working days left: 5."),
        (date(2026, 3, 2), "It must be decided today."),
        (
            date(2026, 2, 27),
            "It should have been decided by 27 February 2026. The reviewers have been reminded.",
        ),
    ],
)
def test_the_company_reads_by_when_it_must_be_decided(client, due, words):
    assert page_of(client, make_case(due_on=due).filing).context["deadline"] == words


def test_a_provisional_date_says_so(client):
    case = make_case(due_on=date(2027, 1, 4), due_provisional=True)

    assert (
        page_of(client, case.filing)
        .context["deadline"]
        .endswith(" The date is provisional: the calendar of that year is not announced yet.")
    )


def test_a_returned_filing_is_with_the_company_and_its_clock_stands(client):
    reviewer = make_reviewer("33", name="Chen Yu")
    case = make_case(assignee=reviewer)
    determination.return_to_company(case, reason="请补充第三章。", version=0, by=reviewer, at=days_later(1))

    page = page_of(client, case.filing)

    assert road(page)[:2] == [("Submitted", "done", "2 March 2026"), ("Returned for changes", "current", "With you")]
    assert page.context["deadline"].startswith("While you have the filing the clock stops.")
    assert [(answer.label, answer.at, answer.detail) for answer in page.context["answers"]] == [
        ("Returned to you", days_later(1), "请补充第三章。")
    ]


def test_a_corrected_filing_is_with_the_office_before_its_case_is_resumed(client):
    case = make_case(status="returned")
    Filing.objects.update(status="submitted")
    make_revision(case.filing)

    page = page_of(client, case.filing)

    assert page.context["whose_turn"] == "It is with the provincial office, which is about to open the case."
    assert [state for _label, state, _note in road(page)] == ["done", "current", "waiting", "waiting"]


def test_a_refused_filing_shows_why(client):
    reviewer = make_reviewer("33")
    case = make_case(assignee=reviewer)
    determination.refuse(case, reason="不属于深度合成服务。", version=0, by=reviewer, at=NOON)

    page = page_of(client, case.filing)

    assert road(page) == [("Submitted", "done", "2 March 2026"), ("Refused", "current", "2 March 2026")]
    assert "不属于深度合成服务。" in page.text


def test_the_number_is_shown_once_there_is_one(client):
    national = make_reviewer("")
    case = make_case(status="national", assignee=national)
    assert page_of(client, case.filing).context["approval"] is None

    determination.approve(case, holder_code=None, note="同意。", version=0, by=national, at=NOON)
    page = page_of(client, case.filing)

    assert page.context["approval"].filing_reference == case.filing.reference
    assert "Not published yet" in page.text


def test_what_the_offices_say_among_themselves_is_not_shown(client):
    provincial, national = make_reviewer("33", name="Chen Yu"), make_reviewer("", name="Zhou Min")
    case = make_case(assignee=provincial)
    determination.pass_on(case, opinion="内部意见", version=0, by=provincial, at=NOON)
    case.assignee = national
    case.save()
    determination.hand_back(case, reason="内部理由", version=1, by=national, at=NOON)

    page = page_of(client, case.filing)

    assert [word for word in ("内部意见", "内部理由", "Chen Yu", "Zhou Min") if word in page.text] == []
    assert road(page)[1] == ("Provincial review", "current", "Zhejiang")


def test_a_filing_of_another_company_is_not_found(client):
    filing = make_filing()
    client.force_login(make_applicant())

    there = client.get(f"/filings/{filing.reference}/progress/")
    nowhere = client.get("/filings/F-2026-999999/progress/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.text.replace(filing.reference, "") == nowhere.text.replace("F-2026-999999", "")


def test_the_page_is_read_only(client):
    filing = make_filing()
    client.force_login(filing.applicant)

    assert client.post(f"/filings/{filing.reference}/progress/").status_code == 405
