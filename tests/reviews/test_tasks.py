from datetime import date

import pytest

from notifications.models import Notification
from reviews import tasks
from reviews.models import Case
from tests.factories import NOON, make_office, make_reviewer
from tests.reviews.factories import make_case, make_filing

pytestmark = pytest.mark.django_db


def test_the_tick_of_intake_opens_what_waits(time_machine):
    time_machine.move_to(NOON, tick=False)
    make_office("33")
    make_filing()

    tasks.open_waiting_cases()

    assert Case.objects.get().opened_at == NOON


def test_the_tick_of_reminders_reminds_of_what_is_due_today(time_machine):
    time_machine.move_to(NOON, tick=False)
    reviewer = make_reviewer("33")
    make_case(assignee=reviewer, due_on=date(2026, 3, 2))

    tasks.remind_reviewers()

    assert [(note.event, note.recipient) for note in Notification.objects.all()] == [("reviews/reminder", reviewer)]
