"""A command that has the keyboard: it alone reacts to a Ctrl-C, and this process waits for what it does about it."""

import signal
import subprocess
from collections.abc import Mapping


def run(command: list[str], *, environment: Mapping[str, str]) -> int:
    """Run a command to its end and return its exit code. SIGTERM is passed on to it."""
    with subprocess.Popen(command, env=environment) as process:
        before = [
            signal.signal(signal.SIGINT, lambda *_: None),
            signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
        ]
        code = process.wait()
    for each, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
        signal.signal(each, handler)
    return code
