"""A conversation with clamd, the daemon of ClamAV: INSTREAM of its manual clamd(8), as of version 1.4.

There is a library, clamd, which has had no release since 2014 and sets no limit of time.
"""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

BLOCK = 256 * 1024  # bytes
PATIENCE = 20  # seconds for each step


class NoAnswer(Exception):
    """The scanner is away, or could not scan the file."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def virus_in(file: BinaryIO) -> str:
    """Return the name of the virus that clamd finds in ``file``; an empty text where it finds none. Raises
    ``NoAnswer``."""
    try:
        with connection() as clamd:
            clamd.sendall(b"zINSTREAM\0")
            while block := file.read(BLOCK):
                clamd.sendall(struct.pack(">I", len(block)) + block)
            clamd.sendall(struct.pack(">I", 0))
            answer = b"".join(iter(lambda: clamd.recv(4096), b""))
    except OSError as error:
        raise NoAnswer(str(error)) from error
    return read(answer.rstrip(b"\0").decode("utf-8", "replace").strip())


def connection() -> socket.socket:
    """Connect to ``settings.CLAMD``, the path of a socket or ``host:port``."""
    if not settings.CLAMD.startswith("/"):
        host, _colon, port = settings.CLAMD.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(PATIENCE)
    try:
        clamd.connect(settings.CLAMD)
    except OSError:
        clamd.close()
        raise
    return clamd


def read(answer: str) -> str:
    """``stream: OK``, ``stream: Eicar-Test-Signature FOUND``; whatever else is no verdict."""
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise NoAnswer(answer)
