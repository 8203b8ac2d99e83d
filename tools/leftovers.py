"""Every process of a run carries its mark in the environment: so all of them can be found, and nothing else."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tools import ROOT
from tools.embedded import end

MARK = "PORTAL_RUN"


def mark_what_follows() -> None:
    """Let every process started from now on carry the mark. The Makefile sets it already, so that forks do as well."""
    os.environ[MARK] = str(ROOT)


def marked() -> list[psutil.Process]:
    """Return the living processes of this or an earlier run, this one left out."""
    return [
        process
        for process in psutil.process_iter(["environ"])
        if (process.info["environ"] or {}).get(MARK) == str(ROOT) and process.pid != os.getpid()
    ]


def end_all() -> bool:
    """End the processes of the run: gently, and after 10 s by force. Return whether there were any."""
    found = marked()
    if not end(found, signal.SIGTERM, seconds=10):
        end(marked(), signal.SIGKILL, seconds=10)
    return bool(found)


@contextmanager
def ended() -> Iterator[None]:
    """On leaving, whatever the reason, the processes of the run have ended."""
    try:
        yield
    finally:
        end_all()
