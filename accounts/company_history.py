"""What happened in a company, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Company, CompanyEvent, Membership

WORDS = {
    "opened": gettext_lazy("Opened the company"),
    "invited": gettext_lazy("Invited %(email)s as %(role)s"),
    "invited_again": gettext_lazy("Sent the invitation of %(email)s again"),
    "invitation_revoked": gettext_lazy("Withdrew the invitation of %(email)s"),
    "joined": gettext_lazy("Joined as %(role)s, by invitation"),
    "access_asked": gettext_lazy("Asked to be let in"),
    "admitted": gettext_lazy("Let %(name)s in as %(role)s"),
    "access_declined": gettext_lazy("Declined the request of %(name)s"),
    "role_changed": gettext_lazy("Changed the role of %(name)s from %(before)s to %(role)s"),
    "removed": gettext_lazy("Removed %(name)s, who was %(role)s"),
    "left": gettext_lazy("Left, and was %(role)s"),
}


@dataclass(frozen=True)
class Line:
    """As components/timeline.html wants it."""

    label: str
    at: datetime
    by: str


def of(company: Company, *, limit: int = 100) -> list[Line]:
    """The latest events of ``company``, newest first."""
    events = company.events.select_related("by").order_by("-at", "-id")[:limit]
    return [Line(said(event), event.at, str(event.by or "")) for event in events]


def said(event: CompanyEvent) -> str:
    """Return the event in words; of an act of another room, its name."""
    words = WORDS.get(event.act)
    return str(words) % _details(event.detail) if words else event.act.replace("_", " ")


def _details(detail: dict[str, Any]) -> dict[str, Any]:
    roles = {key: Membership.Role(detail[key]).label for key in ("role", "before") if key in detail}
    return detail | roles
