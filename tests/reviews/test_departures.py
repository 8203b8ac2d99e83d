import logging

import pytest

from reviews import departures, tasks
from tests.factories import NOON, make_reviewer
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db


def close(person, case):
    person.is_active = False
    person.save()


def end_posting(person, case):
    person.postings.all().delete()


def join_company(person, case):
    case.filing.company.memberships.create(user=person, role="viewer")


@pytest.mark.parametrize("leave", [close, end_posting, join_company])
@pytest.mark.parametrize("status", ["provincial", "returned"])
def test_the_case_of_whoever_has_gone_returns_to_the_queue(leave, status):
    person = make_reviewer("33")
    case, other = make_case(assignee=person, status=status), make_case(assignee=make_reviewer("33"))
    leave(person, case)

    assert [departures.release_stranded(at=NOON) for _run in range(2)] == [1, 0]

    case.refresh_from_db(), other.refresh_from_db()
    event = case.events.last()
    assert (case.assignee, case.version, other.version) == (None, 1, 0)
    assert (event.act, event.by, event.detail) == ("released", None, {"from": person.pk})


def test_who_reviews_in_the_office_keeps_their_cases_and_what_is_closed_is_left_alone():
    gone = make_reviewer("33")
    make_case(assignee=make_reviewer("33")), make_case(assignee=gone, status="refused")
    gone.postings.all().delete()

    assert departures.release_stranded(at=NOON) == 0


def test_a_case_that_was_given_to_another_meanwhile_stays_there():
    gone, colleague = make_reviewer("33"), make_reviewer("33")
    case = make_case(assignee=gone)
    gone.postings.all().delete()
    picked = departures.stranded().get()
    case.assignee = colleague
    case.save()

    assert departures._release(picked, at=NOON) is False


def test_one_that_cannot_be_released_stops_no_other(monkeypatch, caplog):
    gone = make_reviewer("33")
    broken, _other = make_case(assignee=gone), make_case(assignee=gone)
    gone.postings.all().delete()
    release = departures._release

    def fail(case, **more):
        if case == broken:
            raise RuntimeError
        return release(case, **more)

    monkeypatch.setattr(departures, "_release", fail)

    with caplog.at_level(logging.ERROR):
        assert departures.release_stranded(at=NOON) == 1
    assert [record.getMessage() for record in caplog.records] == [
        f"The case {broken.filing.reference} could not be put back into the queue."
    ]


def test_the_tick_releases():
    gone = make_reviewer("33")
    case = make_case(assignee=gone)
    gone.postings.all().delete()

    tasks.release_stranded_cases()

    case.refresh_from_db()
    assert case.assignee is None
