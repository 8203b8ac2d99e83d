"""Where acts leave what they have to tell. Nothing is sent here: a row is written, and the worker is nudged."""

import hashlib
import re
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from notifications import nudging
from notifications.models import Notification

# What a nudge is about to send, the sweep leaves alone for so long.
HEAD_START = timedelta(seconds=5)


def post(*, event: str, to: Any, key: str, context: dict[str, Any], at: datetime) -> None:
    """Write the message ``event`` to the person ``to``, in the transaction of the act that calls.

    ``event`` names the folder emails/<event>/ with subject.txt and body.txt. The text is made now, in the person's
    language, and says for ever what was true when it was written. ``key`` says what is told, such as
    ``F-2026-000123:received:1``: the same key to the same person a second time is nothing.
    """
    _write(f"{key}:{to.pk}", event, {"to": to, **context}, at=at, recipient=to, address=to.email, language=to.language)


def post_to_address(
    *, event: str, address: str, language: str, key: str, context: dict[str, Any], at: datetime, is_kept: bool = True
) -> None:
    """Write the message ``event`` to an ``address`` that need not be a person's yet, as ``post`` does to a person.

    Nothing is looked up, so that it tells nobody whether the address has an account. ``is_kept=False`` is for a text
    that holds a key to something: it is emptied once it was sent.
    """
    whom = hashlib.sha256(address.encode()).hexdigest()[:16]
    _write(f"{key}:{whom}", event, context, at=at, address=address, language=language, is_kept=is_kept)


def words(*, event: str, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text of the message ``event``."""
    with translation.override(language):
        subject = _one_line(_render(f"emails/{event}/subject.txt", context))
        body = _render(f"emails/{event}/body.txt", context)
        return subject, _render("emails/layout.txt", {"body": body, "portal": settings.PORTAL_URL})


def address_of(to: Any, view: str, *args: Any) -> str:
    """Return the absolute address of a page, in the language of the person who will follow it."""
    return address_in(to.language, view, *args)


def address_in(language: str, view: str, *args: Any) -> str:
    with translation.override(language):
        return settings.PORTAL_URL.rstrip("/") + reverse(view, args=args)


def _write(key: str, event: str, context: dict[str, Any], *, at: datetime, language: str, **fields: Any) -> None:
    subject, letter = words(event=event, language=language, context=context)
    notification, is_new = Notification.objects.get_or_create(
        key=key,
        defaults={
            "event": event,
            "language": language,
            "subject": subject,
            "body": letter,
            "created_at": at,
            "next_attempt_at": at + HEAD_START,
            **fields,
        },
    )
    if is_new:
        transaction.on_commit(partial(nudging.nudge, notification.pk))


def _render(template: str, context: dict[str, Any]) -> str:
    """Mails are plain text, so nothing is escaped: a company named A & B reads so."""
    text = get_template(template).template.render(Context(context, autoescape=False))  # type: ignore[attr-defined]
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _one_line(text: str) -> str:
    """A line break in a name must not begin another header (ASVS 1.3.11)."""
    return " ".join(text.split())[: Notification._meta.get_field("subject").max_length]
