"""`make clean`: remove what the other commands have made. Standard library alone, as .venv may be broken or gone."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

from tools import ROOT, VAR, Trouble, lock

MADE = [".venv", "node_modules", "build", "var", "test-results", ".coverage"]
MADE += [".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"]


def main() -> None:
    with ExitStack() as stack:
        for folder in [path.parent for path in (VAR / "lock", *VAR.glob("*/lock")) if path.exists()]:
            refuse_server_left_running(folder)
            try:
                stack.enter_context(lock.hold(folder))
            except lock.Held:
                raise Trouble(f"A command is at work in {folder}: stop it first.") from None
        for path in [ROOT / name for name in MADE] + [*ROOT.glob("locale/*/*/*.mo"), *ROOT.glob("*/**/__pycache__")]:
            remove(path)


def refuse_server_left_running(folder: Path) -> None:
    """A killed command leaves its PostgreSQL alive: its files are not for taking away, and the next start stops it."""
    pid_file = folder / "postgres" / "postmaster.pid"
    if pid_file.exists() and is_alive(int(pid_file.read_text().split()[0])):
        raise Trouble(f"PostgreSQL still runs in {folder}: start the command that was killed once more, and end it.")


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
    else:
        return
    if "__pycache__" not in path.parts:
        print(f"Removed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
