"""What becomes of a published algorithm: it is changed, and later its service ends. In a browser, each person in a
window of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications import delivery
from registry.models import Entry
from reviews import intake, withdrawals
from tests.factories import make_applicant, make_company, make_office, make_publisher, make_reviewer
from tests.filings.published import NEW_PURPOSE, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sweep():
    intake.open_waiting(at=timezone.now())
    withdrawals.close_withdrawn(at=timezone.now())
    delivery.sweep(at=timezone.now() + timedelta(minutes=1))


@pytest.fixture
def published():
    make_office("")
    return make_published(make_applicant(make_company(), name="Lin Wei"))


@pytest.fixture
def applicant(visit, published):
    return signed_in(visit, published.applicant)


def signed_in(visit, person):
    visitor = visit()
    visitor.sign_in(person.email)
    return visitor


def begin(visitor, published, link, role, start):
    """From the dashboard to the task list of the amendment; return its reference."""
    visitor.go(f"/filings/{published.reference}/")
    visitor.click(link, role=role)
    visitor.click(start)
    return visitor.page.url.split("/")[-2]


def enter_day(visitor, year, month, day):
    for box, value in zip(visitor.page.locator("main .govuk-date-input input").all(), (year, month, day), strict=True):
        box.fill(str(value))


def submit(visitor):
    visitor.page.locator("main form input[type=checkbox]").check()
    visitor.click("Submit the filing")
    sweep()


def decide(visitor, outcome):
    visitor.page.get_by_label(outcome, exact=True).check()
    visitor.click("Check your decision")
    visitor.click(outcome)


def approve(visit, reference):
    for office, outcome in (("33", "Pass to national review"), ("", "Approve")):
        reviewer = signed_in(visit, make_reviewer(office))
        reviewer.go(f"/reviews/{reference}/")
        reviewer.click("Take this case")
        decide(reviewer, outcome)


def publish(visit):
    publisher = signed_in(visit, make_publisher())
    publisher.go("/reviews/publication/")
    publisher.page.locator("main form input[type=checkbox]").first.check()
    publisher.press(publisher.page.locator("main form button").first)
    publisher.click("Publish this batch", role="link")
    publisher.click("Publish")
    sweep()


def test_a_change_goes_from_its_start_to_a_new_version_of_the_entry(visit, applicant, published):
    reference = begin(applicant, published, "File a change", "button", "Start the change")
    applicant.click("What changes, and why", role="link")
    applicant.click("Save and continue")
    assert "Select what changes" in applicant.text
    applicant.page.get_by_label("Purpose", exact=True).check()
    applicant.page.get_by_label("Why does it change?").fill("功能扩展。")
    enter_day(applicant, 2026, 2, 27)
    applicant.click("Save and continue")
    applicant.page.locator("main textarea[name=purpose]").fill(NEW_PURPOSE)
    applicant.click("Save and continue")
    assert applicant.page.locator("main textarea[name=public_remark]").input_value() == "变更内容：主要用途变更"
    applicant.click("Save and continue")
    assert "As published" in applicant.text
    assert published.answers["purpose"] in applicant.text
    submit(applicant)

    approve(visit, reference)
    public = visit()
    entry = Entry.objects.get()
    public.go(f"/registry/{entry.number}/")
    assert NEW_PURPOSE not in public.text  # it waits for publication

    publish(visit)
    public.go(f"/registry/{entry.number}/")
    assert NEW_PURPOSE in public.text
    assert "变更内容：主要用途变更" in public.text
    assert "功能扩展。" not in public.text


def test_a_cancellation_leaves_the_entry_to_be_read(visit, applicant, published):
    reference = begin(applicant, published, "Cancel it", "link", "Start the cancellation")
    applicant.click("End of the service", role="link")
    enter_day(applicant, 2026, 2, 27)
    applicant.page.get_by_label("The service ends", exact=True).check()
    for name, words in [("notice_to_users", "已公告。"), ("users_data", "可导出。"), ("refunds", "按日退款。")]:
        applicant.page.locator(f"main textarea[name={name}]").fill(words)
    applicant.click("Save and continue")
    submit(applicant)

    approve(visit, reference)
    publish(visit)

    public = visit(language="zh-hans")
    public.go(f"/registry/{Entry.objects.get().number}/")
    assert "已注销：服务终止（2026年2月27日）" in public.text
    applicant.go(f"/filings/{published.reference}/")
    assert "File a change" not in applicant.text


def test_a_change_is_withdrawn(visit, applicant, published):
    reference = begin(applicant, published, "File a change", "button", "Start the change")
    applicant.click("What changes, and why", role="link")
    applicant.page.get_by_label("Purpose", exact=True).check()
    applicant.page.get_by_label("Why does it change?").fill("功能扩展。")
    enter_day(applicant, 2026, 2, 27)
    applicant.click("Save and continue")
    applicant.page.locator("main textarea[name=purpose]").fill(NEW_PURPOSE)
    applicant.click("Save and continue")
    applicant.click("Save and continue")
    submit(applicant)

    applicant.go(f"/filings/{reference}/")
    applicant.click("Withdraw the filing", role="link")
    applicant.page.locator("main textarea[name=reason]").fill("不再需要。")
    applicant.click("Withdraw")
    sweep()

    reviewer = signed_in(visit, make_reviewer("33"))
    reviewer.go(f"/reviews/{reference}/")
    assert "Withdrawn by the company" in reviewer.text
    assert "不再需要。" in reviewer.text
