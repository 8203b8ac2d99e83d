"""`make check`: all checks, one after the other, each named with its outcome; a failure does not hide the next."""

import os
import sys
from pathlib import Path

from tools import VAR, Trouble, foreground, lock, servers

PYTHON = [sys.executable, "-m"]
CHECKS = {
    "format": [*PYTHON, "ruff", "format", "--check", "--quiet", "."],
    "lint": [*PYTHON, "ruff", "check", "--quiet", "."],
    "types": [*PYTHON, "mypy", "--no-error-summary"],
    "import contracts": [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"],
    "templates, format": [*PYTHON, "djlint", "--check", "templates"],
    "templates, lint": [*PYTHON, "djlint", "--lint", "--quiet", "templates"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": [*PYTHON, "tools.messages", "check"],
    "permissions page": [*PYTHON, "tools.permissions", "check"],
}


def main() -> int:
    with lock.hold(VAR / "check"), servers.running(VAR / "check", durable=False) as urls:
        environment = {**os.environ, **urls, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        failed = [name for name, command in CHECKS.items() if not passes(name, command, environment)]
    print(f"Failed: {', '.join(failed)}." if failed else f"All {len(CHECKS)} checks passed.")
    return bool(failed)


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    ok = foreground.run(command, environment=environment) == 0
    print(f"{name}: {'ok' if ok else 'FAILED'}", flush=True)
    return ok


if __name__ == "__main__":
    try:
        sys.exit(main())
    except lock.Held:
        raise Trouble("make check is running already in this folder: wait for it to end.") from None
