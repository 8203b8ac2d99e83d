"""The front door, and the dashboards that join what the rooms know."""

import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.db.models import TextChoices
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import defaults
from django.views.decorators.http import require_safe

from accounts import factors, hat
from accounts.models import Company
from accounts.permissions import works_in_an_office
from config import navigation
from filings import standing
from filings.models import Filing
from filings.permissions import rule_of
from registry.models import Approval, Batch
from reviews import progress, urgency
from reviews.models import Case


@require_safe
def home(request):
    """Visitors see the front door; whoever has signed in goes to the first of their own places."""
    if request.user.is_authenticated:
        return redirect(navigation.links_for(request)[0].url)
    return render(request, "home.html", {"batches": Batch.objects.published()[:3]})


class Need(TextChoices):
    """What a filing needs from its company, most urgent first."""

    CHANGES = "changes", _("Changes needed")
    DRAFT = "draft", _("Drafts to finish")
    WAITING = "waiting", _("In review")
    DONE = "done", _("Decided")


NEED_AT = {"returned": Need.CHANGES, "draft": Need.DRAFT, "approved": Need.DONE, "published": Need.DONE}
NEED_AT |= {"refused": Need.DONE, "verified": Need.DONE, "withdrawn": Need.DONE}


@dataclass(frozen=True)
class Line:
    """A filing on the dashboard. ``place`` is where it is; ``days_left`` counts while a clock runs, else it is None."""

    filing: Filing
    place: str
    approval: Approval | None
    days_left: int | None

    @property
    def label(self) -> str:
        """What the company calls it comes before what the offices do."""
        return (
            self.filing.get_status_display() if self.place == self.filing.status else str(Case.Status(self.place).label)
        )


@login_required
@require_safe
def my_filings(request):
    """The filings of the company that the person acts for at the moment, by what each needs from them."""
    worn = hat.of(request).worn
    if worn is None and works_in_an_office(request.user):
        raise PermissionDenied
    if worn is None:
        return redirect("company_new")
    groups = defaultdict(list)
    for line in _lines(worn.company, timezone.localdate()):
        groups[NEED_AT.get(line.place, Need.WAITING)].append(line)
    stands = standing.of(worn.company)
    context = {
        "company": worn.company,
        "groups": [(need, groups[need]) for need in Need if groups[need]],
        "may_start": worn.role in rule_of("start", Filing.Kind.INITIAL).roles,
        "unverified": None if stands.is_verified else stands,
        "asked_to_register": stands.is_asked_of(worn.role),
        "has_factor": factors.has_one(request.user),
    }
    return render(request, "dashboards/my_filings.html", context)


def _lines(company: Company, today: date) -> list[Line]:
    filings = list(Filing.objects.filter(company=company).select_related("company", "case"))
    references = [filing.reference for filing in filings]
    approvals = {
        approval.filing_reference: approval
        for approval in Approval.objects.filter(filing_reference__in=references).select_related("entry")
    }
    return [_line(filing, approvals.get(filing.reference), today) for filing in filings]


def _line(filing: Filing, approval: Approval | None, today: date) -> Line:
    case = getattr(filing, "case", None)
    days_left = urgency.days_left_of(case, today=today) if case else None
    return Line(filing, progress.place(filing, case), approval, days_left)


def server_error(request):
    """The page of a fault of ours. While the database is away it is 503, which machines take for what passes."""
    response = defaults.server_error(request)
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response["Retry-After"] = "10"
    return response
