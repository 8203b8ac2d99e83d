"""What every test begins with."""

import time

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.db import connection
from django.test import Client
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """A Chinese page that an earlier test fetched leaves its language behind in this thread."""
    with translation.override("en"):
        yield


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
