"""Filings that tests begin with, made by the acts themselves. Every value is invented."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Company, User
from filings import amendment, conclusion, corrections, documents, drafting, sections, submission, withdrawal
from filings.models import Attachment, Filing, Verification
from tests.canaries import IDENTITY_NUMBER, PHONE
from tests.factories import NOON, make_applicant, make_staff

_serial = count(1)

# What the company of ``make_filing`` was verified with.
FACTS: Mapping[str, Any] = {
    "company_name": "杭州澜亭影像科技有限公司",
    "credit_code": "91999999MA2CFGHJ1W",
    "division": "330106",
}
# What an applicant answers about an algorithm.
ALGORITHM: Mapping[str, Any] = {
    "algorithm_name": "澜亭老照片修复算法",
    "domain": ["image"],
    "purpose": "应用于图像生成场景，根据用户输入的老照片，生成修复后的图像。",
    "products": [{"row": "5c1e77d0", "name": "澜亭影像", "forms": ["website", "app"]}],
}
# What a revision of it says.
ANSWERS: Mapping[str, Any] = {**FACTS, **ALGORITHM}

# What a company declares of itself. Nobody has these numbers: there is no division 999999.
ENTITY: Mapping[str, Any] = {
    **FACTS,
    "entity_type": "enterprise",
    "address": "浙江省杭州市西湖区虚构路 1 号",
    "website": "https://lanting.example",
    "monthly_active_users": 12000,
    "certificate_type": "business_licence",
    "certificate_address": "浙江省杭州市西湖区虚构路 1 号 3 楼",
    "certificate_term": "until",
    "certificate_until": "2036-03-27",
    "legal_name": "林巍",
    "legal_id_type": "resident",
    "legal_id_number": IDENTITY_NUMBER,
    "officer_is_legal": "no",
    "officer_name": "周算安",
    "officer_id_type": "passport",
    "officer_id_number": "EX4471902",
    "officer_mobile": PHONE,
    "officer_email": "zhou.suanan@lanting.example",
    "officer_title": "算法安全总监",
}
SENSITIVE = [
    ENTITY[key]
    for key in (
        "legal_id_number",
        "officer_name",
        "officer_id_number",
        "officer_mobile",
        "officer_email",
        "officer_title",
    )
]
PAPERS = ["certificate_scan", "officer_employment", "commitment", "duty_statement"]
FILING_NUMBER = "330106507206401230035"


def make_pdf(text: str = "report") -> bytes:
    """The smallest PDF that readers open without a complaint: one page with ``text`` (ASCII) on it."""
    content = f"BT /F1 24 Tf 20 100 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    pdf, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj%b endobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(pdf))
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def make_upload(content: bytes | None = None, name: str = "自评估报告.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, make_pdf() if content is None else content, "application/pdf")


def make_attachment(filing: Filing, key: str = "self_assessment", content: bytes | None = None) -> Attachment:
    """A document as it is after an upload, without the look into it that takes another process."""
    upload = make_upload(content)
    with documents.received(upload) as (path, stored):
        documents.settle(path, stored.sha256)
    return filing.attachments.create(
        key=key,
        name=upload.name,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by=filing.applicant,
        uploaded_at=NOON,
    )


def make_verified(company: Company, **changed: Any) -> Verification:
    """Details of ``company`` that an office has verified, laid down as rows: most tests are about what comes after."""
    by = company.members.first() or make_applicant(company)
    filing = Filing.objects.create(
        reference=f"F-2025-{next(_serial):06}",
        company=company,
        applicant=by,
        kind=Filing.Kind.ENTITY,
        status=Filing.Status.APPROVED,
        answers=ENTITY | changed,
        started_at=NOON,
        saved_at=NOON,
        saved_by=by,
        submitted_at=NOON,
    )
    revision = filing.revisions.create(
        number=1, answers=filing.answers, documents=[], submitted_by=by, submitted_at=NOON
    )
    filing.events.create(act="verified", from_status="submitted", to_status="approved", by=by, at=NOON)
    number = company.verifications.count() + 1
    return company.verifications.create(number=number, revision=revision, by=by, at=NOON)


def make_draft(by: User | None = None, role: str = Filing.Role.PROVIDER, version: int = 1) -> Filing:
    """A filing that was just started, without any answer. It is pinned to the first version of the form, which asks
    little, unless the test is about what is asked."""
    by = by or make_applicant()
    filing = drafting.start(company=by.companies.get(), role=role, by=by, at=NOON)
    filing.version = version
    filing.save()
    return filing


def answer(filing: Filing, given: Mapping[str, Any]) -> Filing:
    """Save what of ``given`` the filing asks for, section by section."""
    for section in sections.offered(filing):
        if not section.is_asked(filing):  # an answer just saved may have decided that
            continue
        answers = {key: given[key] for key in section.labels() if key in given}
        if answers:
            drafting.save_answers(
                filing, section=section.key, answers=answers, edition=filing.edition, by=filing.applicant, at=NOON
            )
    return filing


def make_filing(
    status: str = Filing.Status.DRAFT,
    *,
    by: User | None = None,
    role: str = Filing.Role.PROVIDER,
    reason: str = "请补充训练数据来源。",
    asked: Mapping[str, str] | None = None,
    **answers: Any,
) -> Filing:
    """A complete filing of a verified company in any status. ``by`` is the applicant; ``answers`` replace those of
    ``ALGORITHM`` by key; ``asked`` are the comments of a return, by field."""
    filing = make_draft(by, role)
    if not filing.company.verifications.exists():
        make_verified(filing.company)
    answer(filing, ALGORITHM | answers)
    make_attachment(filing)
    return bring_to(status, filing, reason=reason, asked=asked)


def make_entity_draft(by: User | None = None) -> Filing:
    """A registration that was just started, without any answer."""
    by = by or make_applicant()
    return drafting.start_entity(company=by.companies.get(), by=by, at=NOON)


def make_entity_filing(
    status: str = Filing.Status.DRAFT, *, by: User | None = None, reason: str = "请核对证件。", **answers: Any
) -> Filing:
    """A complete registration in any status; APPROVED makes a verified company by the acts."""
    filing = answer(make_entity_draft(by), ENTITY | answers)
    for key in PAPERS:
        if key not in filing.documents():
            make_attachment(filing, key)
    return bring_to(status, filing, reason=reason)


def bring_to(status: str, filing: Filing, *, reason: str, asked: Mapping[str, str] | None = None) -> Filing:
    if status == Filing.Status.DRAFT:
        return filing
    submission.submit(filing, revision=1, by=filing.applicant, at=NOON)
    office = make_staff("reviewer") if status != Filing.Status.SUBMITTED else None
    if status == Filing.Status.RETURNED:
        questions = [corrections.Question(field, text, office) for field, text in (asked or {}).items()]
        amendment.reopen(filing, reason=reason, comments=questions, by=office, at=NOON)
    elif status == Filing.Status.WITHDRAWN:
        withdrawal.withdraw(filing, reason=reason, by=filing.applicant, at=NOON)
    elif status == Filing.Status.REFUSED:
        conclusion.refuse(filing, reason=reason, by=office, at=NOON)
    elif status == Filing.Status.APPROVED and filing.is_of_entity:
        conclusion.verify(filing, by=office, at=NOON)
    elif status == Filing.Status.APPROVED:
        conclusion.approve(filing, number=FILING_NUMBER, by=office, at=NOON)
    return filing


def make_submitted_filing(**kwargs: Any) -> Filing:
    return make_filing(Filing.Status.SUBMITTED, **kwargs)
