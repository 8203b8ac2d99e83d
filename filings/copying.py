"""Starting a filing from an earlier one of the same company: in its other role, or of an algorithm much like it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.forms import model_to_dict
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import drafting, permissions, sections
from filings.models import Filing

# The report has a template for each role (附件: 服务提供者, 服务技术支持者): that of the other one would be returned.
OF_ONE_ROLE = frozenset({"self_assessment"})


class NoPattern(trail.Refused):
    """The filing is not of an algorithm."""


@transaction.atomic
def copy(pattern: Filing, *, role: str, by: User, at: datetime) -> Filing:
    """Start a draft in ``role`` that begins with what ``pattern`` says where both are asked the same, documents
    included. A copy that ``by`` started and never wrote into is given instead: two clicks make one."""
    trail.lock(pattern.company)
    permissions.require_start(by, pattern.company)
    if pattern.kind != Filing.Kind.INITIAL:
        raise NoPattern(_("Only the first filing of an algorithm can be copied."))
    filing = Filing(
        company=pattern.company,
        applicant=by,
        role=role,
        version=sections.newest(Filing.Kind.INITIAL),
        started_at=at,
    )
    drafting.touch(filing, by=by, at=at)
    filing.answers = _answers(pattern, filing)
    if already := drafting.unwritten_like(filing):
        return already
    drafting.open_draft(filing, at=at)
    for document in _documents(pattern, filing):
        drafting.carry_over(document, filing, by=by, at=at)
    trail.record(filing, by=by, at=at, act="started", like=str(pattern))
    return filing


def _shared(pattern: Filing, filing: Filing) -> list[sections.Section]:
    """Return the sections that are asked in either's role."""
    return [part for part in sections.offered(filing) if {pattern.role, filing.role} <= set(part.roles)]


def _answers(pattern: Filing, filing: Filing) -> dict[str, Any]:
    keys = [key for part in _shared(pattern, filing) for key in part.labels()]
    return {key: pattern.answers[key] for key in keys if key in pattern.answers}


def _documents(pattern: Filing, filing: Filing) -> list[dict[str, Any]]:
    kept = {key: model_to_dict(document) for key, document in pattern.documents().items()}
    keys = [key for part in _shared(pattern, filing) for key in part.documents(filing)]
    left_out = OF_ONE_ROLE if pattern.role != filing.role else frozenset()
    return [kept[key] for key in keys if key in kept and key not in left_out]
