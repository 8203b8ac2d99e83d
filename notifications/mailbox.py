"""Mail that stays at home: one file a message, to be read at /mailbox/. For demonstrations, where no mail goes out."""

import email.policy
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from email.parser import BytesParser
from itertools import islice
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _keep(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Mail:
    """``name`` is the file's, without its ending; by name, mails are in order of arrival; ``at`` is when it came."""

    name: str
    to: str
    subject: str
    at: datetime
    body: str


def mails(*, to: str = "", limit: int) -> list[Mail]:
    """Return the newest mails, newest first; those to the address ``to`` where one is given."""
    return list(islice((mail for mail in _all() if not to or mail.to.lower() == to.lower()), limit))


def find(name: str) -> Mail | None:
    """Return the mail in the file ``name``, which must be a slug: it comes from an address line."""
    path = _folder() / f"{name}.eml"
    return _read(path) if path.is_file() else None


def _all() -> Iterator[Mail]:
    return (_read(path) for path in sorted(_folder().glob("*.eml"), reverse=True))


def _keep(message: bytes) -> None:
    """Write beside, then rename: a reader sees the whole mail or none."""
    name = f"{time.time_ns():020}-{uuid4().hex[:8]}"
    _folder().mkdir(parents=True, exist_ok=True)
    unfinished = _folder() / f"{name}.part"
    unfinished.write_bytes(message)
    os.replace(unfinished, unfinished.with_suffix(".eml"))


def _read(path: Path) -> Mail:
    parsed = BytesParser(ParsedMessage, policy=email.policy.default).parsebytes(path.read_bytes())
    body = parsed.get_body(("plain",))
    return Mail(
        name=path.stem,
        to=str(parsed["To"]),
        subject=str(parsed["Subject"]),
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        body=body.get_content() if body else "",
    )


def _folder() -> Path:
    return Path(settings.MAILBOX_DIR)
