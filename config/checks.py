"""What must hold before a process serves anybody. Run by `manage.py check --database default` and by wsgi.py."""

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.utils import ProgrammingError


@register(Tags.database)
def database_speaks_chinese(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL 17 or later, builtin C.UTF-8 throughout: the order, the case and the trigrams of Chinese text
    then are the same on every machine (with another LC_CTYPE, show_trgm finds no letters in Chinese)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int, datlocprovider, datlocale, datctype,"
                " pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
            )
            version, *locale = cursor.fetchone()
            if version < 170000:
                found.append(Error("PostgreSQL 17 or later is needed.", id="portal.E001"))
            if locale != ["b", "C.UTF-8", "C.UTF-8", "UTF8"]:
                found.append(
                    Error(
                        "The database must be made with the builtin locale C.UTF-8.",
                        hint="createdb --template=template0 --encoding=UTF8 --locale-provider=builtin"
                        " --builtin-locale=C.UTF-8 --lc-ctype=C.UTF-8 NAME",
                        id="portal.E002",
                    )
                )
            cursor.execute("SELECT to_regproc('show_trgm') IS NOT NULL")
            if cursor.fetchone()[0]:
                cursor.execute("SELECT show_trgm('腾讯') <> '{}'")
                if not cursor.fetchone()[0]:
                    found.append(Error("Trigrams of Chinese text are empty in this database.", id="portal.E003"))
    return found


@register(Tags.security)
def breached_passwords_can_be_read(**kwargs: Any) -> list[CheckMessage]:
    """Where a list of breached passwords is named, it must be there: a new password is not taken unlooked at."""
    file = settings.BREACHED_PASSWORDS
    if not file or os.access(file, os.R_OK):
        return []
    return [Error(f"BREACHED_PASSWORDS names a file that cannot be read: {file}", id="portal.E005")]


@register(Tags.database)
def no_demonstration_accounts(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Accounts whose passwords are printed on a screen have no place in a public installation."""
    from accounts.models import User

    if settings.DEMONSTRATION or not databases:
        return []
    try:
        if not User.objects.filter(is_demonstration=True).exists():
            return []
    except ProgrammingError:  # not migrated yet: there are no accounts at all
        return []
    return [
        Error(
            "This database holds demonstration accounts.",
            hint="Use a database of its own for a public installation.",
            id="portal.E004",
        )
    ]
