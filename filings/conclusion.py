"""How a filing ends: with a number, with the company verified, or with the reasons why not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Company, User
from audit import trail
from filings import notices, reasons
from filings.models import Filing, Revision, Verification


@transaction.atomic
def approve(filing: Filing, *, number: str, by: User, at: datetime) -> None:
    """Conclude with the filing number ``number`` (21 digits), kept in the event "approved"."""
    trail.lock(filing)
    trail.move(filing, to=Filing.Status.APPROVED, by=by, at=at, act="approved", number=number)


class CodeTaken(trail.Refused):
    """Another company bears the credit code."""


@transaction.atomic
def verify(filing: Filing, *, by: User, at: datetime) -> Verification:
    """Conclude a filing of a company's details: what it declared counts from now on for what it submits, and the
    company is called as was verified."""
    trail.lock(filing.company)  # before its filing, as whoever leaves a company does
    trail.lock(filing)
    if not filing.is_of_entity:
        raise trail.Refused(_("Only the details of a company are verified."))
    revision = filing.revisions.latest("number")
    trail.move(filing, to=Filing.Status.APPROVED, by=by, at=at, act="verified", revision=revision.number)
    company = filing.company
    _name(company, revision)
    last = Verification.objects.current_of(company)
    verification = company.verifications.create(number=last.number + 1 if last else 1, revision=revision, by=by, at=at)
    notices.verified(filing, at=at)
    return verification


def _name(company: Company, revision: Revision) -> None:
    company.name, company.credit_code = revision.answers["company_name"], revision.answers["credit_code"]
    if Company.objects.filter(credit_code=company.credit_code).exclude(pk=company.pk).exists():
        raise CodeTaken(_("Another company here has this credit code: return the filing, and say so."))
    company.save(update_fields=["name", "credit_code"])


@transaction.atomic
def refuse(filing: Filing, *, reason: str, by: User, at: datetime) -> None:
    """Conclude without a number. The company is told why (互联网信息服务算法推荐管理规定, art. 25)."""
    trail.lock(filing)
    reason = reasons.required(reason)
    trail.move(filing, to=Filing.Status.REFUSED, by=by, at=at, act="refused", reason=reason)
    notices.refused(filing, reason=reason, at=at)
