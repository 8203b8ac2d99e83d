"""The four processes of the portal under one supervisor."""

import os
import shlex
import signal
import sys

from honcho.manager import Manager
from honcho.printer import Message, Printer

from tools import VAR, Trouble

ASKED_TO_STOP = (128 + signal.SIGINT, 128 + signal.SIGTERM)


def commands(host: str, port: int) -> dict[str, list[str]]:
    """Return the processes by name. Each is quiet unless something is wrong, so that the screen stays in sight."""
    as_root_is_well = "ignore:You're running the worker with superuser privileges:UserWarning"
    celery = [sys.executable, "-W", as_root_is_well, "-m", "celery", "--quiet", "-A", "config"]
    granian = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {
        "web": [*granian, "--workers", str(cores), "--blocking-threads", "1", "config.wsgi:application"],
        "worker": [*celery, "worker", "--loglevel", "WARNING", "--without-mingle", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile=", "--schedule", str(VAR / "beat-schedule")],
        "sweep": [sys.executable, "manage.py", "sweep", "--every", "10"],
    }


class Console(Printer):
    """Prints the lines of all processes, and remembers which of them was the first to stop."""

    first_stop = ""

    def write(self, message: Message) -> None:
        if message.name == "system" and " stopped (rc=" in message.data and not self.first_stop:
            self.first_stop = message.data.strip()
        super().write(message)


def supervise(processes: dict[str, list[str]], *, environment: dict[str, str]) -> None:
    """Run the processes until Ctrl-C or SIGTERM. Raises Trouble when one of them stops by itself; the others then
    have been stopped too."""
    console = Console(sys.stdout)
    manager = Manager(console)
    for name, command in processes.items():
        manager.add_process(name, f"exec {shlex.join(command)}", env=environment)
    try:
        manager.loop()
    except KeyError:  # honcho: a signal came before each process had reported its number
        return
    if manager.returncode not in ASKED_TO_STOP:
        raise Trouble(f"{console.first_stop}: so everything was stopped. Its own words stand above.")
