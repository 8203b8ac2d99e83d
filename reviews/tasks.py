"""The ticks of the office; see config/schedule.py."""

from celery import shared_task
from django.utils import timezone

from reviews import departures, escalation, intake, reminders, withdrawals


@shared_task
def open_waiting_cases() -> None:
    intake.open_waiting(at=timezone.now())


@shared_task
def close_withdrawn_cases() -> None:
    withdrawals.close_withdrawn(at=timezone.now())


@shared_task
def remind_reviewers() -> None:
    reminders.remind(at=timezone.now())
    escalation.escalate(at=timezone.now())


@shared_task
def release_stranded_cases() -> None:
    departures.release_stranded(at=timezone.now())
