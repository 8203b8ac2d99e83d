"""What the worker does. Ids in, one call; to run twice is normal."""

from celery import shared_task
from django.utils import timezone

from notifications import delivery


@shared_task
def deliver_notification(*, notification_id: int) -> None:
    delivery.deliver(notification_id, at=timezone.now())


@shared_task
def sweep_outbox() -> None:
    delivery.sweep(at=timezone.now())
