import os

import pytest

from tools import Trouble, clean


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A clone after a run and a test: what was made lies beside what was written."""
    for folder in (".venv/bin", "build/static", "locale/zh_Hans/LC_MESSAGES", "registry/__pycache__", "var/postgres"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("var/lock", "registry/search.py", "locale/zh_Hans/LC_MESSAGES/django.mo"):
        (tmp_path / file).touch()
    monkeypatch.setattr(clean, "ROOT", tmp_path)
    monkeypatch.setattr(clean, "VAR", tmp_path / "var")
    return tmp_path


def test_cleaning_leaves_what_was_written_and_says_what_it_removed(root, capsys):
    clean.main()

    assert [path.name for path in root.rglob("*") if path.is_file()] == ["search.py"]
    assert capsys.readouterr().out.splitlines() == [
        "Removed .venv",
        "Removed build",
        "Removed var",
        "Removed locale/zh_Hans/LC_MESSAGES/django.mo",
    ]


def test_cleaning_refuses_while_a_server_that_was_left_behind_is_alive(root):
    (root / "var/postgres/postmaster.pid").write_text(f"{os.getpid()}\n")

    with pytest.raises(Trouble, match="PostgreSQL still runs in"):
        clean.main()

    assert (root / ".venv").exists()


def test_the_pid_file_of_a_server_that_is_gone_is_no_obstacle(root):
    (root / "var/postgres/postmaster.pid").write_text("99999999\n")

    clean.main()

    assert not (root / "var").exists()
