"""From a company's draft to the public registry, in a browser, each person in a window of their own."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from notifications import delivery
from registry import numbers
from registry.models import Entry
from reviews import intake
from tests.factories import make_applicant, make_company, make_office, make_publisher, make_reviewer
from tests.filings.factories import make_verified
from tests.filings.second import ALGORITHM, EVIDENCE, OF_PROVIDER, OF_SUPPORTER
from tests.journeys.filling import fill_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COMPANY = "杭州澜亭影像科技有限公司"
PURPOSE = "应用于图像生成场景，根据用户上传的人像照片，生成所选画风的图像。"
CORRECTED = "应用于图像生成场景，根据用户上传的人像照片，生成所选画风并带有显式标识的图像。"
ANSWERS = ALGORITHM | OF_PROVIDER | EVIDENCE | {"algorithm_name": "澜亭人像风格迁移算法", "purpose": PURPOSE}
REASON = "Say how the generated picture is labelled."
OPINION = "Complete and consistent."


def sweep():
    """What the supervised sweep does every ten seconds."""
    intake.open_waiting(at=timezone.now())
    # The sweep leaves a fresh message to its nudge for some seconds; here nobody takes the nudge.
    delivery.sweep(at=timezone.now() + timedelta(minutes=1))


def letters_to(person):
    return [letter.subject for letter in mail.outbox if letter.to == [person.email]]


@pytest.fixture
def people():
    make_office("")
    applicant = make_applicant(make_company(name=COMPANY), email="lin@lanting.example", name="Lin Wei")
    make_verified(applicant.companies.get())  # how it came to be is told in test_the_registration.py
    return {
        "applicant": applicant,
        "province": make_reviewer("33", email="chen@zhejiang.example", name="Chen Yu"),
        "nation": make_reviewer("", email="gao@national.example", name="Gao Ning"),
        "publisher": make_publisher(email="tang@national.example", name="Tang Lan"),
    }


def submit(visitor):
    visitor.page.locator("main form input[type=checkbox]").check()
    visitor.click("Submit the filing")
    sweep()


def decide(visitor, outcome, *, reason=""):
    visitor.page.get_by_label(outcome, exact=True).check()
    visitor.page.get_by_label("Reason or opinion").fill(reason)
    visitor.click("Check your decision")
    visitor.click(outcome)


def take(visitor):
    visitor.go("/reviews/")
    visitor.click("Take the next case")


def verify(visitor, receipt):
    """Paste the whole receipt, as somebody does who was given it."""
    visitor.page.get_by_label("Fingerprint or receipt").fill(receipt)
    visitor.click("Compare")
    assert "It matches" in visitor.text


def test_a_filing_goes_from_the_first_draft_to_the_public_registry(visit, people):
    applicant = visit()
    applicant.sign_in(people["applicant"].email)
    applicant.click("Start a filing", role="link")
    applicant.page.get_by_label("Service provider").check()
    applicant.press(applicant.page.locator("main form button[type=submit]").first)
    reference = applicant.page.url.split("/")[-2]
    applicant.click("Name, role and launch", role="link")
    applicant.click("Save and continue")
    assert "There is a problem" in applicant.text
    fill_in(applicant, reference, ANSWERS)
    submit(applicant)
    receipt = applicant.page.request.get(f"{applicant.address}/filings/{reference}/revisions/1/receipt.json").text()
    applicant.click("Page that verifies it", role="link")
    witness = visit()
    witness.go(urlsplit(applicant.page.url).path)
    verify(witness, receipt)
    assert PURPOSE not in witness.page.locator("main dl").inner_text()

    province = visit()
    province.sign_in(people["province"].email)
    take(province)
    assert PURPOSE in province.text
    decide(province, "Return to the company", reason=REASON)
    sweep()

    applicant.go(f"/filings/{reference}/")
    assert REASON in applicant.text
    applicant.click("Purpose", role="link")
    applicant.page.get_by_label("Main purpose").fill(CORRECTED)
    applicant.click("Save and come back later")
    applicant.click("Check answers, declare and submit", role="link")
    submit(applicant)

    province.go(f"/reviews/{reference}/")
    assert CORRECTED in province.text
    assert PURPOSE in province.text  # the reviewer sees both
    decide(province, "Pass to national review", reason=OPINION)

    nation = visit()
    nation.sign_in(people["nation"].email)
    take(nation)
    assert OPINION in nation.text
    decide(nation, "Approve")
    sweep()

    publisher = visit()
    publisher.sign_in(people["publisher"].email)
    publisher.go("/reviews/publication/")
    publisher.page.locator("main form input[type=checkbox]").first.check()
    publisher.press(publisher.page.locator("main form button").first)
    publisher.click("Publish this batch", role="link")
    publisher.click("Publish")
    sweep()

    public = visit()
    public.go("/registry/")
    public.page.locator("main input[name=q]").first.fill("澜亭")
    public.click("Search")
    public.click("澜亭人像风格迁移算法", role="link")
    entry = Entry.objects.get()
    assert public.page.url.endswith(f"/registry/{entry.number}/")
    assert numbers.parse(entry.number).is_sound
    assert CORRECTED in public.text
    assert OPINION not in public.text
    assert public.context.cookies() == []

    reader = visit(language="zh-hans")
    reader.go(f"/registry/{entry.number}/")
    assert "深度合成服务提供者" in reader.text
    reader.go(f"/registry/batches/{entry.batch.slug}/")
    assert "澜亭人像风格迁移算法" in reader.text

    applicant.go(f"/filings/{reference}/progress/")
    assert OPINION not in applicant.text
    assert len(letters_to(people["applicant"])) >= 5


def test_the_main_pages_speak_chinese(visit, people):
    public = visit(language="zh-hans")
    for path, words in [
        ("/", "算法备案"),
        ("/registry/", "备案"),
        ("/registry/batches/", "备案"),
        ("/account/login/", "登录"),
    ]:
        public.go(path)
        assert public.page.locator("html").get_attribute("lang") == "zh-Hans"
        assert words in public.page.locator("body").inner_text()

    applicant = visit(language="zh-hans")
    applicant.sign_in(people["applicant"].email)
    applicant.go("/filings/new/")
    applicant.page.locator("main input[type=radio]").first.check()
    applicant.press(applicant.page.locator("main form button[type=submit]").first)
    applicant.press(applicant.page.locator("main ul.govuk-task-list a").first)
    assert "统一社会信用代码" in applicant.text
    applicant.page.go_back()
    applicant.press(applicant.page.locator("main ul.govuk-task-list a").nth(1))
    assert "算法名称" in applicant.text
    applicant.press(applicant.page.locator("main form button").first)
    assert applicant.page.title().startswith("错误：")

    province = visit(language="zh-hans")
    province.sign_in(people["province"].email)
    province.go("/reviews/")
    assert "浙江" in province.text


def test_a_supporter_files_without_script(visit, people):
    applicant = visit(script=False)
    applicant.sign_in(people["applicant"].email)
    applicant.click("Start a filing", role="link")
    applicant.page.get_by_label("Technical supporter").check()
    applicant.press(applicant.page.locator("main form button[type=submit]").first)
    fill_in(applicant, applicant.page.url.split("/")[-2], ALGORITHM | OF_SUPPORTER | EVIDENCE)
    submit(applicant)

    assert "F-" in applicant.text
    assert letters_to(people["province"]) != []
