"""Whether a password is on a list of breached ones: a file on this machine. Nobody is contacted."""

import hashlib
from pathlib import Path
from typing import BinaryIO

HEX = 40  # digits of a SHA-1


def is_listed(password: str, file: Path) -> bool:
    """Whether the SHA-1 of ``password`` is in ``file``, lines of ``HASH`` or ``HASH:count`` in the order of the hashes
    (as haveibeenpwned.com offers its list for download). About forty short reads in a file of any size.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, file.stat().st_size
        while low < high:
            middle = (low + high) // 2
            found = _hash_from(lines, middle)
            if found and found < wanted:
                low = middle + 1
            else:
                high = middle
        return _hash_from(lines, low) == wanted


def _hash_from(lines: BinaryIO, place: int) -> bytes:
    """The hash of the first line that begins at ``place`` or after it; empty after the last."""
    lines.seek(max(place - 1, 0))
    if place:
        lines.readline()
    return lines.readline()[:HEX].upper()
