"""What every test begins with."""

import time

import hypothesis
import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.db import connection
from django.test import Client
from django.utils import translation

from tests.factories import NOON

pytest_plugins = ["tests.watch", "tests.matrix.summary"]

# No test is timed: a machine that is busy must not fail those that try many examples.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def english():
    """A Chinese page that an earlier test fetched leaves its language behind in this thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def _noon(time_machine):
    """It is noon in Beijing on the day on which the rows of the tests begin."""
    time_machine.move_to(NOON, tick=False)


class SignedInClient(Client):
    """``force_login`` stands for a whole sign-in, just completed: the second factor, where there is one, with it."""

    def _login(self, user, backend=None):
        super()._login(user, backend)
        session = self.session
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "webauthn", "at": time.time(), "reauthenticated": True}
        ]
        session["began_at"] = session["seen_at"] = time.time()
        session.save()


@pytest.fixture
def client():
    return SignedInClient()


@pytest.fixture(scope="session", autouse=True)
def nobody_else_holds_the_database(django_db_setup, django_db_blocker):
    """A database with a session cannot be dropped: whoever left one open is named by its last query."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        assert sessions_left_open(cursor) == []


def sessions_left_open(cursor):
    """Ask for 5 s at most: a session that was closed takes a moment to go."""
    for _attempt in range(50):
        cursor.execute(
            "SELECT pid, state, query FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        if not (left := cursor.fetchall()):
            break
        time.sleep(0.1)
    return left
