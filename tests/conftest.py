"""What every test begins with."""

import pytest
from django.db import connection
from django.utils import translation

pytest_plugins = ["tests.matrix.summary"]


@pytest.fixture(autouse=True)
def english():
    """A Chinese page that an earlier test fetched leaves its language behind in this thread."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session", autouse=True)
def nobody_else_holds_the_database(django_db_setup, django_db_blocker):
    """A browser that left in the middle of a request may leave its thread with a session open, and a database with a
    session cannot be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, query, pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        for state, query, _ended in cursor.fetchall():
            print(f"Left open, {state}: {query}")
