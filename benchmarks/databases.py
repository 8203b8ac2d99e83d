"""Databases that are made for the benchmark and thrown away: one empty and migrated, of which copies are filled."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

EMPTY, FILLED, FLOOR = "portal_bench_empty", "portal_bench", "portal_bench_floor"
LOCALE = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"


def address(server: str, name: str) -> str:
    """The address of the database ``name`` on the server of the address ``server``."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def make_empty(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        _drop(connection, EMPTY)
        connection.execute(sql.SQL("CREATE DATABASE {} " + LOCALE).format(sql.Identifier(EMPTY)))


@contextmanager
def copies(server: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of two fresh copies of the empty database: ours, and that of the floor."""
    with psycopg.connect(server, autocommit=True) as connection:
        for name in (FILLED, FLOOR):
            _drop(connection, name)
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(EMPTY))
            connection.execute(copy)
        yield address(server, FILLED), address(server, FLOOR)
        for name in (FILLED, FLOOR):
            _drop(connection, name)


def drop_empty(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        _drop(connection, EMPTY)


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
