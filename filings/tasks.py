"""What the worker does with documents. To run twice is normal."""

from celery import shared_task
from django.utils import timezone

from filings import leftovers, scanning


@shared_task
def scan_document(*, attachment_id: int) -> None:
    scanning.scan(attachment_id, at=timezone.now())


@shared_task
def scan_waiting() -> None:
    scanning.sweep()


@shared_task
def sweep_leftovers() -> None:
    leftovers.sweep(at=timezone.now())
