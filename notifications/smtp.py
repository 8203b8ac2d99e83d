"""Django's way of sending, with one limit for a whole conversation beside the one for each answer."""

import smtplib
import time
from typing import Any

from django.core.mail.backends import smtp

TOTAL = 30.0  # seconds, from the first packet to the last answer


class _Limited(smtplib.SMTP):
    """Before each answer, the socket is given what is left of the time; at the end it raises TimeoutError."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._ends = time.monotonic() + TOTAL
        super().__init__(*args, **kwargs)

    def _limit(self) -> None:
        if self.sock:
            self.sock.settimeout(max(self._ends - time.monotonic(), 0.01))

    def send(self, s: Any) -> None:
        self._limit()
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        self._limit()
        return super().getreply()


class _LimitedSSL(_Limited, smtplib.SMTP_SSL):
    """The same from behind TLS."""


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _LimitedSSL if self.use_ssl else _Limited
