"""Look into a PDF: ``python -m filings.pdf_inspection FILE`` prints "good", "encrypted" or "broken".

It runs as a process of its own, which may use so much memory and time and no more, and write nothing: a file can be
made to fill the memory of whoever opens it. So nothing here is imported where pages are made.
"""

import resource
import sys

MEMORY = 512 * 1024 * 1024  # bytes
SECONDS = 10  # of processor time


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def verdict(path: str) -> str:
    """Return what the file is. One that opens without a password and is encrypted still cannot be copied from or
    printed at will, which the office must."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                return "encrypted"
            return "good" if len(pdf.pages) else "broken"
    except pikepdf.PasswordError:
        return "encrypted"
    except Exception:  # qpdf raises more than PdfError on a damaged file; whichever it is, the file does not open
        return "broken"


if __name__ == "__main__":
    limit()
    print(verdict(sys.argv[1]))
