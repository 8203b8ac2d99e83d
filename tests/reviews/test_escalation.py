import logging
from datetime import date, timedelta

import pytest

from notifications.models import Notification
from reviews import escalation
from reviews.models import Case, Recusal
from tests.factories import NOON, make_reviewer, make_staff
from tests.reviews.factories import days_later, make_case

pytestmark = pytest.mark.django_db

YESTERDAY = date(2026, 3, 1)


def test_the_heads_of_the_office_are_told_of_a_late_case_once():
    head, deputy = make_staff("head", "33"), make_staff("head", "33")
    make_staff("head", "44"), make_staff("head", "", is_active=False), make_reviewer("33")
    case = make_case(due_on=YESTERDAY, assignee=make_reviewer("33", name="Chen Yu"))

    assert [escalation.escalate(at=days_later(n)) for n in range(3)] == [1, 0, 0]

    notes = Notification.objects.order_by("recipient")
    assert [(note.event, note.recipient) for note in notes] == [("reviews/late", head), ("reviews/late", deputy)]
    assert "Its reviewer is Chen Yu." in notes[0].body
    assert (case.events.last().act, case.events.last().detail) == ("escalated", {"due_on": "2026-03-01"})


def test_on_the_due_date_a_case_is_not_late():
    make_staff("head", "33")
    make_case(due_on=NOON.date())

    assert [escalation.escalate(at=NOON), escalation.escalate(at=days_later(1))] == [0, 1]


def test_a_due_date_that_has_moved_is_told_of_anew():
    make_staff("head", "33")
    case = make_case(due_on=YESTERDAY)
    escalation.escalate(at=NOON)
    Case.objects.filter(pk=case.pk).update(due_on=YESTERDAY + timedelta(days=1))

    assert [escalation.escalate(at=days_later(n)) for n in range(2)] == [0, 1]


def test_an_office_without_a_head_is_told_of_when_it_has_one():
    make_case(due_on=YESTERDAY)
    assert escalation.escalate(at=NOON) == 0

    make_staff("head", "33")

    assert escalation.escalate(at=NOON) == 1


def test_a_head_with_a_conflict_is_not_told():
    case = make_case(due_on=YESTERDAY)
    Recusal.objects.create(case=case, person=make_staff("head", "33"), reason="亲属", at=NOON)

    assert escalation.escalate(at=NOON) == 0


@pytest.mark.parametrize("status", ["returned", "approved", "published", "refused"])
def test_what_is_paused_or_decided_is_not_late(status):
    make_staff("head", "33"), make_staff("head", "")
    make_case(status=status, due_on=YESTERDAY)

    assert escalation.escalate(at=NOON) == 0


def test_two_runs_that_pick_the_same_case_tell_once():
    make_staff("head", "33")
    make_case(due_on=YESTERDAY)
    picked = [escalation.due_for_escalation(on=NOON.date()).get() for _run in range(2)]

    assert [escalation._escalate(case, today=NOON.date(), at=NOON) for case in picked] == [True, False]


def test_one_that_cannot_be_told_of_stops_no_other(monkeypatch, caplog):
    make_staff("head", "33")
    broken, _other = make_case(due_on=YESTERDAY), make_case(due_on=YESTERDAY)
    tell = escalation.notices.late

    def fail(case, *given, **more):
        if case == broken:
            raise RuntimeError
        tell(case, *given, **more)

    monkeypatch.setattr(escalation.notices, "late", fail)

    with caplog.at_level(logging.ERROR):
        assert escalation.escalate(at=NOON) == 1
    assert [record.getMessage() for record in caplog.records] == [
        f"No head was told of the case {broken.filing.reference}."
    ]


@pytest.mark.parametrize("cases", [1, 3])
def test_a_run_that_finds_nothing_takes_one_query(django_assert_num_queries, cases):
    for _n in range(cases):
        make_case()

    with django_assert_num_queries(1):
        escalation.escalate(at=NOON)
