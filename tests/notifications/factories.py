from datetime import datetime, timedelta
from itertools import count
from typing import Any

from notifications.models import Notification
from tests.factories import NOON, make_user

_serial = count(1)


def make_notification(*, at: datetime = NOON, **fields: Any) -> Notification:
    """A row as the outbox leaves it, posted at ``at``."""
    recipient = fields.pop("recipient", None) or make_user()
    defaults = {
        "key": f"note:{next(_serial)}",
        "event": "tests/note",
        "recipient": recipient,
        "address": recipient.email,
        "language": recipient.language,
        "subject": "A note",
        "body": "Something happened.",
        "created_at": at,
        "next_attempt_at": at + timedelta(seconds=5),
    }
    return Notification.objects.create(**defaults | fields)
