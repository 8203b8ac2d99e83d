"""Cases as the office finds them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Company, Office, User
from deadlines import calendar, periods
from filings import receipts
from filings.models import Filing, Revision
from reviews import assignment, intake
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_company, make_office
from tests.filings.factories import make_entity_filing

_serial = count(500_001)  # far from the references that the acts issue

STATUS_OF_FILING = {
    Case.Status.RETURNED: Filing.Status.RETURNED,
    Case.Status.REFUSED: Filing.Status.REFUSED,
    Case.Status.APPROVED: Filing.Status.APPROVED,
    Case.Status.PUBLISHED: Filing.Status.APPROVED,
}


def answers(**changed: Any) -> dict[str, Any]:
    return {
        "company_name": "杭州澜亭影像科技有限公司",
        "credit_code": "91999999MA0000018F",
        "division": "330106",
        "algorithm_name": "澜亭老照片修复算法",
        "domain": ["image"],
        "purpose": "应用于图像编辑场景，根据用户上传的老照片，生成修复后的图像。",
        "products": [{"row": "5c1e77d0", "name": "澜亭相册", "forms": ["app", "website"]}],
    } | changed


def make_filing(
    *, company: Company | None = None, status: str = Filing.Status.SUBMITTED, at: datetime = NOON, **changed: Any
) -> Filing:
    """A filing with one revision, both with these answers."""
    company = company or make_company()
    applicant = company.members.first() or make_applicant(company)
    filing = Filing.objects.create(
        reference=f"F-2026-{next(_serial):06}",
        company=company,
        applicant=applicant,
        role=changed.pop("role", Filing.Role.PROVIDER),
        status=status,
        answers=answers(**changed),
        started_at=at,
        saved_at=at,
        saved_by=applicant,
        submitted_at=at,
    )
    make_revision(filing, at=at)
    return filing


def make_revision(filing: Filing, *, at: datetime = NOON, documents: Any = (), **changed: Any) -> Revision:
    """The next revision, with the filing's answers or what has ``changed`` in them."""
    revision = Revision(
        filing=filing,
        number=filing.revisions.count() + 1,
        role=filing.role,
        answers=filing.answers | changed,
        documents=list(documents),
        submitted_by=filing.applicant,
        submitted_at=at,
    )
    receipts.seal(revision, by=filing.applicant).save()
    return revision


def make_case(
    *,
    status: str = Case.Status.PROVINCIAL,
    assignee: User | None = None,
    province: str = "33",
    filing: Filing | None = None,
    at: datetime = NOON,
    **fields: Any,
) -> Case:
    """A case in ``status``, at the office that has it then."""
    filing = filing or make_filing(status=STATUS_OF_FILING.get(Case.Status(status), Filing.Status.SUBMITTED), at=at)
    due = periods.review_due(timezone.localdate(at), calendar=calendar.OFFICIAL)
    came = make_office(province)
    at_national = status not in (Case.Status.PROVINCIAL, Case.Status.RETURNED)
    values: dict[str, Any] = {
        "office": make_office("") if at_national else came,
        "reached_national_at": at if at_national else None,
        "paused_on": timezone.localdate(at) if status == Case.Status.RETURNED else None,
        "closed_at": at if status in (Case.Status.PUBLISHED, Case.Status.REFUSED) else None,
        "algorithm": filing.answers.get("algorithm_name", ""),
        "company": filing.answers["company_name"],
        "opened_at": at,
        "due_on": due.on,
        "due_provisional": due.provisional,
    }
    case = Case.objects.create(filing=filing, province=came, status=status, assignee=assignee, **(values | fields))
    case.events.create(act="opened", from_status="provincial", to_status="provincial", by=None, at=at)
    return case


def make_entity_case(*, assignee: User | None = None, by: User | None = None, **answers: Any) -> Case:
    """A company's registration as its provincial office finds it, submitted and taken in by the acts."""
    make_office("33")
    filing = make_entity_filing(Filing.Status.SUBMITTED, by=by, **answers)
    intake.take_in(filing.pk, at=NOON)
    case = Case.objects.get(filing=filing)
    if assignee:
        assignment.take(case, by=assignee, at=NOON)
    return case


def days_later(days: int, at: datetime = NOON) -> datetime:
    return at + timedelta(days=days)


def national_office() -> Office:
    return make_office("")
