"""Set a receipt: ``python -m filings.typesetting SECONDS`` reads its contents as JSON and prints the PDF.

It runs as a process of its own, which may use so much memory and time and no more: a compiler within a web process
could be neither interrupted nor kept from its secrets. ``SECONDS`` since 1970 is the time that the PDF says it
was made, so that the same revision gives the same bytes. No file but the template and the fonts of a package is read.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

MEMORY = 2 * 1024 * 1024 * 1024  # bytes of addresses: the compiler reserves far more than it fills
SECONDS = 20  # of processor time
TEMPLATE = Path(__file__).with_name("receipt.typ")


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def typeset(contents: str, *, made_at: datetime) -> bytes:
    """Return the PDF, tagged for screen readers (PDF/UA-1). The texts in ``contents`` are data to the template."""
    import pylopdf_fonts_zh_cn
    import typst

    pdf = typst.compile(  # type: ignore[misc]  # its types want an output to tell those of the input
        TEMPLATE.read_bytes(),
        sys_inputs={"receipt": contents},
        font_paths=[str(pylopdf_fonts_zh_cn.sans_path().parent)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=made_at,
    )
    assert isinstance(pdf, bytes)  # noqa: S101  # for the checker of types: one page or many, a PDF is one file
    return pdf


if __name__ == "__main__":
    limit()
    given = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(typeset(given, made_at=datetime.fromtimestamp(int(sys.argv[1]), UTC)))
