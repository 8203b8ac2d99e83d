"""The process that looks into files, so that what makes pages does not: a file can be made to fill the memory of
whoever opens it, or to have its way with them.

    python -m filings.inspection_process      reads lines "pdf PATH" or "image PATH", answers each with a line of JSON

For each file it forks a process that may use so much memory and time and no more, and write nothing. The answer is
the verdict with its facts (see pdf_inspection.py), {"verdict": "stopped"} where a limit or a crash ended that process,
and with it "memory", the most that it held (bytes).
"""

import json
import os
import resource
import signal
import sys
from typing import Any, NoReturn

MEMORY = 512 * 1024 * 1024  # bytes of address space
SECONDS = 5  # of processor time; a PDF of 500 full pages takes 2
PATIENCE = 8  # seconds by the clock
MOST_PAGES = 500  # of a PDF
MOST_PIXELS = 40_000_000  # of an image; decoded, they take 160 MB


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.alarm(PATIENCE)  # unhandled, it ends the process


def look(kind: str, path: str) -> dict[str, Any]:
    """Look into the file in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _answer(kind, path, writing)
    os.close(writing)
    with open(reading) as answer:
        said = answer.read()
    _pid, status, used = os.wait4(child, 0)
    found = json.loads(said) if status == 0 else {"verdict": "stopped"}
    return found | {"memory": used.ru_maxrss * 1024}


def _answer(kind: str, path: str, writing: int) -> NoReturn:
    """Write the verdict and end, whatever happens: the loop that reads further files is another process's."""
    try:
        limit()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries complain of is not for our log
        with open(writing, "w") as answer:
            json.dump(verdict(kind, path), answer)
        os._exit(0)
    finally:
        os._exit(1)


def verdict(kind: str, path: str) -> dict[str, Any]:
    from filings import image_inspection, pdf_inspection

    return {"pdf": pdf_inspection, "image": image_inspection}[kind].verdict(path)


def main() -> None:
    import filings.image_inspection
    import filings.pdf_inspection  # noqa: F401  # once, and not in each process

    for line in sys.stdin:
        print(json.dumps(look(*line.rstrip("\n").split(" ", 1))), flush=True)


if __name__ == "__main__":
    main()
