"""What the worker does with accounts. To run twice is normal."""

from celery import shared_task
from django.utils import timezone

from accounts import devices, letters, limits, sessions


@shared_task
def send_letters() -> None:
    letters.send_waiting(at=timezone.now())


@shared_task
def forget() -> None:
    """Delete what is over: tries, devices, letters, sessions."""
    now = timezone.now()
    for each in (limits, devices, letters, sessions):
        each.forget(at=now)
