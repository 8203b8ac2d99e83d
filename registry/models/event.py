from django.db import models

from audit.models import AuditEvent, append_only
from registry.models.batch import Batch
from registry.models.entry import Entry


class EntryEvent(AuditEvent):
    """What happened to an entry: published, changed, cancelled."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="events")

    class Meta(AuditEvent.Meta):
        abstract = False
        triggers = append_only("entry_event")


class BatchEvent(AuditEvent):
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="events")

    class Meta(AuditEvent.Meta):
        abstract = False
        triggers = append_only("batch_event")
