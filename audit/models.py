"""The trail: what happened, to what, by whom, when. Rows are added and never touched again."""

from collections.abc import Sequence

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def append_only(table: str, *, but: Sequence[str] = ()) -> list[pgtrigger.Trigger]:
    """Triggers by which ``table`` refuses UPDATE, DELETE and TRUNCATE. The fields ``but`` may be updated: they answer
    what the row says, and the rest of it stays as it was written.

    ``pgtrigger.Protect`` knows no TRUNCATE, which fires per statement. Django empties tables that way after a
    transactional test; the test settings alone set ``portal.flush`` on their connections to let that through.
    """
    kept: list[pgtrigger.Trigger] = [
        pgtrigger.Protect(name=f"{table}_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
    ]
    if but:
        kept = [
            pgtrigger.Protect(name=f"{table}_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name=f"{table}_stays_as_it_is", exclude=list(but)),
        ]
    return [
        *kept,
        pgtrigger.Trigger(
            name=f"{table}_is_not_emptied",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func=(
                "IF current_setting('portal.flush', true) = 'on' THEN RETURN NULL; END IF;"
                " RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;"
            ),
        ),
    ]


class AuditEvent(models.Model):
    """One thing that happened. Each room has a table of its own, with a key to what it happened to."""

    act = models.SlugField(_("act"), max_length=40)
    from_status = models.CharField(_("from"), max_length=20, blank=True)
    to_status = models.CharField(_("to"), max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("time"))
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"
