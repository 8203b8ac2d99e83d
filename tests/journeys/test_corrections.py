"""A filing comes back with comments on two fields and goes out corrected, in a browser."""

import pytest
from django.utils import timezone

from filings import submission
from reviews import assignment, intake
from reviews.models import Case
from tests.factories import make_applicant, make_company, make_office, make_reviewer
from tests.filings.factories import make_filing
from tests.journeys.test_the_road import decide, submit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ABOUT_PURPOSE = "Say where the pictures come from."
ABOUT_REPORT = "The report has no sample of the label."
CORRECTED = "应用于图像生成场景，根据用户输入的、已获授权的老照片，生成修复后的图像。"
BECAUSE = "The sample is on page 12."


@pytest.fixture
def case(settings, tmp_path):
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    make_office("")
    chen = make_reviewer("33", email="chen@zhejiang.example", name="Chen Yu")
    lin = make_applicant(make_company(), email="lin@lanting.example", name="Lin Wei")
    filing = make_filing(by=lin)
    submission.submit(filing, revision=1, by=lin, at=timezone.now())
    intake.take_in(filing.pk, at=timezone.now())
    case = Case.objects.get(filing=filing)
    assignment.take(case, by=chen, at=timezone.now())
    return case


def comment(visitor, label, text):
    visitor.click(f"Comment – {label}", role="link")
    visitor.page.get_by_label("Comment", exact=True).fill(text)
    visitor.click("Save the comment")


@pytest.mark.parametrize("script", [True, False])
def test_comments_are_written_answered_and_read(visit, case, script):
    reference = case.filing.reference
    reviewer = visit(script=script)
    reviewer.sign_in("chen@zhejiang.example")
    reviewer.go(f"/reviews/{reference}/")
    comment(reviewer, "Main purpose", ABOUT_PURPOSE)
    comment(reviewer, "Self-assessment report", ABOUT_REPORT)
    decide(reviewer, "Return to the company", reason="Two things are missing.")

    applicant = visit(script=script)
    applicant.sign_in("lin@lanting.example")
    applicant.go(f"/filings/{reference}/")
    assert "There are 2 comments. Answer each, then submit again." in applicant.text
    applicant.click("1. Main purpose", role="link")
    asked = applicant.page.locator("#asked-purpose")
    assert applicant.page.url.endswith(f"/filings/{reference}/algorithm/#asked-purpose")
    assert ABOUT_PURPOSE in asked.inner_text()
    applicant.page.get_by_label("Main purpose").fill(CORRECTED)
    asked.get_by_label("Fixed").check()
    applicant.page.get_by_label("Algorithm name").fill("澜亭新老照片修复算法")
    applicant.click("Save and come back later")
    assert "Opens when every section is complete and every comment is answered" in applicant.text

    applicant.click("See all comments", role="link")
    contested = applicant.page.locator("#comment-2")
    contested.get_by_label("Contested").check()
    applicant.press(contested.get_by_role("button"))
    assert "Enter why you contest comment 2" in applicant.text
    applicant.page.get_by_label("Why you contest it").last.fill(BECAUSE)
    applicant.press(applicant.page.locator("#comment-2").get_by_role("button"))
    assert "Every comment is answered. The filing can be submitted again." in applicant.text

    applicant.go(f"/filings/{reference}/check/")
    changed = applicant.page.locator("dl.pt-review > div").all_inner_texts()
    assert ["Not requested" in text for text in changed] == [True, False]
    assert ["Requested: comment 1" in text for text in changed] == [False, True]
    assert [text for text in (CORRECTED, BECAUSE) if text not in applicant.text] == []
    submit(applicant)

    reviewer.go(f"/reviews/{reference}/")
    assert "Fixed" in reviewer.page.locator("#field-purpose").inner_text()
    assert BECAUSE in reviewer.page.locator("#field-self_assessment").inner_text()
    assert "Changed" in reviewer.page.locator("#field-algorithm_name").inner_text()


def test_the_pages_are_fit_for_use_in_chinese(visit, case):
    reference = case.filing.reference
    reviewer = visit(language="zh-hans")
    reviewer.sign_in("chen@zhejiang.example")
    reviewer.go(f"/reviews/{reference}/comments/purpose/")
    reviewer.page.get_by_label("提出意见", exact=True).fill("请写明素材来源。")
    reviewer.click("保存意见")
    decide_in_chinese(reviewer)

    applicant = visit(language="zh-hans")
    applicant.sign_in("lin@lanting.example")
    for page in ("", "algorithm/", "corrections/"):
        applicant.go(f"/filings/{reference}/{page}")
        assert "请写明素材来源。" in applicant.text


def decide_in_chinese(visitor):
    visitor.page.get_by_label("退回补正", exact=True).check()
    visitor.page.locator("textarea[name=reason]").fill("请补正。")
    visitor.press(visitor.page.locator("#decision button").first)
    assert "1 条意见" in visitor.text
    visitor.press(visitor.page.locator("main form button").first)
