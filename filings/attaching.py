"""Putting a document to a filing, and taking it away again."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit import trail
from filings import document_texts, documents, drafting, permissions, quotas, scanning, uploads, visibility
from filings.models import Attachment, Filing


def attach(
    filing: Filing, *, key: str, upload: UploadedFile, by: User, at: datetime, kind: uploads.Kind = uploads.PDF
) -> Attachment:
    """Keep ``upload``, of the ``kind`` that its field takes, as the answer to the field ``key``, in place of the one
    before.

    Raises ``uploads.DocumentRefused`` and ``quotas.NoRoom``. The file is checked and on the disk before the filing is
    locked: that may take seconds.
    """
    permissions.require_role(by, "attach", filing)  # and once more behind the lock
    name = uploads.tidy_name(upload.name or "")
    if uploads.ending_of(name) not in kind.endings:
        raise kind.refusal("kind")
    quotas.require_room(filing, upload.size or 0)  # and once more behind the lock
    return _replace(filing, key=key, name=name, stored=documents.store(upload, kind), by=by, at=at)


@transaction.atomic
def remove(filing: Filing, *, key: str, by: User, at: datetime) -> None:
    """Take the document away. Removing what is not there changes nothing."""
    trail.lock(filing)
    permissions.require(by, "attach", filing)
    if _let_go(filing, key=key, at=at):
        drafting.touch(filing, by=by, at=at)
        filing.save()
        trail.record(filing, by=by, at=at, act="removed", key=key)


@transaction.atomic
def _replace(filing: Filing, *, key: str, name: str, stored: documents.Stored, by: User, at: datetime) -> Attachment:
    trail.lock(filing.company)  # two uploads of a company must not both have its last room
    trail.lock(filing)
    permissions.require(by, "attach", filing)
    quotas.require_room(filing, stored.size)
    _let_go(filing, key=key, at=at)
    drafting.touch(filing, by=by, at=at)
    filing.save()
    called = visibility.name_of(key, name)
    trail.record(filing, by=by, at=at, act="attached", key=key, name=called, sha256=stored.sha256)
    if stored.facts:
        document_texts.keep(stored.sha256, stored.facts)
    attachment = filing.attachments.create(
        key=key,
        name=name,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by=by,
        uploaded_at=at,
        scan=scanning.status_of_new(),
    )
    scanning.ask_for(attachment)
    return attachment


def _let_go(filing: Filing, *, key: str, at: datetime) -> int:
    """The row of a document that is replaced stays: a revision may show it."""
    return filing.attachments.current().filter(key=key).update(replaced_at=at)
