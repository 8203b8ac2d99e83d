import asyncio
import copy
import socket
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from config.celery import app
from notifications import delivery, nudging


@pytest.fixture(autouse=True)
def templates_of_tests(settings):
    """The event tests/note, whose words Django itself translates."""
    engines = copy.deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = engines


@pytest.fixture(autouse=True)
def every_nudge_is_tried(monkeypatch):
    monkeypatch.setattr(nudging, "_quiet_until", 0.0)


@pytest.fixture
def closed_port():
    """A port that is taken and refuses everybody."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def broker_away(monkeypatch, closed_port):
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    monkeypatch.setitem(app.conf, "broker_url", f"redis://127.0.0.1:{closed_port}/0")
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(app, "_pool", None)


class Clock:
    """The clock by which a sweep measures its own time. It stands still, but for what a test adds."""

    now = 0.0
    sleep = staticmethod(time.sleep)

    def monotonic(self):
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(delivery, "time", clock)
    return clock


class Relay:
    """A mail relay. It answers ``says`` to a command, such as {"RCPT": "550 No such person"}; else it accepts, where
    it ``hesitates`` after so many seconds."""

    def __init__(self):
        self.says = {}
        self.accepted = []
        self.hesitates = 0

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return self.says.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.says.get("RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        await asyncio.sleep(self.hesitates)
        answer = self.says.get("DATA", "250 OK")
        if answer.startswith("250"):
            self.accepted.append(envelope)
        return answer


@pytest.fixture
def relay(settings):
    """A relay that really listens, and the portal set to send through it."""
    handler = Relay()
    with socket.create_server(("127.0.0.1", 0)) as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT = found.getsockname()
    settings.EMAIL_BACKEND = "notifications.smtp.EmailBackend"
    controller = Controller(handler, hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
    controller.start()
    yield handler
    controller.stop()
