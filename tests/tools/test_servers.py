"""Real servers in a temporary folder. They know nothing of Django's database, nor of the servers of the suite."""

import os
import signal
import socket
import stat
import subprocess
import sys

import psycopg
import pytest
import redis

from tools import ROOT, Trouble, servers
from tools.embedded import has_ended
from tools.servers import Postgres, Valkey

LEAVE_RUNNING = """
import os, signal, sys
from pathlib import Path
from tools import servers
with servers.running(Path(sys.argv[1]), durable=False):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def no_servers_named_by_the_environment(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "a folder with a space, a $sign and a 'quote'"


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()


def test_both_servers_answer_while_running_and_are_gone_afterwards(folder):
    postgres, valkey = Postgres(folder / "postgres", durable=False), Valkey(folder / "valkey")

    with postgres.running() as database_url, valkey.running() as redis_url:
        assert ask(database_url, "SELECT current_database()") == ("portal",)
        with redis.Redis.from_url(redis_url) as client:
            assert client.ping()

    assert (postgres.processes(), valkey.processes()) == ([], [])


def test_data_is_kept_from_one_start_to_the_next(folder):
    with servers.running(folder, durable=False) as urls, psycopg.connect(urls["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")

    with servers.running(folder, durable=False) as urls:
        assert ask(urls["DATABASE_URL"], "SELECT answer FROM kept") == (42,)


def test_the_database_speaks_builtin_c_utf8_whatever_the_environment_says(folder, monkeypatch):
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.setenv(name, "zh_CN.GB18030")

    with Postgres(folder, durable=False).running() as url:
        found = ask(
            url,
            "SELECT datlocprovider, datlocale, datctype, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = current_database()",
        )
    assert found == ("b", "C.UTF-8", "C.UTF-8", "UTF8")


@pytest.mark.parametrize(("durable", "setting"), [(True, "on"), (False, "off")])
def test_only_tests_give_up_durability(folder, durable, setting):
    with Postgres(folder, durable=durable).running() as url:
        found = ask(url, "SELECT current_setting('fsync'), current_setting('synchronous_commit')")
    assert found == (setting, setting)


def test_the_servers_listen_on_loopback_alone_and_ask_for_a_password(folder):
    with servers.running(folder, durable=False) as urls:
        found = ask(
            urls["DATABASE_URL"],
            "SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories')",
        )
        assert found == ("127.0.0.1", "")
        host, _, port = urls["DATABASE_URL"].partition("@")[2].partition("/")[0].partition(":")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=host, port=port, user="portal", password="guessed", dbname="portal")
        stranger = redis.Redis.from_url("redis://" + urls["REDIS_URL"].partition("@")[2])
        with stranger, pytest.raises(redis.AuthenticationError):
            stranger.ping()


def test_the_password_is_for_the_owner_alone(folder):
    with Postgres(folder, durable=False).running():
        assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600


def test_servers_that_a_killed_run_left_behind_are_stopped_and_said(folder, capsys):
    left = subprocess.run([sys.executable, "-c", LEAVE_RUNNING, folder], cwd=ROOT, check=False)
    assert left.returncode == -signal.SIGKILL
    before = Postgres(folder / "postgres").processes() + Valkey(folder / "valkey").processes()
    assert len(before) == 2

    with servers.running(folder, durable=False) as urls:
        assert ask(urls["DATABASE_URL"], "SELECT 1") == (1,)

    assert [has_ended(process) for process in before] == [True, True]
    assert capsys.readouterr().out == (
        "An earlier run had left PostgreSQL running; it has been stopped.\n"
        "An earlier run had left Valkey running; it has been stopped.\n"
    )


def test_a_server_that_was_killed_comes_back_at_the_same_address(folder):
    postgres = Postgres(folder, durable=False)
    with postgres.running() as url:
        postgres.stop(signal.SIGKILL)
        postgres.start()
        assert ask(url, "SELECT 1") == (1,)


def test_a_pid_file_that_names_a_process_of_somebody_else_stops_nothing(folder):
    postgres = Postgres(folder, durable=False)
    with postgres.running():
        content = (folder / "postmaster.pid").read_text()
        postgres.stop(signal.SIGKILL)
    with subprocess.Popen(["sleep", "60"], **as_owner(folder)) as foreigner:
        (folder / "postmaster.pid").write_text(content.replace(content.split()[0], str(foreigner.pid), 1))

        with postgres.running() as url:
            assert ask(url, "SELECT 1") == (1,)

        assert foreigner.poll() is None
        foreigner.kill()


def as_owner(folder):
    """PostgreSQL believes a pid file only when the process could be its own, that is: of the same user."""
    return {} if os.geteuid() else {"user": folder.stat().st_uid}


def test_a_cluster_whose_making_was_interrupted_is_made_anew(folder):
    unfinished = folder / "postgres.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")

    with servers.running(folder, durable=False) as urls:
        assert ask(urls["DATABASE_URL"], "SELECT 1") == (1,)


def test_servers_named_by_the_environment_are_used_instead(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/one")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")

    with servers.running(folder) as urls:
        assert urls == {"DATABASE_URL": "postgres://elsewhere/one", "REDIS_URL": "redis://elsewhere/0"}

    assert not folder.exists()


def test_a_server_that_cannot_start_says_why(folder):
    valkey = Valkey(folder)
    with socket.create_server(("127.0.0.1", valkey.port)), pytest.raises(Trouble) as trouble:
        valkey.start()

    assert "Valkey did not start. The end of" in str(trouble.value)
    assert "Address already in use" in str(trouble.value)


def test_root_without_setpriv_is_told_what_to_install(folder, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Trouble, match="needs the program setpriv"):
        servers.as_owner_of(folder, "postgres")
