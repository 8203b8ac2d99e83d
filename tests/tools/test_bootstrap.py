from pathlib import Path

import pytest

from tools import bootstrap

VENV = Path("/home/somebody/portal/.venv")


@pytest.fixture
def venv(tmp_path):
    """An environment as it stands after an installation that went to its end."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    (tmp_path / "stamp").write_text("as wanted")
    return tmp_path


def test_a_finished_environment_is_left_alone(venv):
    assert bootstrap.reason_to_build(venv, "as wanted") is None


def test_a_missing_environment_is_made(tmp_path):
    assert bootstrap.reason_to_build(tmp_path / "none", "as wanted") == "There is no .venv yet"


@pytest.mark.parametrize("missing", ["stamp", "bin/python"])
def test_a_half_installed_environment_is_made_again(venv, missing):
    (venv / missing).unlink()

    assert bootstrap.reason_to_build(venv, "as wanted") == "The .venv is half-installed"


def test_an_environment_whose_python_was_removed_is_made_again(venv):
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to("/nowhere/python3")

    assert bootstrap.reason_to_build(venv, "as wanted") == "The .venv is half-installed"


def test_an_environment_of_other_requirements_is_made_again(venv):
    assert bootstrap.reason_to_build(venv, "something newer") == "The .venv is out of date"


def test_the_stamp_knows_the_lock_the_python_and_the_place():
    stamp = bootstrap.stamp_for(b"django==5.2", venv=VENV, python=(3, 11))

    others = {
        bootstrap.stamp_for(b"django==5.3", venv=VENV, python=(3, 11)),
        bootstrap.stamp_for(b"django==5.2", venv=VENV, python=(3, 12)),
        bootstrap.stamp_for(b"django==5.2", venv=VENV.with_name("moved"), python=(3, 11)),
    }
    assert len(others | {stamp}) == 4
    assert stamp == bootstrap.stamp_for(b"django==5.2", venv=VENV, python=(3, 11))


def test_a_python_without_ensurepip_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        bootstrap.build(tmp_path, tmp_path / "lock.txt", "stamp")
