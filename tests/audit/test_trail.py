import pytest
from django.db import transaction

from audit import trail
from reviews.models import Case
from tests.factories import NOON, make_reviewer
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db


def test_a_move_saves_the_status_and_leaves_an_event():
    reviewer = make_reviewer()
    case = make_case()

    case.paused_on = NOON.date()
    trail.move(case, to=Case.Status.RETURNED, by=reviewer, at=NOON, act="returned", revision=1)

    case.refresh_from_db()
    event = case.events.last()
    assert case.status == "returned"
    assert (event.act, event.from_status, event.to_status) == ("returned", "provincial", "returned")
    assert (event.by, event.at, event.detail) == (reviewer, NOON, {"revision": 1})


def test_a_move_that_the_table_does_not_have_is_refused_and_leaves_nothing():
    case = make_case()

    with pytest.raises(trail.Refused) as refused:
        trail.move(case, to=Case.Status.PUBLISHED, by=None, at=NOON, act="published")

    assert str(refused.value) == "This cannot be done any more: the status is now “Provincial review”."
    case.refresh_from_db()
    assert (case.status, case.events.count()) == ("provincial", 1)


def test_a_status_at_the_end_of_the_road_moves_nowhere():
    case = make_case(status=Case.Status.REFUSED)

    with pytest.raises(trail.Refused):
        trail.move(case, to=Case.Status.PROVINCIAL, by=None, at=NOON, act="returned")


def test_a_record_leaves_the_status_as_it_is():
    case = make_case()

    trail.record(case, by=None, at=NOON, act="taken")

    event = case.events.last()
    assert (event.from_status, event.to_status, str(event)) == ("provincial", "provincial", "taken 2026-03-02 04:00")


def test_a_lock_reads_the_row_anew():
    case = make_case()
    Case.objects.filter(pk=case.pk).update(version=7)

    with transaction.atomic():
        trail.lock(case)

    assert case.version == 7
