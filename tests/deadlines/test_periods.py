from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deadlines import periods
from deadlines.calendar import OFFICIAL
from deadlines.working_days import DueDate, add_working_days, working_days_until

days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_a_review_has_thirty_working_days_from_the_day_after_submission():
    assert periods.review_due(date(2026, 2, 10), calendar=OFFICIAL) == DueDate(date(2026, 3, 30), False)


def test_a_pause_moves_the_due_date_by_the_working_days_that_the_company_had_the_filing():
    due = DueDate(date(2026, 3, 30), False)

    # Monday to the Monday after: five working days.
    moved = periods.resume(due, paused_on=date(2026, 3, 9), resumed_on=date(2026, 3, 16), calendar=OFFICIAL)

    assert moved == DueDate(date(2026, 4, 7), False)  # 4 to 6 April are off


def test_a_pause_within_a_day_or_a_weekend_moves_nothing():
    due = DueDate(date(2026, 3, 30), False)

    same_day = periods.resume(due, paused_on=date(2026, 3, 9), resumed_on=date(2026, 3, 9), calendar=OFFICIAL)
    weekend = periods.resume(due, paused_on=date(2026, 3, 13), resumed_on=date(2026, 3, 15), calendar=OFFICIAL)

    assert (same_day, weekend) == (due, due)


def test_a_pause_that_reaches_a_year_not_announced_makes_the_date_provisional():
    due = DueDate(date(2026, 12, 30), False)

    moved = periods.resume(due, paused_on=date(2026, 12, 1), resumed_on=date(2026, 12, 4), calendar=OFFICIAL)

    assert moved == DueDate(date(2027, 1, 5), True)


def test_a_pause_counted_in_a_year_not_announced_makes_the_date_provisional():
    late = DueDate(date(2026, 12, 10), False)  # returned after it had passed

    moved = periods.resume(late, paused_on=date(2027, 1, 4), resumed_on=date(2027, 1, 6), calendar=OFFICIAL)

    assert moved == DueDate(date(2026, 12, 14), True)


def test_a_provisional_date_stays_provisional():
    due = DueDate(date(2026, 12, 1), True)

    assert periods.resume(due, paused_on=date(2026, 11, 2), resumed_on=date(2026, 11, 3), calendar=OFFICIAL) == DueDate(
        date(2026, 12, 2), True
    )


@given(submitted=days_of_2026, until_return=st.integers(0, 40), away=st.integers(0, 60))
def test_a_pause_leaves_the_reviewer_as_many_working_days_as_before(submitted, until_return, away):
    due = periods.review_due(submitted, calendar=OFFICIAL)
    paused = submitted + timedelta(days=until_return)
    resumed = paused + timedelta(days=away)
    left = working_days_until(due.on, today=paused, calendar=OFFICIAL)

    moved = periods.resume(due, paused_on=paused, resumed_on=resumed, calendar=OFFICIAL)

    if left > 0:
        assert working_days_until(moved.on, today=resumed, calendar=OFFICIAL) == left


@given(submitted=days_of_2026, pauses=st.lists(st.tuples(st.integers(1, 9), st.integers(0, 15)), max_size=4))
def test_several_pauses_add_up_to_one_longer_period(submitted, pauses):
    due = periods.review_due(submitted, calendar=OFFICIAL)
    day, lost = submitted, 0
    for worked, away in pauses:
        back = day + timedelta(days=worked + away)
        lost += working_days_until(back, today=back - timedelta(days=away), calendar=OFFICIAL)
        due = periods.resume(due, paused_on=back - timedelta(days=away), resumed_on=back, calendar=OFFICIAL)
        day = back

    assert due.on == add_working_days(submitted, periods.REVIEW + lost, calendar=OFFICIAL).on


def test_a_first_filing_is_due_ten_working_days_after_the_launch():
    assert periods.filing_due(date(2026, 9, 18), calendar=OFFICIAL) == DueDate(date(2026, 10, 9), provisional=False)
