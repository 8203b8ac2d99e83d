"""What must go on when the broker is away. A system timer runs it every ten seconds, or it keeps its own time."""

import logging
import signal
import time
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from accounts import letters
from notifications import delivery
from reviews import intake

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Send the mails that wait and open a case for each filing that waits. Needs no broker."
    away = False  # the database, at the last look

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="go on until SIGTERM, beginning every so many seconds"
        )

    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        self.check(databases=["default"])
        if every is None:
            self._sweep()
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            began = time.monotonic()
            self._sweep_if_possible()
            stop.wait(max(0.0, began + every - time.monotonic()))

    def _sweep_if_possible(self) -> None:
        """A database that is away is said once, and so is its return. Nothing that goes wrong ends the sweeping."""
        try:
            close_old_connections()
            self._sweep()
        except (OperationalError, InterfaceError) as error:
            if not self.away:
                logger.warning("The database does not answer, trying on: %s", error)
            self.away = True
        except Exception:
            logger.exception("A sweep broke off; the next one begins anew")
        else:
            if self.away:
                logger.warning("The database answers again")
            self.away = False

    def _sweep(self) -> None:
        sent = delivery.sweep(at=timezone.now()) + letters.send_waiting(at=timezone.now())
        opened = intake.open_waiting(at=timezone.now())
        if sent or opened:
            logger.info("%d mails sent, %d cases opened", sent, opened)
