import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendar import OFFICIAL
from deadlines.working_days import working_days_until
from notifications.models import Notification
from reviews import reminders
from reviews.models import Case, Reminder
from tests.factories import make_applicant, make_company, make_reviewer
from tests.reviews.factories import make_case, make_filing

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 30)  # a Monday


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def remind_daily(first: date, last: date) -> dict[date, int]:
    """Remind each day, and return the days on which somebody was reminded, with of how many cases."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {day: count for day in days if (count := reminders.remind(at=noon(day)))}


def test_the_reviewer_is_reminded_five_days_and_one_day_before_and_on_the_day():
    make_case(assignee=make_reviewer("33"), due_on=DUE)

    assert remind_daily(date(2026, 3, 2), date(2026, 5, 10)) == {
        date(2026, 3, 23): 1,
        date(2026, 3, 27): 1,  # the Friday before
        date(2026, 3, 30): 1,
    }
    assert [note.subject.split(": ")[1] for note in Notification.objects.order_by("pk")] == [
        "5 working days left",
        "1 working day left",
        "due today",
    ]


def test_run_again_nobody_is_reminded_twice():
    make_case(assignee=make_reviewer("33"), due_on=DUE)

    assert [reminders.remind(at=noon(DUE)) for _run in range(3)] == [1, 0, 0]
    assert Notification.objects.count() == 1


def test_only_the_most_urgent_milestone_is_told_when_earlier_ones_were_missed():
    case = make_case(assignee=make_reviewer("33"), due_on=DUE)

    assert remind_daily(date(2026, 3, 28), date(2026, 4, 30)) == {date(2026, 3, 28): 1, date(2026, 3, 30): 1}
    assert [reminder.milestone for reminder in case.reminders.order_by("pk")] == [1, 0]


def test_after_an_outage_over_the_due_date_the_reviewer_is_told_once_that_it_has_passed():
    make_case(assignee=make_reviewer("33"), due_on=DUE)

    assert remind_daily(date(2026, 4, 2), date(2026, 4, 30)) == {date(2026, 4, 2): 1}
    assert Notification.objects.get().subject.endswith(": the due date has passed")


def test_on_a_day_off_after_the_due_date_it_has_passed():
    make_case(assignee=make_reviewer("33"), due_on=date(2026, 3, 27))  # a Friday

    reminders.remind(at=noon(date(2026, 3, 28)))

    assert Notification.objects.get().subject.endswith(": the due date has passed")


def test_the_office_is_reminded_of_a_case_whose_reviewer_has_left():
    colleague = make_reviewer("33")
    make_case(assignee=make_reviewer("33", is_active=False), due_on=DUE)

    reminders.remind(at=noon(DUE))

    assert [note.recipient for note in Notification.objects.all()] == [colleague]


def test_all_reviewers_of_the_office_are_reminded_of_a_case_that_nobody_has():
    there = [make_reviewer("33"), make_reviewer("33")]
    make_reviewer("44"), make_reviewer("33", is_active=False)
    company = make_company()
    make_applicant(company)
    company.memberships.create(user=make_reviewer("33"), role="editor")
    make_case(filing=make_filing(company=company), due_on=DUE)

    assert reminders.remind(at=noon(DUE)) == 1
    assert [note.recipient for note in Notification.objects.order_by("recipient")] == there


def test_a_case_that_nobody_can_review_is_told_of_as_soon_as_there_is_somebody():
    make_case(due_on=DUE)

    assert reminders.remind(at=noon(DUE)) == 0
    reviewer = make_reviewer("33")
    assert [reminders.remind(at=noon(DUE)) for _run in range(2)] == [1, 0]
    assert [note.recipient for note in Notification.objects.all()] == [reviewer]


def test_a_case_that_changes_hands_is_not_told_of_again():
    case = make_case(assignee=make_reviewer("33"), due_on=DUE)
    reminders.remind(at=noon(DUE))
    Case.objects.filter(pk=case.pk).update(assignee=make_reviewer("33"))

    assert reminders.remind(at=noon(DUE)) == 0


def test_a_due_date_that_has_moved_has_milestones_of_its_own():
    case = make_case(assignee=make_reviewer("33"), due_on=DUE)
    reminders.remind(at=noon(DUE))
    Case.objects.filter(pk=case.pk).update(due_on=DUE + timedelta(days=1))

    assert reminders.remind(at=noon(DUE)) == 1
    assert [(each.due_on, each.milestone) for each in Reminder.objects.order_by("pk")] == [
        (DUE, 0),
        (DUE + timedelta(days=1), 1),
    ]


@pytest.mark.parametrize("status", ["returned", "approved", "published", "refused"])
def test_paused_and_decided_cases_are_silent(status):
    make_reviewer("33"), make_reviewer("")
    make_case(status=status, due_on=DUE)

    assert reminders.remind(at=noon(DUE)) == 0


def test_the_national_office_is_reminded_of_what_it_has():
    provincial, national = make_reviewer("33"), make_reviewer("")
    make_case(status="national", due_on=DUE)

    reminders.remind(at=noon(DUE))

    assert [note.recipient for note in Notification.objects.all()] == [national]
    assert provincial.notifications.count() == 0


def test_one_case_that_cannot_be_told_of_stops_no_other(caplog, monkeypatch):
    broken = make_case(assignee=make_reviewer("33"), due_on=DUE)
    make_case(assignee=make_reviewer("33"), due_on=DUE)
    tell = reminders.notices.reminder

    def fail(case, *given, **more):
        if case == broken:
            raise RuntimeError
        tell(case, *given, **more)

    monkeypatch.setattr(reminders.notices, "reminder", fail)

    with caplog.at_level(logging.ERROR):
        assert reminders.remind(at=noon(DUE)) == 1
    assert [record.getMessage() for record in caplog.records] == [
        f"Nobody was reminded of the case {broken.filing.reference}."
    ]
    monkeypatch.setattr(reminders.notices, "reminder", tell)
    assert reminders.remind(at=noon(DUE)) == 1


def test_a_case_that_was_decided_meanwhile_is_left_alone():
    case = make_case(assignee=make_reviewer("33"), due_on=DUE)
    picked = reminders.due_for_reminder(on=DUE).select_related("filing").get()
    Case.objects.filter(pk=case.pk).update(status="refused", closed_at=timezone.now(), version=1)

    assert reminders._remind(picked, today=DUE, at=noon(DUE)) is False
    assert Notification.objects.count() == 0


def test_two_runs_that_pick_the_same_case_remind_once():
    make_case(assignee=make_reviewer("33"), due_on=DUE)
    picked = [reminders.due_for_reminder(on=DUE).select_related("filing").get() for _run in range(2)]

    assert [reminders._remind(case, today=DUE, at=noon(DUE)) for case in picked] == [True, False]
    assert Notification.objects.count() == 1


@pytest.mark.parametrize("cases", [1, 3])
def test_a_run_that_finds_nothing_takes_one_query(django_assert_num_queries, cases):
    for _n in range(cases):
        make_case(assignee=make_reviewer("33"), due_on=DUE)

    with django_assert_num_queries(1):
        reminders.remind(at=noon(date(2026, 3, 2)))


@given(today=st.dates(date(2026, 1, 1), date(2026, 12, 20)), distance=st.integers(-10, 20))
def test_a_milestone_is_the_least_number_of_days_that_are_left(today, distance):
    due = today + timedelta(days=distance)
    case = make_case(due_on=due)
    left = working_days_until(due, today=today, calendar=OFFICIAL)

    found = [each.milestone for each in reminders.due_for_reminder(on=today) if each == case]

    assert found == [milestone for milestone in (0, 1, 5) if left <= milestone][:1]


def test_an_office_without_a_reviewer_is_reminded_when_it_has_one():
    make_case(due_on=DUE)
    assert [reminders.remind(at=noon(DUE)) for _run in range(2)] == [0, 0]

    reviewer = make_reviewer("33")

    assert [reminders.remind(at=noon(DUE)) for _run in range(2)] == [1, 0]
    assert [note.recipient for note in Notification.objects.all()] == [reviewer]
