from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filings import submission
from filings.models import Filing
from reviews import assignment, determination, durations, intake, progress, timeline
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_office, make_reviewer
from tests.filings.factories import make_submitted_filing
from tests.reviews.factories import days_later, make_case, make_filing, make_revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]


def page_of(client, filing):
    client.force_login(filing.applicant)
    return client.get(f"/filings/{filing.reference}/progress/")


def road(page) -> list[tuple[str, str, str]]:
    return [(stage.label, stage.state, stage.note) for stage in page.context["stages"]]


def told(page):
    return [(each.label, each.at, each.by, each.detail) for each in page.context["happenings"]]


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
    assert ("Returned to you", days_later(1), "", "请补充第三章。") in told(page)
    assert page.context["reply"] == "No day is set for your answer. Until it comes the offices do not go on."


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


def test_what_has_happened_is_told_in_the_companys_words_newest_first(client):
    provincial, national = make_reviewer("33", name="Chen Yu"), make_reviewer("", name="Zhou Min")
    filing = make_submitted_filing()
    make_office("33")
    intake.take_in(filing.pk, at=days_later(1))
    case = Case.objects.get()
    assignment.take(case, by=provincial, at=days_later(2))
    determination.return_to_company(
        case, reason="请补充第三章。", version=case.version, by=provincial, at=days_later(3)
    )
    filing.refresh_from_db()
    submission.submit(filing, revision=2, by=filing.applicant, at=days_later(4))
    intake.take_in(filing.pk, at=days_later(5))
    case.refresh_from_db()
    determination.pass_on(case, opinion="内部意见", version=case.version, by=provincial, at=days_later(6))
    assignment.take(case, by=national, at=days_later(7))
    determination.hand_back(case, reason="内部理由", version=case.version, by=national, at=days_later(8))
    assignment.take(case, by=provincial, at=days_later(9))
    determination.refuse(case, reason="不属于深度合成服务。", version=case.version, by=provincial, at=days_later(10))

    page = page_of(client, filing)

    me = filing.applicant.name
    assert told(page) == [
        ("Refused", days_later(10), "", "不属于深度合成服务。"),
        ("Back with the provincial office", days_later(8), "", ""),
        ("Passed to the national office", days_later(6), "", ""),
        ("The provincial office has it again", days_later(5), "", ""),
        ("Revision 2 submitted", days_later(4), me, ""),
        ("Returned to you", days_later(3), "", "请补充第三章。"),
        ("The provincial office opened the case", days_later(1), "", ""),
        ("Revision 1 submitted", NOON, me, ""),
        ("Started", NOON, me, ""),
    ]
    assert [word for word in ("内部意见", "内部理由", "Chen Yu", "Zhou Min") if word in page.text] == []


def test_no_step_that_is_among_the_offices_is_told(client):
    case = make_case()
    for act in set(timeline.TITLES) - set(progress.OF_CASE):
        case.events.create(act=act, from_status="provincial", to_status="provincial", by=make_reviewer("33"), at=NOON)
    case.filing.events.create(
        act="revealed", from_status="submitted", to_status="submitted", by=make_reviewer("33"), at=NOON
    )

    assert [label for label, *_rest in told(page_of(client, case.filing))] == ["The provincial office opened the case"]


@pytest.mark.parametrize("status", ["provincial", "national", "returned"])
def test_the_period_of_the_law_stands_with_its_article_while_the_clock_is_on(client, status):
    assert page_of(client, make_case(status=status).filing).context["law"] == (
        "The offices have 30 working days from when the papers are complete"
        " (Provisions on algorithmic recommendations, art. 25)."
    )


@pytest.mark.parametrize("status", ["approved", "published", "refused"])
def test_of_what_is_decided_no_period_is_told(client, monkeypatch, status):
    monkeypatch.setattr(durations, "FEWEST", 0)
    context = page_of(client, make_case(status=status).filing).context

    assert (context["law"], context["reply"], context["duration"]) == ("", "", "")


def test_the_typical_duration_of_the_office_is_told_where_it_is_known(client, monkeypatch):
    monkeypatch.setattr(durations, "typical", lambda office, kind, at: durations.Typical(12, 8, 21, 34))

    assert page_of(client, make_case().filing).context["duration"] == (
        "Half of such filings were decided within 12 working days, and 80 % of them took from 8 to 21, time with the"
        " company included. Counted from 34 that came in by the office of Zhejiang and were decided in the last"
        " 12 months."
    )


def test_of_too_few_cases_no_duration_is_told(client):
    page = page_of(client, make_case().filing)

    assert page.context["duration"] == ""
    assert "As a rule" not in page.text


def test_the_questions_asked_of_the_database_do_not_grow_with_what_has_happened(client):
    case = make_case()
    page_of(client, case.filing)
    with CaptureQueriesContext(connection) as few:
        page_of(client, case.filing)
    for act in ("passed", "handed_back", "resumed"):
        case.events.create(act=act, from_status="provincial", to_status="provincial", by=make_reviewer("33"), at=NOON)
    with CaptureQueriesContext(connection) as many:
        page_of(client, case.filing)

    assert len(few) == len(many)


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
