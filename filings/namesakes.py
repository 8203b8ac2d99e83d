"""Algorithms of one company and role that bear the same name. One entity files no name twice; what differs by its
ending (-1, -2) is told apart (data dictionary of the filing system, 算法名称)."""

import re
import unicodedata

from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from accounts.models import Company
from filings.models import Filing


def spelling(name: str) -> str:
    """Return what two spellings of a name have in common: width of characters, case and spaces do not count."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def of(company: Company, *, role: str, name: str) -> list[Filing]:
    """Return the first filings of ``company`` in this ``role`` for an algorithm of this ``name``, those of which
    nothing has become left out, the last saved first."""
    wanted = spelling(name)
    filings = Filing.objects.filter(company=company, kind=Filing.Kind.INITIAL, role=role).exclude(
        status__in=[Filing.Status.REFUSED, Filing.Status.WITHDRAWN]
    )
    named = filings.annotate(name=KT("answers__algorithm_name")).select_related("company", "saved_by")
    return [filing for filing in named if wanted and spelling(filing.name or "") == wanted]


def caution_of(filing: Filing) -> str:
    """Return a sentence where another filing of the company has the name of this one, else an empty text."""
    found = of(filing.company, role=filing.role, name=filing.answers.get("algorithm_name") or "")
    others = _(", ").join(other.reference for other in found if other not in (filing, filing.amends))
    if not others:
        return ""
    return _(
        "%(others)s has the same algorithm name. Two algorithms of one company are told apart by an ending, such as -2."
    ) % {"others": others}
