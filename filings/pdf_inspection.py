"""What a PDF is, told by two readers: qpdf (pikepdf), which minds its structure, and PDFium (pypdfium2), the reader of
the browsers that the office uses. Runs only in the process that inspection_process.py limits.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from filings.inspection_process import MOST_PAGES

MOST_TEXT = 200_000  # characters
MOST_INFLATED = 256 * 1024 * 1024  # bytes of one stream; a page of A3 at 600 dpi in colour has 208 MB
MOST_PIXELS = 200_000_000  # of one image
BLOCK = 1024 * 1024  # bytes
TAIL = 64 * 1024  # bytes
# These code pictures, whose size is told beside them, and do not swell otherwise.
OF_PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode", "/CCF"}
FLATE = {"/FlateDecode", "/Fl"}


def verdict(path: str) -> dict[str, Any]:
    """Return {"verdict"}: good, broken, encrypted, polyglot, long or bomb; of a good one "pages" and "text" too.

    A file whose table has to be guessed is broken: two readers may see two documents in it. One that opens without a
    password and is encrypted still cannot be copied from or printed at will, which the office must.
    """
    if found := verdict_on_end(Path(path)):
        return {"verdict": found}
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            if found := verdict_on(pdf):
                return {"verdict": found}
            pages = len(pdf.pages)
        return {"verdict": "good", "pages": pages, "text": text_of(path)}
    except pikepdf.PasswordError:
        return {"verdict": "encrypted"}
    except MemoryError:
        return {"verdict": "bomb"}
    except Exception:  # qpdf raises more than PdfError on a damaged file; whichever it is, the file does not open
        return {"verdict": "broken"}


def verdict_on_end(path: Path) -> str:
    """Nothing but white space may follow the last ``%%EOF``. An update that a reader has appended, such as a
    signature, ends in one of its own; a file of another kind does not, or is a ZIP, which is read from its end."""
    if zipfile.is_zipfile(path):
        return "polyglot"
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        _before, mark, after = file.read().rpartition(b"%%EOF")
    if not mark:
        return "broken"  # cut off, or filled up with what is none of it
    return "polyglot" if after.strip(b"\0\t\n\f\r ") else ""


def verdict_on(pdf: pikepdf.Pdf) -> str:
    if pdf.is_encrypted:
        return "encrypted"
    if not (pages := len(pdf.pages)):
        return "broken"
    if pages > MOST_PAGES:
        return "long"
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    if any(swells(stream) for stream in streams):
        return "bomb"
    return "broken" if any("deeply nested" in warning for warning in map(str, pdf.get_warnings())) else ""


def swells(stream: pikepdf.Stream) -> bool:
    """Whether it would take more memory than a document may: see the limits above."""
    width, height = (number(stream.get(name)) for name in ("/Width", "/Height"))
    if width * height > MOST_PIXELS:
        return True
    filters = names_in(stream.get("/Filter"))
    packed = [each for each in filters if each not in OF_PICTURES]
    if not packed:
        return False
    if len(packed) == len(filters) and FLATE.issuperset(packed):
        return is_more(inflated(stream.read_raw_bytes(), len(packed)), MOST_INFLATED)
    if len(packed) == len(filters):
        return len(stream.read_bytes()) > MOST_INFLATED  # MemoryError where it is far more
    return FLATE.issuperset(packed[:1]) and is_more(inflated(stream.read_raw_bytes(), 1), MOST_INFLATED)


def number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def names_in(filters: Any) -> list[str]:
    if filters is None:
        return []
    return [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def inflated(packed: bytes, times: int) -> Iterator[bytes]:
    """Yield the blocks of what was deflated so many times, and never hold more of it than a block for each."""
    blocks: Iterable[bytes] = [packed]
    for _time in range(times):
        blocks = _inflated(blocks)
    yield from blocks


def _inflated(blocks: Iterable[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj()
    try:
        for block in blocks:
            while block and not unpacking.eof:
                yield unpacking.decompress(block, BLOCK)
                block = unpacking.unconsumed_tail
    except zlib.error:
        return  # readers show what came before the damage


def is_more(blocks: Iterable[bytes], most: int) -> bool:
    size = 0
    for block in blocks:
        size += len(block)
        if size > most:
            return True
    return False


def text_of(path: str) -> str:
    """Return what can be read on the pages, up to MOST_TEXT characters; nothing of a scan."""
    text = ""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            text += page.get_textpage().get_text_bounded() + "\n"
            page.close()
            if len(text) > MOST_TEXT:
                break
    return text[:MOST_TEXT].strip()
