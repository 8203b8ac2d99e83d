"""Make .venv from the locked requirements, or make it again where it is half-installed or out of date.

Run by the Makefile with the system's own Python, so this module uses the standard library alone.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
    sys.exit("Python 3.11 or later is needed, not " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 run")

import fcntl
import hashlib
import importlib.util
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "development.txt"


def stamp_for(lock: bytes, *, venv: Path, python: tuple[int, int]) -> str:
    """Return what the finished environment is marked with. Its own path is part of it: one that was moved is broken."""
    return f"{hashlib.sha256(lock).hexdigest()}\nPython {python[0]}.{python[1]}\n{venv}\n"


def reason_to_build(venv: Path, stamp: str) -> str | None:
    """Say why the environment in ``venv`` has to be made, or return None when it stands as ``stamp`` wants it."""
    if not venv.exists():
        return "There is no .venv yet"
    found = venv / "stamp"
    if not found.exists() or not (venv / "bin" / "python").exists():
        return "The .venv is half-installed"
    if found.read_text() != stamp:
        return "The .venv is out of date"
    return None


def build(venv: Path, lock: Path, stamp: str) -> None:
    """Make the environment anew. The stamp is written last, so whatever interrupts leaves it half-installed."""
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python cannot make virtual environments: on Debian and Ubuntu run apt-get install python3-venv.")
    subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", venv], check=True)
    pip = [
        str(venv / "bin" / "python"),
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--require-hashes",
    ]
    subprocess.run([*pip, "--requirement", str(lock)], check=True)
    (venv / "stamp").write_text(stamp)


def main() -> None:
    with LOCK.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of two commands started at once, the second waits for the first
        stamp = stamp_for(lock.read(), venv=VENV, python=sys.version_info[:2])
        if not (reason := reason_to_build(VENV, stamp)):
            return
        print(f"{reason}: installing the locked packages with Python {sys.version.split()[0]}.", flush=True)
        started = time.monotonic()
        try:
            build(VENV, LOCK, stamp)
        except KeyboardInterrupt:
            sys.exit("Stopped while installing; the next make takes it up again.")
        except subprocess.CalledProcessError:
            sys.exit("The packages could not be installed; the reason stands above. The next make tries again.")
        print(f"The .venv is ready after {time.monotonic() - started:.0f} s.", flush=True)


if __name__ == "__main__":
    main()
