from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts import postings
from accounts.models import PersonEvent
from filings.models import FilingEvent
from reviews import assignment, recusal
from tests.factories import NOON, make_reviewer, make_staff
from tests.reviews.factories import days_later, make_case

pytestmark = pytest.mark.django_db

TRAIL = "/reviews/trail/"


@pytest.fixture
def auditor(client):
    person = make_staff("auditor", "33", name="Shen Ping")
    client.force_login(person)
    return person


def told(page):
    return [(entry.by, entry.what, entry.detail, entry.reference) for entry in page.context["entries"]]


def test_the_trail_says_who_did_what_with_cases_people_and_sensitive_details(client, auditor):
    case = make_case()
    chen, luo = make_reviewer("33", name="Chen Yu"), make_staff("head", "33", name="Luo Yan")
    administrator = make_staff("administrator", "33", name="Qian Rui")
    assignment.assign(case, to=chen, version=0, by=luo, at=NOON + timedelta(minutes=1))
    FilingEvent.objects.create(
        filing=case.filing, act="revealed", by=chen, at=NOON + timedelta(minutes=2), detail={"why": "核对"}
    )
    recusal.declare(case, reason="亲属", by=chen, at=NOON + timedelta(minutes=3))
    postings.change_roles(luo, case.office, roles=["reviewer"], by=administrator, at=NOON + timedelta(minutes=4))
    reference = case.filing.reference

    page = client.get(TRAIL)

    assert told(page) == [
        ("Qian Rui", "Qian Rui changed the roles of Luo Yan from Head of office to Reviewer.", "", ""),
        ("Chen Yu", "Conflict of interest declared", "亲属", reference),
        ("Chen Yu", "Sensitive details revealed", "核对", reference),
        ("Luo Yan", "Assigned", "To Chen Yu.", reference),
        ("The portal", "Case opened", "", reference),
    ]
    assert page.context["count"] == 5


def test_an_auditor_reads_of_the_own_office_and_the_national_one_of_all(client, auditor):
    here, there = make_case(province="33"), make_case(province="44")
    for case in (here, there):
        FilingEvent.objects.create(filing=case.filing, act="revealed", at=NOON)
        FilingEvent.objects.create(filing=case.filing, act="saved", at=NOON)
        PersonEvent.objects.create(
            person=auditor, act="team_formed", at=NOON, detail={"office": case.province.province}
        )

    assert client.get(TRAIL).context["count"] == 3
    client.force_login(make_staff("auditor", ""))
    make_case(province="11")  # opens the third office
    assert client.get(TRAIL).context["count"] == 7


def test_what_one_must_not_see_is_not_in_the_trail(client, auditor):
    case = make_case()
    case.filing.company.memberships.create(user=auditor, role="viewer")

    assert told(client.get(TRAIL)) == []
    assert "No events match" in client.get(TRAIL).text


def test_the_trail_is_filtered_by_person_and_by_the_day_in_beijing(client, auditor):
    chen, wu, case = make_reviewer("33", name="Chen Yu"), make_reviewer("33", name="Wu Di"), make_case()
    late = datetime(2026, 3, 3, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
    assignment.take(case, by=chen, at=days_later(1))
    assignment.give_back(case, by=chen, at=late)
    assignment.take(case, by=wu, at=late + timedelta(minutes=1))

    by_chen = client.get(TRAIL, {"person": chen.uuid})
    that_day = client.get(TRAIL, {"day_year": "2026", "day_month": "3", "day_day": "3"})

    assert [entry.what for entry in by_chen.context["entries"]] == ["Given back to the queue", "Taken"]
    assert [(entry.by, entry.what) for entry in that_day.context["entries"]] == [
        ("Chen Yu", "Given back to the queue"),
        ("Chen Yu", "Taken"),
    ]


def test_those_who_have_left_are_still_found(client, auditor):
    gone = make_reviewer("33", name="Chen Yu")
    case = make_case()
    postings.change_roles(gone, case.office, roles=[], by=make_staff("administrator", "33"), at=NOON)

    people = dict(client.get(TRAIL).context["form"].fields["person"].choices)

    assert str(gone.uuid) in people


@pytest.mark.parametrize("nonsense", [{"person": "x"}, {"day_year": "x"}, {"page": "x"}, {"day_year": "2026"}])
def test_a_filter_that_does_not_exist_filters_nothing(client, auditor, nonsense):
    make_case()

    assert client.get(TRAIL, nonsense).context["count"] == 1


def test_the_trail_comes_in_pages(client, auditor):
    case = make_case()
    for minute in range(55):
        case.events.create(act="taken", by=auditor, at=NOON + timedelta(minutes=minute + 1))

    first, second = client.get(TRAIL), client.get(TRAIL, {"page": 2})

    assert [len(page.context["entries"]) for page in (first, second)] == [50, 6]
    assert (first.context["older"], second.context["newer"]) == ("?page=2", "?page=1")


@pytest.mark.parametrize("role", ["intake", "reviewer", "approver", "head", "administrator"])
def test_the_trail_is_for_auditors(client, role):
    client.force_login(make_staff(role, "33"))

    assert client.get(TRAIL).status_code == 403


@pytest.mark.parametrize("cases", [1, 3])
def test_the_trail_takes_as_many_queries_for_one_case_as_for_three(client, auditor, django_assert_num_queries, cases):
    for _n in range(cases):
        case = make_case()
        recusal.declare(case, reason="亲属", by=make_reviewer("33"), at=NOON)
        FilingEvent.objects.create(filing=case.filing, act="revealed", by=make_reviewer("33"), at=NOON)
        PersonEvent.objects.create(person=auditor, by=auditor, act="team_formed", at=NOON, detail={"office": "33"})

    with django_assert_num_queries(16):
        client.get(TRAIL)


@pytest.mark.parametrize(("year", "month", "day"), [(1, 1, 1), (9999, 12, 31)])
def test_a_day_at_the_end_of_the_calendar_finds_nothing(client, auditor, year, month, day):
    make_case()

    page = client.get(TRAIL, {"day_year": year, "day_month": month, "day_day": day})

    assert (page.status_code, page.context["count"]) == (200, 0)
