import os
import signal
import socket
import subprocess
import sys

import psutil
import pytest

from tools import ROOT, Trouble, leftovers, run
from tools import test as suites

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_the_run_listens_on_loopback_at_port_8000_unless_told_otherwise():
    assert run.place({}) == ("127.0.0.1", 8000)
    assert run.place({"PORT": "9000", "HOST": "192.0.2.1"}) == ("192.0.2.1", 9000)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(Trouble, match="PORT must be a number from 1 to 65535"):
        run.place({"PORT": port})


def test_a_port_in_use_is_named_with_the_way_to_choose_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Trouble) as trouble:
            run.refuse_port_in_use("127.0.0.1", port)

    assert str(trouble.value) == (
        f"Port {port} on 127.0.0.1: in use by another program. Choose another, for example PORT=9000 make run."
    )


def test_a_free_port_passes():
    with socket.create_server(("127.0.0.1", 0)) as briefly:
        port = briefly.getsockname()[1]

    run.refuse_port_in_use("127.0.0.1", port)


def test_ending_the_leftovers_ends_what_carries_the_mark_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers, "ROOT", tmp_path)  # a run of this very folder is not for a test to end
    clean = {name: value for name, value in os.environ.items() if name != leftovers.MARK}
    ours = subprocess.Popen(SLEEP, env=clean | {leftovers.MARK: str(tmp_path)})
    another_folder = subprocess.Popen(SLEEP, env=clean | {leftovers.MARK: "/elsewhere"})
    unmarked = subprocess.Popen(SLEEP, env=clean)

    assert leftovers.end_all()

    assert (ours.wait(), another_folder.poll(), unmarked.poll()) == (-signal.SIGTERM, None, None)
    for process in (another_folder, unmarked):
        process.kill()
        process.wait()


def supervised(**commands):
    """Supervise Python snippets in a process of their own."""
    processes = {name: [sys.executable, "-uc", code] for name, code in commands.items()}
    code = (
        f"import os; from tools import supervision; supervision.supervise({processes!r}, environment=dict(os.environ))"
    )
    return subprocess.Popen(
        [sys.executable, "-uc", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def number_in(line):
    return int(line.rpartition(" ")[2])


def test_a_process_that_ends_by_itself_is_named_and_takes_the_others_with_it():
    with supervised(
        steady="import os, time; print('number', os.getpid()); time.sleep(60)",
        faulty="import time; time.sleep(1); raise SystemExit(3)",
    ) as supervisor:
        output, errors = supervisor.communicate(timeout=30)

    steady = next(number_in(line) for line in output.splitlines() if "| number" in line)
    assert not psutil.pid_exists(steady)
    assert errors == "faulty stopped (rc=3): so everything was stopped. Its own words stand above.\n"
    assert supervisor.returncode == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_asked_to_stop_ends_well(how):
    with supervised(steady="import os, time; print('number', os.getpid()); time.sleep(60)") as supervisor:
        steady = next(number_in(line) for line in supervisor.stdout if "| number" in line)
        supervisor.send_signal(how)
        supervisor.send_signal(how)
        _, errors = supervisor.communicate(timeout=30)

    assert not psutil.pid_exists(steady)
    assert (supervisor.returncode, errors) == (0, "")


def test_coverage_is_judged_on_the_whole_suite_only():
    assert "--cov" in suites.arguments("test", "")
    assert suites.arguments("test", "-k 'one or two' tests/registry") == ["-k", "one or two", "tests/registry"]


def test_the_fault_tests_run_one_at_a_time_and_take_arguments():
    assert suites.arguments("faults", "-x")[:2] == ["-p", "no:xdist"]
    assert suites.arguments("faults", "-x")[-2:] == ["tests/faults", "-x"]
