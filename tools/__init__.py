"""What a developer's machine needs: environment, servers, assets, the run, the tests. No room imports it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class Trouble(SystemExit):
    """A sentence for the person at the keyboard. Uncaught, it ends the command with that sentence and exit code 1."""
