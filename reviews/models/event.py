from django.db import models

from audit.models import AuditEvent, append_only
from reviews.models.case import Case


class CaseEvent(AuditEvent):
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")

    class Meta(AuditEvent.Meta):
        abstract = False
        triggers = append_only("case_event")
