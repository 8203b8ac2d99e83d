"""A server process that lives on one folder: launched, found again, stopped."""

import os
import random
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil

from tools import Trouble

HOST = "127.0.0.1"
NOBODY = 65534
START_SECONDS = 60  # PostgreSQL may have a crash to recover from
# The servers' environment decides nothing: neither language nor zone of whoever starts them.
ENVIRONMENT = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


class Server(ABC):
    """One server on one folder. Starting it first ends, or cleans up after, what an earlier run left there."""

    title: str
    program: str
    gentle: signal.Signals  # the signal on which it ends in good order

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.log = self.folder / "log"
        self.port = free_port()  # kept from one start to the next: those who use the server know its address
        self._process: subprocess.Popen[str] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Return the address for those who use the server, password included."""

    @abstractmethod
    def start(self) -> None:
        """Start it and wait until it answers. Raises Trouble with the end of its log."""

    @abstractmethod
    def answers(self) -> bool: ...

    @contextmanager
    def running(self) -> Iterator[str]:
        """Start, yield the address, stop, also when the start is interrupted half-way."""
        if self.stop():
            print(f"An earlier run had left {self.title} running; it has been stopped.", flush=True)
        try:
            self.start()
            yield self.url
        finally:
            self.stop()

    def processes(self) -> list[psutil.Process]:
        """Return the server's process, or what is left of it where it was killed. A pid file, being stale at times,
        is not asked: the server is known by its command line, its orphaned children by their working directory."""
        running = [each for each in psutil.process_iter(["name", "cmdline"]) if each.info["name"] == self.program]
        return [each for each in running if str(self.folder) in (each.info["cmdline"] or [])] or [
            each for each in running if works_in(self.folder, each)
        ]

    def stop(self, how: signal.Signals | None = None) -> bool:
        """End the server with signal ``how`` (gently by default), at last by force; return whether it ran."""
        ran = False
        for attempt in (how or self.gentle, signal.SIGQUIT, signal.SIGKILL):
            found = self.processes()
            ran = ran or bool(found)
            if end(found, attempt, seconds=20) and not self.processes():
                break
        if self._process:
            self._process.wait()
        return ran

    def _launch(self, *command: str, stdin: str = "") -> None:
        """Start the server in a session of its own, out of reach of a Ctrl-C, and wait until it answers."""
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                as_owner_of(self.folder, *command),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=ENVIRONMENT,
                text=True,
                start_new_session=True,
            )
        if pipe := self._process.stdin:
            with suppress(BrokenPipeError), pipe:
                pipe.write(stdin)
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                end_of_log = "".join(self.log.read_text(errors="replace").splitlines(keepends=True)[-10:])
                raise Trouble(f"{self.title} did not start. The end of {self.log}:\n{end_of_log}")
            time.sleep(0.02)


def works_in(folder: Path, process: psutil.Process) -> bool:
    try:
        return process.cwd() == str(folder)
    except psutil.Error:
        return False


def end(processes: list[psutil.Process], how: signal.Signals, *, seconds: float) -> bool:
    """Send a signal to processes and return whether all have ended within so many seconds."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(how)
    deadline = time.monotonic() + seconds
    while not all(has_ended(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def has_ended(process: psutil.Process) -> bool:
    """Return whether a process has ended. Its parent may not have taken note yet; in a container it never may."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def as_owner_of(folder: Path, *command: str) -> list[str]:
    """Return ``command`` so that it does not run as root, which PostgreSQL refuses.

    The server then is whoever owns its folder. The one capability it keeps lets it walk through parent folders that
    are closed to others, so that their permissions can stay as they are.
    """
    if os.geteuid() != 0:
        return [*command]
    if not shutil.which("setpriv"):
        raise Trouble(
            "As root this needs the program setpriv (package util-linux): install it, or be an ordinary user."
        )
    owner = folder.stat()
    change = ["setpriv", f"--reuid={owner.st_uid}", f"--regid={owner.st_gid}", "--clear-groups"]
    keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return [*change, *keep, *command]


def make_private_folder(folder: Path) -> None:
    """Make a folder for its owner alone; what root makes belongs to nobody."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)


def keep_secret(path: Path, secret: str) -> str:
    """Return the secret kept in ``path``; the first time, ``secret`` is put there for the owner's eyes alone."""
    with suppress(FileExistsError), open(path, "x", opener=partial(os.open, mode=0o600)) as file:
        file.write(secret)
    return path.read_text()


def free_port() -> int:
    """Return a port that nobody listens on, below those that outgoing connections take by themselves."""
    for port in random.sample(range(20000, 32000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise Trouble("No free port was found between 20000 and 32000.")
