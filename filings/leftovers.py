"""Files on the disk that no row speaks of: of uploads that were refused or interrupted behind the check."""

import fcntl
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from filings import documents
from filings.models import Attachment, Revision

AGE = timedelta(days=1)  # far longer than an upload takes from its file to its row


def sweep(*, at: datetime) -> int:
    """Delete them, and return how many.

    The same bytes may be uploaded at this moment. The upload moves its file in before it writes its row, and makes it
    young by that; so a file is looked at and deleted under the lock under which files are moved in.
    """
    named = named_documents()
    old = [path for path in received() if is_old(path, at)]
    old += [path for path in kept() if path.name not in named]
    return sum(delete_old(path, at) for path in old)


def named_documents() -> set[str]:
    """Return the SHA-256 of all documents that belong to a filing or are shown by a revision."""
    shown = Revision.objects.values_list("documents", flat=True).iterator()
    attached = Attachment.objects.values_list("sha256", flat=True).iterator()
    return {*attached, *(document["sha256"] for documents in shown for document in documents)}


def received() -> Iterable[Path]:
    return (Path(settings.DOCUMENTS_DIR) / "incoming").glob("*")


def kept() -> Iterator[Path]:
    return Path(settings.DOCUMENTS_DIR).glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")


def delete_old(path: Path, at: datetime) -> bool:
    with documents.moving(fcntl.LOCK_EX):
        if not is_old(path, at):
            return False
        path.unlink()
        return True


def is_old(path: Path, at: datetime) -> bool:
    """Whether the file was there a day ago. One that is gone meanwhile was somebody's, and is none to delete."""
    try:
        return path.stat().st_mtime < (at - AGE).timestamp()
    except FileNotFoundError:
        return False
