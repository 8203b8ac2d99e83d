from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendar import OFFICIAL
from deadlines.working_days import Calendar, add_working_days, last_day_within, working_days_until


class Weekdays(Calendar):
    """Monday to Friday are worked, and every year is announced."""

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5

    def is_announced(self, day: date) -> bool:
        return True


# Worked by hand from the announcement for 2026 (国办发明电〔2025〕7号).
VECTORS = [
    (date(2026, 9, 18), 10, date(2026, 10, 9)),
    (date(2026, 9, 18), 20, date(2026, 10, 22)),
    (date(2026, 9, 18), 30, date(2026, 11, 5)),
    (date(2026, 2, 10), 10, date(2026, 3, 2)),
    (date(2026, 2, 10), 30, date(2026, 3, 30)),
]

announced_days = st.dates(date(2018, 1, 1), date(2026, 10, 31))
any_day = st.dates(date(2018, 1, 1), date(2031, 12, 31))


def walked(start: date, days: int) -> date:
    """The same by a table of the days that are worked: the n-th of them."""
    table = [
        day for n in range(1, 4 * days + 30) if OFFICIAL.is_working_day(day := date.fromordinal(start.toordinal() + n))
    ]
    return table[days - 1]


@pytest.mark.parametrize(("start", "days", "last"), VECTORS)
def test_a_period_ends_on_the_day_that_the_announcement_gives(start, days, last):
    assert add_working_days(start, days, calendar=OFFICIAL) == (last, False)


@given(start=any_day, days=st.integers(1, 60))
def test_a_period_ends_on_the_nth_working_day_after_its_start(start, days):
    assert add_working_days(start, days, calendar=OFFICIAL).on == walked(start, days)


def test_a_period_lasts_one_working_day_or_more():
    with pytest.raises(ValueError, match="one working day or more"):
        add_working_days(date(2026, 3, 2), 0, calendar=OFFICIAL)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 28), True),  # a Saturday made up for the Spring Festival
        (date(2026, 2, 16), False),  # a Monday within it
        (date(2026, 3, 2), True),
        (date(2026, 3, 1), False),
    ],
)
def test_the_official_calendar_knows_holidays_and_make_up_days(day, worked):
    assert OFFICIAL.is_working_day(day) is worked


@given(start=announced_days, days=st.integers(1, 30))
def test_a_period_is_provisional_when_it_reaches_a_year_that_is_not_announced(start, days):
    due = add_working_days(start, days, calendar=OFFICIAL)

    assert due.provisional is (due.on.year > 2026)


@pytest.mark.parametrize(
    ("start", "provisional"), [(date(2026, 11, 19), False), (date(2026, 11, 20), True), (date(2027, 3, 1), True)]
)
def test_thirty_days_from_late_november_of_2026_are_provisional(start, provisional):
    assert add_working_days(start, 30, calendar=OFFICIAL).provisional is provisional


def test_a_year_that_is_not_announced_still_keeps_the_days_fixed_by_law():
    assert [OFFICIAL.is_working_day(date(2027, 1, day)) for day in (1, 2, 3, 4)] == [False, False, False, True]
    assert [OFFICIAL.is_working_day(date(2027, 10, day)) for day in (1, 4, 9)] == [False, True, False]


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (date(2026, 3, 9), 5),
        (date(2026, 3, 3), 1),
        (date(2026, 3, 2), 0),
        (date(2026, 3, 1), -1),
        (date(2026, 2, 28), -1),
        (date(2026, 2, 27), -2),  # the Saturday that was made up, and Monday
    ],
)
def test_days_left_are_counted_in_working_days_to_both_sides(due, left):
    assert working_days_until(due, today=date(2026, 3, 2), calendar=OFFICIAL) == left


@given(start=any_day, days=st.integers(1, 60))
def test_as_many_days_are_left_at_the_start_as_the_period_has(start, days):
    due = add_working_days(start, days, calendar=OFFICIAL).on

    assert working_days_until(due, today=start, calendar=OFFICIAL) == days


@given(today=any_day, days=st.integers(0, 30))
def test_the_last_day_within_so_many_days_is_the_last_that_has_no_more(today, days):
    last = last_day_within(days, today=today, calendar=OFFICIAL)

    assert working_days_until(last, today=today, calendar=OFFICIAL) == days
    assert working_days_until(last + timedelta(days=1), today=today, calendar=OFFICIAL) == days + 1


def test_the_calendar_is_handed_in():
    assert add_working_days(date(2026, 2, 10), 10, calendar=Weekdays()) == (date(2026, 2, 24), False)
