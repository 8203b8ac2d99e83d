"""One command at a time in one folder."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import Trouble


class Held(Exception):
    """Another living process holds the folder; the message is the note it left."""


@contextmanager
def hold(folder: Path, *, note: str = "") -> Iterator[None]:
    """Hold ``folder``, made if need be, for this process alone.

    The kernel lets go when the process ends, however it ends, so the lock is never stale; forked children do not
    inherit it. Raises Held, or Trouble where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "it belongs to somebody else or is closed to writing")
        file = (folder / "lock").open("a+")
    except OSError as error:
        raise Trouble(f"{folder} cannot be written ({error.strerror}): give it to yourself or remove it.") from None
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Held(file.read()) from None
        file.truncate(0)
        file.write(note)
        file.flush()
        yield
