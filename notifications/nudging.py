"""A word to the worker that a row waits. Only a word: where it is lost, the sweep finds the row."""

import logging
import time
from typing import Any

from notifications import tasks

logger = logging.getLogger(__name__)

# A broker that has kept us waiting in vain is left alone for so many times as long.
QUIET = 10
_quiet_until = 0.0  # on this process's monotonic clock


def nudge(notification_id: int) -> None:
    say(tasks.deliver_notification, notification_id=notification_id)


def say(task: Any, **arguments: Any) -> None:
    """Queue a task that something else would do later. Never raises, and never spends more than a tenth of the time on
    a broker that is away."""
    global _quiet_until
    began = time.monotonic()
    if began < _quiet_until:
        return
    try:
        task.delay(**arguments)
    except Exception as error:  # whatever it is, the act is done and its page must be shown
        now = time.monotonic()
        _quiet_until = now + QUIET * (now - began)
        logger.warning("The broker does not answer; mail waits for the sweep: %s", error)
