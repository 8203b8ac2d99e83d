"""Opening a company."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import membership
from accounts.models import Company, CompanyEvent, Membership, User
from audit import trail

MOST_A_DAY = 10  # by one person: a stranger's names and codes fill no register, and an agency goes on


class TooManyOpened(trail.Refused):
    """One person has opened as many as may be in a day."""


class CompanyExists(trail.Refused):
    """Somebody has opened a company with this credit code already: ``company``."""

    def __init__(self, company: Company) -> None:
        super().__init__(_("A company with this credit code is here already."))
        self.company = company


@transaction.atomic
def open_company(*, name: str, credit_code: str, by: User, at: datetime) -> Company:
    """Open the company with this credit code (tidied and checked); ``by`` becomes its owner. Of two at once the
    second is told that it exists: ``CompanyExists``. Raises ``TooManyOpened``."""
    trail.lock(by)
    _refuse_too_many(by, at)
    company, is_new = Company.objects.get_or_create(credit_code=credit_code, defaults={"name": name})
    if not is_new:
        raise CompanyExists(company)
    membership.join(company, user=by, role=Membership.Role.OWNER, act="opened", by=by, at=at)
    return company


def with_code(credit_code: str) -> Company | None:
    return Company.objects.filter(credit_code=credit_code).first()


def _refuse_too_many(by: User, at: datetime) -> None:
    opened = CompanyEvent.objects.filter(by=by, act="opened", at__gt=at - timedelta(days=1))
    if opened.count() >= MOST_A_DAY:
        words = _("You have opened %(count)d companies within a day. Open the next one tomorrow.")
        raise TooManyOpened(words % {"count": MOST_A_DAY})
