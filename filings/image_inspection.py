"""What a picture is: a PNG or JPEG that decodes to its last row. Runs only in the process that inspection_process.py
limits."""

import struct
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image

from filings.inspection_process import MOST_PIXELS

PNG = b"\x89PNG\r\n\x1a\n"
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}  # markers of a JPEG that stand alone


def verdict(path: str) -> dict[str, Any]:
    """Return {"verdict"}: good, broken, polyglot, animated or bomb."""
    content = Path(path).read_bytes()
    try:
        with Image.open(path, formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > MOST_PIXELS:
                return {"verdict": "bomb"}
            if image.format == "PNG" and getattr(image, "n_frames", 1) > 1:
                return {"verdict": "animated"}
            image.load()
        end = end_of_png(content) if content.startswith(PNG) else end_of_jpeg(content)
    except (MemoryError, Image.DecompressionBombError):
        return {"verdict": "bomb"}
    except Exception:  # Pillow's readers raise whatever the damage makes of them
        return {"verdict": "broken"}
    if content[end:].strip(b"\0\t\n\f\r ") or zipfile.is_zipfile(path):
        return {"verdict": "polyglot"}
    return {"verdict": "good"}


def end_of_png(content: bytes) -> int:
    """Return where the chunk IEND ends. Raises ``struct.error`` where there is none."""
    place, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        place += length + 12
    return place


def end_of_jpeg(content: bytes) -> int:
    """Return where the marker of the end (EOI) stands, and two on. Between markers lie segments with their length, and
    after the start of a scan its data, in which an FF that is no marker is followed by 00. Raises ``struct.error``."""
    place = 2
    while True:
        mark, kind = struct.unpack_from("BB", content, place)
        if mark != 0xFF or kind == 0x00 or kind in WITHOUT_LENGTH or kind == 0xFF:
            found = content.find(b"\xff", place + 1)
            place = found if found != -1 else len(content)
        elif kind == 0xD9:
            return place + 2
        else:
            place += 2 + struct.unpack_from(">H", content, place + 2)[0]
