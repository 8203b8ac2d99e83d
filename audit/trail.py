"""How a status moves, and how the move is remembered."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _


class Refused(Exception):
    """An act could not be done. The message says why, and is fit to be shown to whoever asked."""


def lock(subject: models.Model) -> None:
    """Lock the row of ``subject`` until the transaction ends, and read it anew.

    Everything an act decides on must be read behind this: what the page knew may be old. Rows that merely refer to
    it, such as its events, can be written meanwhile, so that acts which lock in another order do not meet over those.
    """
    rows = subject._meta.base_manager.select_for_update(of=("self",), no_key=True)
    subject.refresh_from_db(from_queryset=rows)


def move(subject: Any, *, to: str, by: Any, at: datetime, act: str, **detail: Any) -> None:
    """Move ``subject`` to the status ``to``, save it, and write the event ``act``.

    Call ``lock`` first. Raises ``Refused`` when the table of moves has no way from here to there.
    """
    if to not in subject.MOVES.get(subject.status, ()):
        raise Refused(
            _("This cannot be done any more: the status is now “%(status)s”.")
            % {"status": subject.get_status_display()}
        )
    before, subject.status = subject.status, to
    subject.save()
    subject.events.create(act=act, from_status=before, to_status=to, by=by, at=at, detail=detail)


def record(subject: Any, *, by: Any, at: datetime, act: str, **detail: Any) -> None:
    """Write the event ``act``, which leaves the status as it is; companies and people have none."""
    status = getattr(subject, "status", "")
    subject.events.create(act=act, from_status=status, to_status=status, by=by, at=at, detail=detail)
