"""Having a look into a file taken, by another process: see inspection_process.py."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from filings import uploads

PATIENCE = 10  # seconds, with the start of that process: no page takes longer


class Facts(NamedTuple):
    """What was read of a PDF: the number of its pages and the text on them."""

    pages: int
    text: str


def inspect(path: Path, kind: uploads.Kind) -> Facts | None:
    """Return the facts of the PDF at ``path``, None of an image. Raises ``uploads.DocumentRefused`` unless it is a good
    one of its ``kind``."""
    with path.open("rb") as file:
        if not file.read(8).startswith(kind.beginnings):
            raise kind.refusal("kind")
    found = look_into(path, kind)
    if found["verdict"] != "good":
        raise kind.refusal(found["verdict"])
    return Facts(found["pages"], fit_to_keep(found["text"])) if "text" in found else None


def look_into(path: Path, kind: uploads.Kind) -> Mapping[str, Any]:
    """Return the answer of the other process; "stopped" where it gave none."""
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "filings.inspection_process"],
            cwd=settings.BASE_DIR,
            env={},  # no secret of ours is within reach of what a file may do to its reader
            input=f"{kind.key} {path.resolve()}\n",
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return json.loads(answer.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {"verdict": "stopped"}


def fit_to_keep(text: str) -> str:
    """Return the text without what the database does not store: NULs, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
