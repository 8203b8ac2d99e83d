"""Documents on the disk: each under its SHA-256, written before any row speaks of it.

    DOCUMENTS_DIR/incoming/…           being received
    DOCUMENTS_DIR/ab/cd/abcd…          kept, for good
    DOCUMENTS_DIR/moves                locked by whoever moves a file in, shared, and by the sweep, alone

A row that is committed thus always has its file; a file whose row never came is merely left over: see leftovers.py.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings
from django.core.files.base import File

from filings import inspection, uploads

BLOCK = 1024 * 1024  # bytes


class Stored(NamedTuple):
    sha256: str
    size: int  # bytes
    facts: inspection.Facts | None = None


def store(upload: File, kind: uploads.Kind = uploads.PDF) -> Stored:
    """Check that ``upload`` is of the ``kind`` and keep it. Raises ``uploads.DocumentRefused``, and then nothing is
    kept."""
    with received(upload, kind) as (path, stored):
        facts = inspection.inspect(path, kind)
        settle(path, stored.sha256)
    return stored._replace(facts=facts)


@contextmanager
def received(upload: File, kind: uploads.Kind = uploads.PDF) -> Iterator[tuple[Path, Stored]]:
    """Write ``upload`` to a temporary file beside its final place. It is gone afterwards, unless it was settled."""
    incoming = settings.DOCUMENTS_DIR / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=incoming, delete=False) as target:
        path = Path(target.name)
        try:
            yield path, _copy(upload, target, kind)
        finally:
            path.unlink(missing_ok=True)


def _copy(upload: File, target: IO[bytes], kind: uploads.Kind) -> Stored:
    size, digest, most = 0, hashlib.sha256(), kind.most_bytes
    if (upload.size or 0) > most:
        raise kind.too_large()
    for block in upload.chunks(BLOCK):
        size += len(block)
        if size > most:  # what the sender said of its size may be untrue
            raise kind.too_large()
        digest.update(block)
        target.write(block)
    if not size:
        raise uploads.empty()
    target.flush()
    os.fsync(target.fileno())
    return Stored(digest.hexdigest(), size)


def settle(path: Path, sha256: str) -> None:
    """Move a received file to its final place, so that it survives a crash of the machine from here on. The same bytes
    that lie there already are replaced, and with them their age: what was just uploaded is not left over."""
    home = path_of(sha256)
    with moving(fcntl.LOCK_SH):
        home.parent.mkdir(parents=True, exist_ok=True)
        path.replace(home)
    for folder in (home.parent, home.parent.parent, home.parent.parent.parent):
        _sync(folder)


@contextmanager
def moving(how: int) -> Iterator[None]:
    """Hold the lock of the files' places: ``fcntl.LOCK_SH`` to move one in, ``fcntl.LOCK_EX`` to take one away."""
    with (Path(settings.DOCUMENTS_DIR) / "moves").open("a") as file:
        fcntl.flock(file, how)
        yield


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def path_of(sha256: str) -> Path:
    return Path(settings.DOCUMENTS_DIR) / place_of(sha256)


def place_of(sha256: str) -> str:
    """Return where it lies below DOCUMENTS_DIR."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def open_stored(sha256: str) -> BufferedReader:
    """Open a kept file for reading. Raises ``FileNotFoundError``."""
    return path_of(sha256).open("rb")


def is_intact(sha256: str) -> bool:
    """Whether the file is there and is still what it was."""
    try:
        with open_stored(sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False
