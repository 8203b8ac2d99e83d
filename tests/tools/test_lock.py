import os
import signal
import subprocess
import sys

import pytest

from tools import ROOT, Trouble, lock

HOLD = """
import sys, time
from pathlib import Path
from tools import lock
with lock.hold(Path(sys.argv[1]), note="http://127.0.0.1:8000"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the folder."""
    command = [sys.executable, "-c", HOLD, tmp_path]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_folder_that_is_held_says_by_whom(tmp_path, holder):
    with pytest.raises(lock.Held) as held, lock.hold(tmp_path):
        pass
    assert str(held.value) == "http://127.0.0.1:8000"


def test_the_lock_of_a_killed_process_is_not_in_the_way(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()

    with lock.hold(tmp_path, note="mine"):
        assert (tmp_path / "lock").read_text() == "mine"


def test_a_folder_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with lock.hold(tmp_path / "var"):
            pass


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")

    with pytest.raises(Trouble, match=r"var cannot be written \(File exists\): give it to yourself or remove it"):
        lock.hold(tmp_path / "var").__enter__()


def test_a_folder_closed_to_writing_is_said_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere

    with pytest.raises(Trouble, match=r"cannot be written \(it belongs to somebody else"):
        lock.hold(tmp_path).__enter__()
