"""The watch for secrets: what is logged, mailed, queued, remembered or shown on the page of an error while the suite
runs carries no password, TOTP secret, session key, identity number or phone number (ASVS 14.2.1, 16.2.5).

Each test that lets one out fails, and the line at the end says how many texts were looked through.
"""

import logging
from collections.abc import Iterable
from typing import Any

import pytest
from celery.app.task import Task
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail.backends.locmem import EmailBackend
from django.db.models.signals import post_save
from django.test.client import ClientHandler

from tests.canaries import IDENTITY_NUMBER, PASSWORDS, PHONE, TOTP_SECRET

SECRETS = {
    **dict.fromkeys(PASSWORDS, "password"),
    TOTP_SECRET: "TOTP secret",
    IDENTITY_NUMBER: "identity number",
    PHONE: "phone number",
}
session_keys: set[str] = set()
found: list[tuple[str, str, str]] = []  # what, where, and the text around it
looked_through = 0


def look(where: str, text: str) -> None:
    """Look through what somebody may come to read."""
    global looked_through
    looked_through += 1
    for secret, name in [*SECRETS.items(), *((key, "session key") for key in session_keys)]:
        if (place := text.find(secret)) >= 0:
            found.append((name, where, text[max(0, place - 80) : place + 80]))


def taken() -> list[tuple[str, str]]:
    """What was found since this was asked last, each as what and where."""
    leaks = [(what, where) for what, where, _text in found]
    found.clear()
    return leaks


class Watch(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        look("log", self.format(record))


def watch_results(owner: Any, method: str, tell: Any) -> None:
    """Let ``tell`` see the arguments and the result of each call."""
    original = getattr(owner, method)

    def watched(self: Any, *args: Any, **kwargs: Any) -> Any:
        result = original(self, *args, **kwargs)
        tell(self, (*args, kwargs), result)
        return result

    setattr(owner, method, watched)


def of_letters(_backend: Any, args: Any, _count: Any) -> None:
    letters: Iterable[Any] = args[0]
    for letter in letters:
        look("mail", f"{letter.subject}\n{letter.body}\n{letter.extra_headers}")


def of_answer(_handler: Any, _args: Any, response: Any) -> None:
    if response.status_code >= 400 and not response.streaming:
        look("error page", response.content.decode(errors="replace"))


def of_task(_task: Any, args: Any, _result: Any) -> None:
    look("broker", repr(args))


def of_session(session: Any, _args: Any, _nothing: Any) -> None:
    session_keys.add(session.session_key)


def of_row(sender: Any, instance: Any, **_: Any) -> None:
    from audit.models import AuditEvent  # once Django is set up

    if sender._meta.label == "notifications.Notification":
        look("mail", f"{instance.subject}\n{instance.body}\n{instance.last_error}")
    elif issubclass(sender, AuditEvent):
        look("event", str(instance.detail))


def pytest_configure(config: Any) -> None:
    logging.getLogger().addHandler(Watch())
    watch_results(EmailBackend, "send_messages", of_letters)
    watch_results(ClientHandler, "__call__", of_answer)
    watch_results(SessionStore, "save", of_session)
    watch_results(Task, "apply_async", of_task)
    post_save.connect(of_row)


@pytest.fixture(autouse=True)
def _no_secret_gets_out():
    session_keys.clear()
    yield
    leaks = [*found]
    found.clear()
    assert leaks == []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: Any, call: Any) -> None:
    """How much each test has shown goes with its report, from whichever process it ran in."""
    global looked_through
    if call.when == "call":
        item.user_properties.append(("looked through", looked_through))
        looked_through = 0


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    shown = [dict(report.user_properties) for report in reports if report.when == "call"]
    texts = sum(each.get("looked through", 0) for each in shown)
    terminalreporter.write_line(f"canaries: {texts:,} logs, mails, events, tasks and error pages looked through")
