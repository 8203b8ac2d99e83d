"""Asking the portal as somebody, and what comes back."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from django.test.client import ClientHandler

VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
SAFE = {"GET", "HEAD", "OPTIONS"}

WRITE = re.compile(r'\b(?:INSERT INTO|(?<!FOR )(?<!NO KEY )UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?)\s+"?(\w+)')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
FLEETING = {"Content-Length", "Expires"}
# What a session remembers is no row of the portal's business.
OF_SESSIONS = {"django_session", "usersessions_usersession"}


@dataclass(frozen=True)
class Answer:
    """Two are equal but for what is the asker's own: the token of the form, and the path, which stands as PATH."""

    status: int
    location: str = field(compare=False)
    body: bytes
    headers: frozenset[tuple[str, str]]
    written: frozenset[str]


class Asker(RequestFactory):
    """A browser of one person: Django's own handler below it, without what a test client keeps of each answer."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def __init__(self, session: str | None) -> None:
        super().__init__()
        if session:
            self.cookies[settings.SESSION_COOKIE_NAME] = session

    def request(self, **environ: Any) -> Any:
        return self.handler(self._base_environ(**environ))

    def ask(self, verb: str, path: str) -> Answer:
        written: list[str] = []

        def watch(execute, sql, params, many, context):
            written.extend(table for table in WRITE.findall(str(sql)) if table not in OF_SESSIONS)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            response = getattr(self, verb.lower())(path)
        body = response.getvalue() if response.streaming else response.content
        headers = {name: value for name, value in response.headers.items() if name not in FLEETING}
        return Answer(
            status=response.status_code,
            location=headers.get("Location", ""),
            body=TOKEN.sub(b"", body).replace(path.encode(), b"PATH"),
            headers=frozenset((name, without(path, value)) for name, value in headers.items()),
            written=frozenset(written),
        )


def without(path: str, text: str) -> str:
    return text.replace(path, "PATH").replace(quote(path, safe=""), "PATH")
