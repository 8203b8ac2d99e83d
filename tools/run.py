"""`make run`: everything that a first visit needs, started, shown, and stopped again."""

import errno
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from tools import VAR, Trouble, assets, leftovers, lock, servers
from tools.embedded import keep_secret
from tools.supervision import commands, supervise

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ANSWER_SECONDS = 120
EVERYWHERE = "0.0.0.0"  # noqa: S104 - where HOST asks for it


def main() -> None:
    leftovers.mark_what_follows()
    for each in STOP_SIGNALS:
        signal.signal(each, stop_once)
    host, port = place(os.environ)
    address = f"http://{host.replace(EVERYWHERE, '127.0.0.1')}:{port}"
    try:
        with lock.hold(VAR, note=address), leftovers.ended():
            run(host, port, address)
    except lock.Held as held:
        raise Trouble(f"make run is running already, at {held}; Ctrl-C there stops it.") from None
    except KeyboardInterrupt:
        pass
    print("Everything is stopped.")


def stop_once(*_: object) -> None:
    """End the run at the first Ctrl-C. Those that follow must not cut the stopping short."""
    for each in STOP_SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


def run(host: str, port: int, address: str) -> None:
    if leftovers.end_all():
        print("An earlier run had left processes running; they have been stopped.", flush=True)
    refuse_port_in_use(host, port)
    assets.build()
    step("Compiling the messages", "-m", "tools.messages", "compile")
    print("Starting PostgreSQL and Valkey", flush=True)
    with servers.running(VAR) as urls, leftovers.ended():
        environment = {**os.environ, **settings(address), **urls}
        note_for_manage(environment)
        screen = VAR / "welcome.txt"
        step("Preparing the portal", "-m", "tools.prepare", address, str(screen), environment=environment)
        threading.Thread(target=print_when_answering, args=(host, port, screen), daemon=True).start()
        supervise(commands(host, port), environment=environment)


def note_for_manage(environment: Mapping[str, str]) -> None:
    """Write down what manage.py reads when somebody types it by hand beside the run."""
    target = VAR / "environment"
    target.touch(mode=0o600)  # the passwords of the servers stand in it
    target.write_text("".join(f"{name}={environment[name]}\n" for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL")))


def place(environment: Mapping[str, str]) -> tuple[str, int]:
    """Return host and port to listen on. Raises Trouble for a PORT that is none."""
    port = environment.get("PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Trouble(f"PORT must be a number from 1 to 65535, not {port!r}: try PORT=9000 make run.")
    return environment.get("HOST") or "127.0.0.1", int(port)


def refuse_port_in_use(host: str, port: int) -> None:
    """Raises Trouble where the port cannot be listened on: better now than after the long work."""
    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        reason = "in use by another program" if error.errno == errno.EADDRINUSE else error.strerror
        other = 9001 if port == 9000 else 9000
        raise Trouble(f"Port {port} on {host}: {reason}. Choose another, for example PORT={other} make run.") from None


def settings(address: str) -> dict[str, str]:
    """Return what config.settings.local asks of the environment, the servers' addresses apart."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "PORTAL_VAR": str(VAR),
        "PORTAL_URL": address,
        "SECRET_KEY": keep_secret(VAR / "secret-key", secrets.token_urlsafe(50)),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        "PYTHONUNBUFFERED": "1",
    }


def step(title: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
    """Run a Python command to its end, out of reach of a Ctrl-C but killed with this one; its failure ends the run."""
    print(title, flush=True)
    command = [sys.executable, *arguments]
    if subprocess.run(command, env=environment, start_new_session=True, check=False).returncode:
        raise Trouble(f"{title} failed; the reason stands above.")


def print_when_answering(host: str, port: int, screen: Path) -> None:
    """Print the screen once the first page answers; if it never does, say so and leave the rest to be looked at."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection(host, port, timeout=10)
            connection.request("GET", "/")
            if connection.getresponse().status < 500:
                print(screen.read_text(), flush=True)
                return
        except OSError:
            pass
        time.sleep(0.1)
    print(f"The first page does not answer after {ANSWER_SECONDS} s. Ctrl-C stops everything.", flush=True)


if __name__ == "__main__":
    main()
