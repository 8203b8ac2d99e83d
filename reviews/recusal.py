"""A conflict of interest is declared: whoever does so has seen the case for the last time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from reviews import notices, permissions
from reviews.models import Case, Recusal


class ReasonMissing(trail.Refused):
    """What the conflict is must be said, for the record."""


@transaction.atomic
def declare(case: Case, *, reason: str, by: User, at: datetime) -> None:
    """Take ``case`` out of the sight of ``by``, for good. Was it theirs, it goes back to the queue, and the office is
    told."""
    trail.lock(case)
    permissions.require(by, "read", case)
    permissions.require(by, "declare_conflict", case)
    if not reason.strip():
        raise ReasonMissing(_("Enter what the conflict of interest is"))
    Recusal.objects.create(case=case, person=by, reason=reason.strip(), at=at)
    had_it = case.assignee_id == by.pk
    if had_it:
        case.assignee = None
        case.version += 1
        case.save(update_fields=["assignee", "version"])
    trail.record(case, by=by, at=at, act="recused", had_it=had_it)
    if had_it and case.status in Case.IN_REVIEW:
        notices.back_in_queue(case, at=at)
