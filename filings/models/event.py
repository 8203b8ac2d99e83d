from django.db import models

from audit.models import AuditEvent, append_only
from filings.models.filing import Filing


class FilingEvent(AuditEvent):
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="events")

    class Meta(AuditEvent.Meta):
        abstract = False
        triggers = append_only("filing_event")
