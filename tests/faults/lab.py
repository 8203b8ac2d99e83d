"""A portal of its own: servers, worker and sweep below one folder, on free ports, to be broken.

It ends only processes that it has started itself.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
import redis

from tests.faults.count import Count, count_mails
from tools import ROOT, supervision
from tools.embedded import HOST, free_port
from tools.servers import Postgres, Valkey

SENDERS = 2  # processes of the worker
WEB_PROCESSES = 4


def wait_until(condition: Callable[[], object], *, seconds: float, what: str) -> None:
    """Raises AssertionError where ``what`` is hoped for in vain."""
    if not waited_for(condition, seconds=seconds):
        raise AssertionError(f"Waited {seconds} s in vain: {what}")


def waited_for(condition: Callable[[], object], *, seconds: float, every: float = 0.02) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def answers(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://{HOST}:{port}/account/login/", timeout=5) as page:
        return page.status == 200
    return False


class Lab:
    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.seed = seed
        self.chance = random.Random(seed)
        self.postgres = Postgres(folder / "postgres")  # durable: what is promised is promised to a disk
        self.valkey = Valkey(folder / "valkey")
        self.witness_port = free_port()
        self.accepted = folder / "accepted.jsonl"
        self.password_checks = folder / "password-checks"
        self.processes: dict[str, psutil.Popen] = {}
        self.ends_of_worker = 0

    # --- Start and end ---------------------------------------------------------------------------------------

    def open(self) -> None:
        self.postgres.start()
        self.valkey.start()
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=self.environment, check=True
        )
        witness = [str(self.witness_port), str(self.accepted), str(self.seed)]
        self.start("witness", sys.executable, "-m", "tests.faults.witness", *witness)

    def close(self) -> None:
        for name in [*self.processes]:
            self.kill(name)
        self.valkey.stop()
        self.postgres.stop()

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "WITNESS_PORT": str(self.witness_port),
            "PASSWORD_CHECKS": str(self.password_checks),
            "PORTAL_VAR": str(self.folder),
            "LOG_LEVEL": "WARNING",
        }

    def start(self, name: str, *command: str, **pipes: int) -> psutil.Popen:
        with self.log(name).open("a") as log:
            self.processes[name] = psutil.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                start_new_session=True,
                text=True,
                **{"stdout": log, "stderr": log, **pipes},
            )
        return self.processes[name]

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def kill(self, name: str) -> None:
        """SIGKILL for the process and all its children, at once."""
        process = self.processes.pop(name)
        for each in frozen_tree(process):
            end(each)
        process.wait(timeout=20)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()

    # --- The portal's own processes --------------------------------------------------------------------------

    def start_worker(self) -> None:
        command = supervision.commands(HOST, 0)["worker"]
        self.start("worker", *command, f"--concurrency={SENDERS}")
        wait_until(self.worker_listens, seconds=60, what="a worker that listens to the broker")

    def wait_for_worker(self) -> None:
        """Wait until the worker listens. One that has ended by itself is started again, as the supervisor of an
        installation does: Celery ends a worker whose child and broker die in the same moment."""
        wait_until(self.worker_listens_again, seconds=60, what="a worker that listens to the broker")

    def worker_listens_again(self) -> bool:
        if self.processes["worker"].poll() is not None:
            self.ends_of_worker += 1
            self.kill("worker")
            self.start_worker()
        return self.worker_listens()

    def start_web(self, application: str = "config.wsgi:application") -> int:
        """Start the web server, with four processes on however few cores, and return its port."""
        port = free_port()
        *command, _application = supervision.commands(HOST, port)["web"]
        command[command.index("--workers") + 1] = str(WEB_PROCESSES)
        self.start("web", *command, application)
        wait_until(lambda: answers(port), seconds=60, what="a web server that answers")
        return port

    def worker_listens(self) -> bool:
        with self.broker() as broker:
            return any(client["cmd"] == "brpop" for client in broker.client_list())

    def start_sweep(self) -> None:
        self.start("sweep", sys.executable, "manage.py", "sweep", "--every", "1")

    def senders(self) -> list[psutil.Process]:
        """Return the worker's processes that are in a conversation with the witness at this moment."""
        worker = self.processes["worker"]
        return [each for each in worker.children(recursive=True) if self.is_sending(each)]

    def is_sending(self, process: psutil.Process) -> bool:
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            return any(
                link.raddr and link.raddr.port == self.witness_port and link.status == psutil.CONN_ESTABLISHED
                for link in process.net_connections("tcp")
            )
        return False

    # --- Faults: each returns how much work in flight it met --------------------------------------------------

    def kill_worker_amid_work(self) -> int:
        """Kill the whole worker, wherever it is: frozen first, so that what it was at can be counted."""
        waited_for(self.senders, seconds=20)
        time.sleep(self.chance.uniform(0, 0.5))
        frozen_tree(self.processes["worker"])
        met = len(self.senders())
        self.kill("worker")
        self.start_worker()
        return met

    def kill_one_sender(self) -> int:
        """Kill one child of the worker, which lives on and starts another."""
        waited_for(self.senders, seconds=20)
        time.sleep(self.chance.uniform(0, 0.5))
        with frozen(self.processes["worker"]) as (_worker, *children):
            sending = [each for each in children if self.is_sending(each)]
            end(self.chance.choice(sending or children))
        return min(len(sending), 1)

    def flush_broker(self) -> int:
        with self.broker() as broker, broker.pipeline() as together:
            return sum(together.llen("celery").hlen("unacked").flushall().execute()[:2])

    def crash_broker(self, *, away: float = 0) -> int:
        """Kill the broker, and start it again, empty, after so many seconds."""
        met = self.nudges()
        self.valkey.stop(signal.SIGKILL)
        time.sleep(away)
        self.valkey.start()
        return met

    def crash_broker_for_a_while(self) -> int:
        return self.crash_broker(away=3)

    def nudges(self) -> int:
        """Return how many nudges the broker holds, waiting or in a worker's hands."""
        with self.broker() as broker:
            return broker.llen("celery") + broker.hlen("unacked")

    def broker(self) -> redis.Redis:
        return redis.Redis.from_url(self.valkey.url)


class Producer:
    """The process that does the acts, and its ledger."""

    def __init__(self, lab: Lab, prefix: str) -> None:
        self.lab, self.prefix = lab, prefix
        self.ledger = lab.folder / f"{prefix}.jsonl"
        module = [sys.executable, "-m", "tests.faults.producer"]
        self.process = lab.start(
            f"producer-{prefix}", *module, str(self.ledger), prefix, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def order(self, acts: int) -> None:
        """Have so many acts done, and do not wait for it."""
        self.process.stdin.write(f"{acts}\n")
        self.process.stdin.flush()

    def finish(self) -> None:
        """Wait until all that was ordered is done."""
        self.process.stdin.close()
        assert self.process.wait(timeout=120) == 0, self.lab.log(f"producer-{self.prefix}").read_text()

    def count(self) -> Count:
        return count_mails(self.ledger, self.lab.accepted, self.prefix)

    def count_when_all_is_found(self, *, seconds: float) -> Count:
        """Return the count as soon as nothing is missing, and after so many seconds as it then is."""
        waited_for(lambda: not self.count().lost, seconds=seconds, every=0.5)
        return self.count()


def frozen_tree(process: psutil.Process) -> list[psutil.Process]:
    """Stop a process, then its children, which are asked for now; return them all, the process first."""
    tree = [process]
    with suppress(psutil.NoSuchProcess):
        process.suspend()
        tree += process.children(recursive=True)
    for child in tree[1:]:
        with suppress(psutil.NoSuchProcess):
            child.suspend()
    return tree


@contextmanager
def frozen(process: psutil.Process) -> Iterator[list[psutil.Process]]:
    """Stop a process and its children for a while."""
    tree = frozen_tree(process)
    try:
        yield tree
    finally:
        for each in tree:
            with suppress(psutil.NoSuchProcess):
                each.resume()


def end(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()
