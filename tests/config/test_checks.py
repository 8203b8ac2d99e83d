import pytest
from django.db import connection

from config import checks
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def ids(found):
    return [message.id for message in found]


def test_a_database_of_the_portal_passes():
    assert ids(checks.database_speaks_chinese(["default"])) == []


def test_trigrams_of_chinese_text_are_there_where_the_extension_is():
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('show_trgm') IS NOT NULL")
        assert cursor.fetchone() == (True,)

    assert ids(checks.database_speaks_chinese(["default"])) == []


def test_an_old_server_with_another_locale_is_refused(monkeypatch):
    class OldServer:
        """PostgreSQL 15 on a machine whose locale is C, as its catalogue would answer."""

        answers = iter([(150004, "c", None, "C", "UTF8"), (True,), (False,)])

        def cursor(self):
            return self

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def execute(self, statement):
            return None

        def fetchone(self):
            return next(self.answers)

    monkeypatch.setattr(checks, "connections", {"default": OldServer()})

    assert ids(checks.database_speaks_chinese(["default"])) == ["portal.E001", "portal.E002", "portal.E003"]


def test_demonstration_accounts_are_refused_outside_a_demonstration(settings):
    make_user(is_demonstration=True)

    settings.DEMONSTRATION = True
    assert ids(checks.no_demonstration_accounts(["default"])) == []
    settings.DEMONSTRATION = False
    assert ids(checks.no_demonstration_accounts(["default"])) == ["portal.E004"]


def test_a_list_of_breached_passwords_must_be_there_where_one_is_named(settings, tmp_path):
    settings.BREACHED_PASSWORDS = ""
    assert checks.breached_passwords_can_be_read() == []

    settings.BREACHED_PASSWORDS = str(tmp_path / "list.txt")
    assert ids(checks.breached_passwords_can_be_read()) == ["portal.E005"]

    (tmp_path / "list.txt").touch()
    assert checks.breached_passwords_can_be_read() == []
