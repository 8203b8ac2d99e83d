"""No company is turned away without being told why."""

from django.utils.translation import gettext as _

from audit import trail
from filings.models import Filing


class ReasonMissing(trail.Refused):
    """A return or a refusal without a reason (互联网信息服务算法推荐管理规定, art. 25)."""


def required(reason: str) -> str:
    """Return ``reason`` without spaces around it; raise ``ReasonMissing`` where nothing is left."""
    if not (tidy := reason.strip()):
        raise ReasonMissing(_("Enter the reason: the company reads it"))
    return tidy


def latest(filing: Filing) -> str:
    """Return the reason of the latest return, refusal or withdrawal; empty where there was none."""
    event = filing.events.filter(act__in=["returned", "refused", "withdrawn"]).last()
    return event.detail["reason"] if event else ""
