"""Filings that tests begin with, made by the acts themselves. Every value is invented."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from filings import amendment, conclusion, documents, drafting, sections, submission
from filings.models import Attachment, Filing
from tests.factories import NOON, make_applicant, make_staff

ANSWERS: Mapping[str, Any] = {
    "company_name": "杭州澜亭影像科技有限公司",
    "credit_code": "91999999MA2CFGHJ1W",
    "division": "330106",
    "algorithm_name": "澜亭老照片修复算法",
    "domain": ["image"],
    "purpose": "应用于图像生成场景，根据用户输入的老照片，生成修复后的图像。",
    "products": [{"name": "澜亭影像", "forms": ["website", "app"]}],
}
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


def make_draft(by: User | None = None, role: str = Filing.Role.PROVIDER) -> Filing:
    """A filing that was just started, without any answer."""
    by = by or make_applicant()
    return drafting.start(company=by.companies.get(), role=role, by=by, at=NOON)


def make_filing(
    status: str = Filing.Status.DRAFT,
    *,
    by: User | None = None,
    role: str = Filing.Role.PROVIDER,
    reason: str = "请补充训练数据来源。",
    **answers: Any,
) -> Filing:
    """A complete filing in any status. ``by`` is the applicant; ``answers`` replace those of ``ANSWERS`` by key."""
    filing = make_draft(by, role)
    for section in sections.SECTIONS:
        given = {key: (ANSWERS | answers)[key] for key in section.labels() if key in ANSWERS | answers}
        if given:
            drafting.save_answers(
                filing, section=section.key, answers=given, edition=filing.edition, by=filing.applicant, at=NOON
            )
    make_attachment(filing)
    if status == Filing.Status.DRAFT:
        return filing
    submission.submit(filing, revision=1, by=filing.applicant, at=NOON)
    office = make_staff("reviewer") if status != Filing.Status.SUBMITTED else None
    if status == Filing.Status.RETURNED:
        amendment.reopen(filing, reason=reason, by=office, at=NOON)
    elif status == Filing.Status.APPROVED:
        conclusion.approve(filing, number=FILING_NUMBER, by=office, at=NOON)
    elif status == Filing.Status.REFUSED:
        conclusion.refuse(filing, reason=reason, by=office, at=NOON)
    return filing


def make_submitted_filing(**kwargs: Any) -> Filing:
    return make_filing(Filing.Status.SUBMITTED, **kwargs)
