"""The periods of the law, and what a pause does to them."""

from datetime import date

from deadlines.working_days import Calendar, DueDate, add_working_days, working_days_until

# Working days for the review, from the day the materials are complete. Source: 互联网信息服务算法推荐管理规定, art. 25.
REVIEW = 30
# Working days for the filer, from the day on which the service is provided, what was filed changes, or the service
# ends. Source: the same, art. 24.
INITIAL_FILING = 10
CHANGE = 10
CANCELLATION = 20

# Working days for the first filing, from the day on which the service is provided. Source: as above, art. 24.
FILING = 10


def filing_due(launched_on: date, *, calendar: Calendar) -> DueDate:
    """Return the last day on which a service launched on ``launched_on`` is filed in time."""
    return add_working_days(launched_on, FILING, calendar=calendar)


# Working days for a filing of a change, from the day of the change, and of a cancellation, from the end of the service.
# Source: the same, art. 24.
CHANGE = 10
CANCELLATION = 20


def review_due(submitted_on: date, *, calendar: Calendar) -> DueDate:
    """Return the day by which a filing submitted on ``submitted_on`` must be decided."""
    return add_working_days(submitted_on, REVIEW, calendar=calendar)


def resume(due: DueDate, *, paused_on: date, resumed_on: date, calendar: Calendar) -> DueDate:
    """Return the due date after a pause: later by the working days that the company had the filing.

    The law is silent on whether a return stops the clock (art. 25); it is the office's policy that it does.
    """
    lost = working_days_until(resumed_on, today=paused_on, calendar=calendar)
    if lost < 1:
        return due
    moved = add_working_days(due.on, lost, calendar=calendar)
    counted_in_doubt = not (calendar.is_announced(paused_on) and calendar.is_announced(resumed_on))
    return DueDate(moved.on, due.provisional or moved.provisional or counted_in_doubt)
