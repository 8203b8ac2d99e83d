"""A word to the worker that a row waits. Only a word: where it is lost, the sweep finds the row."""

import logging
import time

from notifications import tasks

logger = logging.getLogger(__name__)

QUIET = 10.0  # seconds
_quiet_until = 0.0  # on this process's monotonic clock


def nudge(notification_id: int) -> None:
    """Never raises. A broker that is away holds up one page in ten seconds, not every mail of every page."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        tasks.deliver_notification.delay(notification_id=notification_id)
    except Exception as error:  # whatever it is, the act is done and its page must be shown
        _quiet_until = time.monotonic() + QUIET
        logger.warning("The broker does not answer; mail waits for the sweep: %s", error)
