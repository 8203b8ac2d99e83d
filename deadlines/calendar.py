"""The official calendar of working days: holidays and make-up weekends as the State Council announced them."""

from datetime import date
from functools import cache

import chinese_calendar

from deadlines.working_days import Calendar


class OfficialCalendar(Calendar):
    """The years that the installed ``chinesecalendar`` covers. Later years are not announced yet: for them the
    weekends and the days that the law itself fixes are counted, and every date so reached is provisional.

    Fixed days: 全国年节及纪念日放假办法, as amended in 2024 (1 January, 1 and 2 May, 1 to 3 October). The days
    that follow the moon are left to the announcement.
    """

    FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})

    def is_announced(self, day: date) -> bool:
        return day.year in _announced_years()

    def is_working_day(self, day: date) -> bool:
        if self.is_announced(day):
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5 and (day.month, day.day) not in self.FIXED


@cache
def _announced_years() -> frozenset[int]:
    return frozenset(day.year for day in chinese_calendar.holidays)


OFFICIAL = OfficialCalendar()
