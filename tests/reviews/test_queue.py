from datetime import date

import pytest
from django.urls import reverse

from reviews import queue
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_publisher, make_reviewer
from tests.reviews.factories import days_later, make_case, make_filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

QUEUE = "/reviews/"


@pytest.fixture
def reviewer(client):
    person = make_reviewer("33", name="Chen Yu")
    client.force_login(person)
    return person


def shown(response) -> list[Case]:
    return [row.case for row in response.context["rows"]]


def test_the_most_urgent_case_comes_first_and_those_with_companies_last(client, reviewer):
    later = make_case(due_on=date(2026, 4, 1))
    paused = make_case(due_on=date(2026, 2, 2), status="returned")
    late = make_case(due_on=date(2026, 2, 27))

    assert shown(client.get(QUEUE)) == [late, later, paused]


def test_a_reviewer_sees_the_open_cases_that_the_own_office_has(client, reviewer):
    here = make_case()
    make_case(province="44")
    for status in ("national", "approved", "published", "refused"):
        make_case(status=status)
    own = make_case()
    own.filing.company.memberships.create(user=reviewer, role="editor")

    assert shown(client.get(QUEUE)) == [here]


def test_the_national_office_sees_what_has_reached_it(client):
    client.force_login(make_reviewer(""))
    make_case(), make_case(province="44", status="returned")
    reached = [make_case(status="national"), make_case(province="44", status="national")]

    assert shown(client.get(QUEUE)) == reached


def test_the_tiles_count_what_is_late_due_soon_unassigned_mine_and_with_companies(client, reviewer):
    make_case(due_on=date(2026, 3, 1), assignee=reviewer)
    make_case(due_on=date(2026, 3, 2), assignee=make_reviewer("33"))
    make_case(due_on=date(2026, 3, 5))
    make_case(due_on=date(2026, 3, 6))
    make_case(due_on=date(2026, 2, 2), status="returned", assignee=reviewer)

    tiles = client.get(QUEUE).context["tiles"]

    assert [(tile.label, tile.number, tile.tone) for tile in tiles] == [
        ("Late", 1, "late"),
        ("Due soon", 2, "soon"),
        ("Unassigned", 2, ""),
        ("Assigned to me", 1, ""),
        ("With companies", 1, ""),
    ]


@pytest.mark.parametrize("view", queue.View)
def test_a_tile_leads_to_as_many_cases_as_it_counts(client, reviewer, view):
    make_case(due_on=date(2026, 3, 1), assignee=reviewer)
    make_case(due_on=date(2026, 3, 5))
    make_case(due_on=date(2026, 4, 1))
    make_case(status="returned")

    page = client.get(QUEUE, {"view": view})

    (tile,) = [tile for tile in page.context["tiles"] if tile.current]
    assert (tile.label, tile.number) == (view.label, page.context["count"])


def test_cases_are_found_by_stage(client, reviewer):
    stages = {
        "new": make_case(),
        "in_review": make_case(assignee=reviewer),
        "resubmitted": make_case(assignee=reviewer, resubmitted_at=NOON),
        "returned": make_case(status="returned"),
        "national": make_case(status="national"),
        "approved": make_case(status="approved"),
        "published": make_case(status="published"),
        "refused": make_case(status="refused"),
    }

    assert {stage: shown(client.get(QUEUE, {"status": stage})) for stage in stages} == {
        stage: [case] for stage, case in stages.items()
    }


def test_cases_are_found_by_reviewer(client, reviewer):
    wu = make_reviewer("33", name="Wu Di")
    mine, his, nobodys = make_case(assignee=reviewer), make_case(assignee=wu), make_case()

    assert shown(client.get(QUEUE, {"reviewer": wu.uuid})) == [his]
    assert shown(client.get(QUEUE, {"reviewer": reviewer.uuid})) == [mine]
    assert shown(client.get(QUEUE, {"reviewer": "none"})) == [nobodys]


@pytest.mark.parametrize("text", ["云雀", "宁波云雀 客服", "{reference}", "{lower}"])
def test_cases_are_found_by_reference_algorithm_or_company(client, reviewer, text):
    make_case()
    found = make_case(filing=make_filing(company_name="宁波云雀网络有限公司", algorithm_name="云雀客服对话算法"))
    reference = found.filing.reference

    page = client.get(QUEUE, {"q": text.format(reference=reference, lower=reference.lower())})

    assert shown(page) == [found]


def test_each_filter_in_force_can_be_taken_off_on_its_own(client, reviewer):
    make_case()

    page = client.get(QUEUE, {"status": ["new", "returned"], "reviewer": "none", "q": "澜亭", "page": "1"})

    assert [(chip.label, chip.url) for chip in page.context["chips"]] == [
        ("New", "?status=returned&reviewer=none&q=%E6%BE%9C%E4%BA%AD"),
        ("Returned", "?status=new&reviewer=none&q=%E6%BE%9C%E4%BA%AD"),
        ("Unassigned", "?status=new&status=returned&q=%E6%BE%9C%E4%BA%AD"),
        ("“澜亭”", "?status=new&status=returned&reviewer=none"),
    ]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"view": "x"},
        {"status": "x"},
        {"reviewer": "x"},
        {"page": "x"},
        {"q": "\0"},
        {"reviewer": "999999"},
        {"team": "9"},
        {"kind": "x"},
    ],
)
def test_a_filter_that_does_not_exist_filters_nothing(client, reviewer, nonsense):
    case = make_case()

    assert shown(client.get(QUEUE, nonsense)) == [case]


def test_the_queue_comes_in_pages(client, reviewer):
    cases = [make_case() for _n in range(26)]

    first, second = client.get(QUEUE, {"status": "new"}), client.get(QUEUE, {"status": "new", "page": 2})

    assert shown(first) + shown(second) == cases
    assert (first.context["newer"], first.context["older"]) == (None, "?status=new&page=2")
    assert (second.context["newer"], second.context["older"]) == ("?status=new&page=1", None)


@pytest.mark.parametrize("cases", [1, 3])
def test_the_queue_takes_as_many_queries_for_one_case_as_for_three(client, reviewer, django_assert_num_queries, cases):
    for _n in range(cases):
        make_case(assignee=make_reviewer("33"))

    with django_assert_num_queries(12):
        client.get(QUEUE)


def test_an_empty_queue_says_so(client, reviewer):
    assert "No cases waiting" in client.get(QUEUE).text
    assert "No cases match" in client.get(QUEUE, {"q": "云雀"}).text


@pytest.mark.parametrize(("days", "words"), [(0, "Due today"), (1, "1 working day left"), (-3, "2 working days late")])
def test_a_row_says_how_long_there_is(client, reviewer, days, words):
    make_case(due_on=days_later(days).date())

    assert words in client.get(QUEUE).text


def test_the_next_case_is_taken_and_opened(client, reviewer):
    case = make_case()

    response = client.post("/reviews/next/")

    assert response.headers["Location"] == reverse("reviews:case", args=[case.filing.reference])
    case.refresh_from_db()
    assert case.assignee == reviewer


def test_where_no_case_waits_the_queue_says_so(client, reviewer):
    response = client.post("/reviews/next/", follow=True)

    assert [str(message) for message in response.context["messages"]] == ["No cases are waiting for a reviewer."]


@pytest.mark.parametrize("make", [make_applicant, make_publisher])
def test_the_room_is_for_reviewers(client, make):
    client.force_login(make())

    assert [client.get(QUEUE).status_code, client.post("/reviews/next/").status_code] == [403, 403]


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(QUEUE).headers["Location"] == "/account/login/?next=/reviews/"


def test_the_verbs_of_the_queue(client, reviewer):
    assert [client.post(QUEUE).status_code, client.get("/reviews/next/").status_code] == [405, 405]


def test_no_days_are_counted_where_no_clock_runs(client):
    client.force_login(make_reviewer("33"))
    for status in ("provincial", "returned", "approved", "published"):
        make_case(status=status, at=NOON)

    page = client.get(QUEUE, {"status": ["new", "returned", "approved", "published"]})

    counted = {row.case.status: row.days_left is not None for row in page.context["rows"]}
    assert counted == {"provincial": True, "returned": False, "approved": False, "published": False}
