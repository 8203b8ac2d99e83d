"""Sends what waits in the outbox. A sender may die at any line of this module, and no mail is lost by it.

A row is claimed for the time of a lease, and that is committed; then the mail is sent; then the row is marked, if the
claim still stands. LEASE is longer than a worker may live on one task (60 s), and that is longer than a conversation
with the relay may last (smtp.TOTAL, 30 s): when the lease runs out, its holder is dead.
A sender that dies between the relay's "250" and the mark leaves a mail that is sent twice, with one Message-ID.
"""

import logging
import time
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from uuid import uuid4

from django.core import mail
from django.db import InterfaceError, OperationalError, connection, transaction

from notifications import letter
from notifications.models import Notification, NotificationQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=75)
MAX_ATTEMPTS = 20
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
# Seconds. A sweep begins no mail after so long, so that the last one ends within its task's limit.
SWEEP_SECONDS = 10
# Seconds between tries to mark a sent row while the database is away.
MARK_PAUSES = (0.5, 1, 2, 4, 7)


class Unsendable(Exception):
    """The mail was not handed to any relay."""


def deliver(notification_id: int, *, at: datetime) -> None:
    """Send one notification, if it waits and nobody else is at it. Twice is harmless."""
    waiting = Notification.objects.due(at) | Notification.objects.untried()
    if notification := _claim(waiting.filter(pk=notification_id), at=at):
        _send(notification, at=at)


def sweep(*, at: datetime, limit: int = 200) -> int:
    """Send what is due, and return how many mails were sent. Two sweeps at once share the work."""
    started, sent = time.monotonic(), 0
    for _ in range(limit):
        elapsed = time.monotonic() - started
        if elapsed > SWEEP_SECONDS:
            break
        now = at + timedelta(seconds=elapsed)  # a lease begins when its row is claimed, not when the sweep began
        notification = _claim(Notification.objects.due(now), at=now)
        if notification is None:
            break
        sent += _send(notification, at=now)
    return sent


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: doubled each time, 20 attempts within about three days."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


@transaction.atomic(durable=True)
def _claim(candidates: NotificationQuerySet, *, at: datetime) -> Notification | None:
    """Take the first row that no other sender is taking. Durable: it is committed before anything is sent."""
    notification = candidates.select_for_update(skip_locked=True).order_by("next_attempt_at", "id").first()
    if notification:
        notification.claim = uuid4()
        notification.attempts += 1
        notification.next_attempt_at = at + LEASE
        notification.save(update_fields=["claim", "attempts", "next_attempt_at"])
    return notification


def _send(notification: Notification, *, at: datetime) -> bool:
    """Hand the mail to the relay and note what came of it; return whether it was sent."""
    relay = mail.get_connection()
    try:
        if notification.attempts > MAX_ATTEMPTS:
            raise Unsendable("Every sender died at it.")
        relay.open()
        if not relay.send_messages([letter.compose(notification)]):
            raise Unsendable("It has no recipient.")
    except Exception as error:  # one mail that cannot be sent must not keep the others from it
        _put_off(notification, error, at=at)
        return False
    else:
        _mark_sent(notification, at=at)  # at once: taking leave of the relay can wait
        return True
    finally:
        with suppress(SMTPException, OSError):
            relay.close()


def _mark_sent(notification: Notification, *, at: datetime) -> None:
    """Mark the row, on the connection that claimed it; where the database has gone away meanwhile, when it is back."""
    sent = {"status": Notification.Status.SENT, "sent_at": at, "last_error": "", **_emptied(notification)}
    for pause in MARK_PAUSES:
        try:
            _update(notification, **sent)
            break
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(pause)
    else:
        _update(notification, **sent)
    logger.info("Sent %s", notification.topic)


def _put_off(notification: Notification, error: Exception, *, at: datetime) -> None:
    over = notification.attempts >= MAX_ATTEMPTS or _is_final(error)
    _update(
        notification,
        status=Notification.Status.DEAD if over else Notification.Status.PENDING,
        next_attempt_at=at + pause_after(notification.attempts),
        last_error=repr(error)[:300],
        **(_emptied(notification) if over else {}),
    )
    logger.warning("%s %s: %s", "Gave up" if over else "Put off", notification.topic, type(error).__name__)


def _emptied(notification: Notification) -> dict[str, str]:
    """Who reads the database later finds no key in it that still opens something."""
    return {} if notification.is_kept else {"body": ""}


def _update(notification: Notification, **fields: object) -> None:
    """Write to the row if the claim still stands; a sender that outlived its lease has no more say."""
    Notification.objects.filter(pk=notification.pk, claim=notification.claim).update(**fields)


def _is_final(error: Exception) -> bool:
    """The relay has said for ever (5xx, RFC 5321 4.2.1) that it will not take this mail, or not for this person.
    What it says of the sender or of our password is for an operator to mend, and the mail waits."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500
