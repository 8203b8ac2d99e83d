"""Filings that are published, and what amends them. Every value is invented."""

from datetime import date
from typing import Any

from accounts.models import User
from filings import changing
from filings.answers import published_products
from filings.models import Filing
from registry.models import Entry
from tests.factories import NOON
from tests.filings.factories import answer, bring_to
from tests.filings.second import make_second
from tests.registry.factories import make_approval, make_batch, make_entry

CHANGE = {"changed_sections": ["purpose"], "change_reason": "功能扩展。", "changed_on": "2026-02-27"}
NEW_PURPOSE = "应用于图像生成场景，根据用户输入的老照片，生成修复后的图像和短视频。"
CANCELLATION = {
    "ended_on": "2026-02-27",
    "cause": "service_ended",
    "cause_detail": "",
    "notice_to_users": "在应用内公告。",
    "users_data": "可在 30 日内导出，逾期删除。",
    "refunds": "按日退款。",
    "end_remark": "",
}


def publish(filing: Filing) -> Entry:
    """Lay down the entry of an approved filing."""
    said = filing.revisions.latest("number").answers
    entry = make_entry(
        make_batch(date(2026, 1, 1)),
        company=said["company_name"],
        algorithm=said["algorithm_name"],
        product=published_products(said),
        purpose=said["purpose"],
    )
    make_approval(
        holder=entry.holder,
        number=entry.number,
        filing_reference=filing.reference,
        entry=entry,
        batch=entry.batch,
        **entry.facts(),
    )
    return entry


def make_published(by: User | None = None, make: Any = make_second, **answers: Any) -> Filing:
    filing = make(Filing.Status.APPROVED, by=by, **answers)
    publish(filing)
    return filing


def start(published: Filing, kind: str = Filing.Kind.CHANGE, by: User | None = None) -> Filing:
    return changing.start(published, kind=kind, by=by or published.applicant, at=NOON)


def make_change(status: str = Filing.Status.DRAFT, published: Filing | None = None, **answers: Any) -> Filing:
    """A change of the purpose, unless ``answers`` say other."""
    filing = start(published or make_published())
    remark = {"public_remark": "变更内容：主要用途变更"}
    return bring_to(status, answer(filing, CHANGE | {"purpose": NEW_PURPOSE} | remark | answers), reason="请补充。")


def make_cancellation(status: str = Filing.Status.DRAFT, published: Filing | None = None, **answers: Any) -> Filing:
    filing = start(published or make_published(), Filing.Kind.CANCELLATION)
    return bring_to(status, answer(filing, CANCELLATION | answers), reason="请补充。")
