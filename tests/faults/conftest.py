import os
import random

import pytest

from tests.faults.lab import Lab

# The figures of every change are small; SOAK=1 asks for the large ones.
SOAK = os.environ.get("SOAK") == "1"
SEED = int(os.environ.get("SEED") or random.randrange(1_000_000))
reports: list[str] = []


@pytest.fixture
def report():
    """Say how a run went, in the closing lines."""
    return reports.append


@pytest.fixture
def figures():
    """How many mails, and rounds of faults, to go through."""
    return {"mails": 2000, "rounds": 10} if SOAK else {"mails": 200, "rounds": 2}


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    lab = Lab(tmp_path_factory.mktemp("lab"), SEED)
    try:
        lab.open()
        yield lab
    finally:
        lab.close()


@pytest.fixture(autouse=True)
def processes_of_the_test(lab):
    """A test begins with the servers and the witness alone."""
    before = set(lab.processes)
    yield
    for name in set(lab.processes) - before:
        lab.kill(name)


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("faults")
    terminalreporter.write_line(f"SEED={SEED}" + (" SOAK=1" if SOAK else ""))
    for line in reports:
        terminalreporter.write_line(line)
