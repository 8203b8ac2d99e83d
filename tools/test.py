"""`make test` and `make faults`: all that a suite needs made ready, then pytest, whose closing line is the last."""

import os
import shlex
import sys

from tools import VAR, Trouble, assets, browser, foreground, lock, servers

SUITES = {
    # Coverage is judged on the whole suite alone, hence not where ARGS choose a part of it.
    "test": [f"--numprocesses={min(os.cpu_count() or 1, 4)}", "--cov"],
    "faults": ["-p", "no:xdist", "--override-ini=addopts=--strict-markers --strict-config -ra", "tests/faults"],
}


def main(suite: str = "test") -> int:
    """Run a suite and return pytest's exit code."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PORTAL_VAR": str(VAR / suite)}
    assets.build()
    if foreground.run([sys.executable, "-m", "tools.messages", "compile"], environment=environment):
        return 1
    if suite == "test":
        environment["CHROMIUM"] = browser.find_or_install()
    command = [sys.executable, "-m", "pytest", *arguments(suite, os.environ.get("ARGS", ""))]
    try:
        with lock.hold(VAR / suite), servers.running(VAR / suite, durable=suite != "test") as urls:
            return foreground.run(command, environment=environment | urls)
    except lock.Held:
        raise Trouble(f"make {suite} is running already in this folder: wait for it to end.") from None


def arguments(suite: str, chosen: str) -> list[str]:
    """Return pytest's arguments: the whole suite, or what the ARGS of the command line have chosen of it."""
    if suite == "test" and chosen.strip():
        return shlex.split(chosen)
    return [*SUITES[suite], *shlex.split(chosen)]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
