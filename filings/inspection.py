"""Having a look into a PDF taken, by another process: see pdf_inspection.py."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

from filings import uploads

PATIENCE = 30  # seconds, waiting for the processor included


def inspect(path: Path) -> None:
    """Raise ``uploads.DocumentRefused`` unless the file at ``path`` is a PDF that opens without a password."""
    with path.open("rb") as file:
        if file.read(5) != b"%PDF-":  # at byte 0: readers find it further on too, behind some other kind of file
            raise uploads.no_pdf()
    match look_into(path):
        case "good":
            return
        case "encrypted":
            raise uploads.encrypted()
        case "broken":
            raise uploads.broken()
    raise uploads.slow()


def look_into(path: Path) -> str:
    """Return the verdict of the other process; an empty text where it was stopped at a limit."""
    try:
        answer = subprocess.run(  # noqa: S603  # our own module, and a path of our own making
            [sys.executable, "-m", "filings.pdf_inspection", str(path.resolve())],
            cwd=settings.BASE_DIR,
            env={},  # no secret of ours is within reach of what a file may do to its reader
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return answer.stdout.strip()
