"""How much a filing, and all filings of a company, may keep. What was replaced counts: it is kept."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Max
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from audit import trail
from filings.models import Attachment, Filing
from filings.models.attachment import AttachmentQuerySet


class NoRoom(trail.Refused):
    """The documents would take more than they may."""


class Use(NamedTuple):
    used: int  # bytes
    limit: int  # bytes


def of_filing(filing: Filing) -> Use:
    return Use(_size(filing.attachments.all()), settings.FILING_MAX_BYTES)


def of_company(filing: Filing) -> Use:
    return Use(_size(Attachment.objects.filter(filing__company=filing.company_id)), settings.COMPANY_MAX_BYTES)


def require_room(filing: Filing, size: int) -> None:
    """Raise ``NoRoom`` where ``size`` bytes more are too many. It holds where the company is locked."""
    filled = _(
        "The documents of this filing, replaced ones included, fill %(used)s of %(limit)s: upload a smaller file"
    )
    _require(of_filing(filing), size, filled)
    filled = _(
        "The documents of your company, replaced ones included, fill %(used)s of %(limit)s: upload a smaller file"
    )
    _require(of_company(filing), size, filled)


def _require(use: Use, size: int, filled: str) -> None:
    if use.used + size > use.limit:
        raise NoRoom(filled % {"used": filesizeformat(use.used), "limit": filesizeformat(use.limit)})


def _size(attachments: AttachmentQuerySet) -> int:
    """Return how many bytes they take on the disk, where the same file lies once."""
    each = attachments.order_by().values("sha256").annotate(bytes=Max("size"))
    return sum(row["bytes"] for row in each)
