"""Asking the owners of a company to be let in, and their answer."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import company_notices as notices
from accounts import membership, permissions
from accounts.models import AccessRequest, Company, User
from audit import trail

MOST_A_DAY = 5  # by one person, whichever the companies


class NotAsked(trail.Refused):
    """The owners are not asked; the message says why."""


@transaction.atomic
def ask(company: Company, *, message: str, by: User, at: datetime) -> AccessRequest:
    """Ask the owners of ``company`` to let ``by`` in."""
    trail.lock(company)
    trail.lock(by)  # who asks several companies at once is counted all the same
    if permissions.role_in(by, company):
        raise NotAsked(_("You belong to this company already."))
    if is_waiting(company, by):
        raise NotAsked(_("You have asked already. The owners have not answered yet."))
    if by.access_requests.filter(asked_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise NotAsked(_("You have asked %(count)d times today. Ask again tomorrow.") % {"count": MOST_A_DAY})
    request = company.access_requests.create(person=by, message=message, asked_at=at)
    trail.record(company, by=by, at=at, act="access_asked", person=by.pk, name=str(by))
    notices.access_asked(request, at=at)
    return request


def is_waiting(company: Company, person: User) -> bool:
    return company.access_requests.filter(person=person, status=AccessRequest.Status.WAITING).exists()


@transaction.atomic
def admit(request: AccessRequest, *, role: str, by: User, at: datetime) -> None:
    """Let the person in as ``role``, and tell them."""
    _hold(request, by=by)
    membership.join(request.company, user=request.person, role=role, act="admitted", by=by, at=at)
    notices.access_admitted(request, role, at=at)


@transaction.atomic
def decline(request: AccessRequest, *, by: User, at: datetime) -> None:
    _hold(request, by=by)
    request.status, request.answered_by, request.answered_at = AccessRequest.Status.DECLINED, by, at
    request.save()
    person = {"person": request.person_id, "name": str(request.person)}
    trail.record(request.company, by=by, at=at, act="access_declined", **person)
    notices.access_declined(request, at=at)


def _hold(request: AccessRequest, *, by: User) -> None:
    """Lock the company, then the request, and let only an owner go on, and only while nobody has answered."""
    trail.lock(request.company)
    trail.lock(request)
    permissions.require_for_company(by, "answer_access_request", request.company)
    if request.status != AccessRequest.Status.WAITING:
        raise NotAsked(
            _("This request has been answered already: “%(status)s”.") % {"status": request.get_status_display()}
        )
