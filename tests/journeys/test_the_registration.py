"""A company registers, is verified, and only then hands in what it had drafted, in a browser."""

import pytest

from filings.models import Filing
from tests.factories import make_applicant, make_company, make_office, make_reviewer
from tests.filings.factories import ENTITY, FACTS, SENSITIVE, make_pdf
from tests.journeys.test_the_road import decide, letters_to, submit, sweep, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REASON = "The scan of the licence is blurred. Upload it again."


@pytest.fixture
def people():
    make_office("")
    company = make_company(name=FACTS["company_name"])
    company.credit_code = FACTS["credit_code"]
    company.save()
    return {
        "applicant": make_applicant(company, email="lin@lanting.example", name="Lin Wei"),
        "province": make_reviewer("33", email="chen@zhejiang.example", name="Chen Yu"),
    }


def choose(page, label):
    page.get_by_label(label).set_input_files({"name": "paper.pdf", "mimeType": "application/pdf", "buffer": make_pdf()})


def register(visitor):
    """Fill in what the pages ask for, with one slip on each page about a person."""
    page = visitor.page
    visitor.click("Company details", role="link")
    page.get_by_label("Enterprise").check()
    page.get_by_label("Registered division").fill(ENTITY["division"])
    page.get_by_label("Address").fill(ENTITY["address"])
    page.get_by_label("Website").fill("lanting.example")
    page.get_by_label("Monthly active users").fill("12,000")
    visitor.click("Save and continue")
    page.get_by_label("Business licence").check()
    page.get_by_label("Address on the certificate").fill(ENTITY["certificate_address"])
    page.get_by_label("Until a date").check()
    for box, number in {"Year": "2036", "Month": "3", "Day": "27"}.items():
        page.get_by_label(box).fill(number)
    choose(page, "Scan of the certificate")
    visitor.click("Save and continue")
    page.get_by_label("Name").fill(ENTITY["legal_name"])
    page.get_by_label("Resident identity card").check()
    page.get_by_label("Number of the document").fill("999999199003070013")
    visitor.click("Save and continue")
    assert "compare each digit with the card" in visitor.text
    page.get_by_label("Number of the document").fill(ENTITY["legal_id_number"])
    visitor.click("Save and continue")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Name").fill(ENTITY["officer_name"])
    page.get_by_label("Passport").check()
    page.get_by_label("Number of the document").fill(ENTITY["officer_id_number"])
    page.get_by_label("Mobile number").fill("139 0000 987")
    page.get_by_label("E-mail address").fill(ENTITY["officer_email"])
    page.get_by_label("Position in the company").fill(ENTITY["officer_title"])
    choose(page, "Proof of employment")
    visitor.click("Save and continue")
    assert "The mobile number must have 11 digits" in visitor.text
    page.get_by_label("Mobile number").fill("139 0000 9876")
    visitor.click("Save and continue")
    choose(page, "Commitment")
    choose(page, "Duty statement")
    visitor.click("Save and continue")


def shown(visitor):
    return [value for value in SENSITIVE if value in visitor.page.content()]


@pytest.mark.parametrize("script", [True, False])
def test_a_company_registers_and_is_verified(visit, people, script):
    applicant = visit(script=script)
    applicant.sign_in(people["applicant"].email)
    applicant.click("Start the registration", role="link", exact=False)
    applicant.click("Start the registration", exact=False)
    register(applicant)
    assert shown(applicant) == []
    submit(applicant)
    filing = Filing.objects.get()

    province = visit(script=script)
    province.sign_in(people["province"].email)
    take(province)
    assert shown(province) == []
    province.click("Read in full – Number of the document", role="link", exact=False)
    province.page.get_by_label("Why do you need to read it?").fill("Compared with the card")
    province.click("Show it")
    assert shown(province) == [ENTITY["legal_id_number"]]
    province.click("Back to the case", role="link")
    assert "Compared with the card" in province.text
    decide(province, "Return to the company", reason=REASON)
    sweep()

    applicant.go(f"/filings/{filing.reference}/")
    assert REASON in applicant.text
    applicant.click("Certificate", role="link")
    applicant.page.locator("details.pt-replace summary").click()
    choose(applicant.page, "Scan of the certificate")
    applicant.click("Save and come back later")
    applicant.click("Check answers, declare and submit", role="link")
    submit(applicant)

    province.go(f"/reviews/{filing.reference}/")
    decide(province, "Verify the company's details")
    sweep()

    applicant.go("/filings/company/")
    assert "Your company's details are verified." in applicant.text
    assert f"Verified: company details {filing.reference}" in letters_to(people["applicant"])


def test_a_filing_drafted_before_leads_to_the_registration(visit, people):
    applicant = visit()
    applicant.sign_in(people["applicant"].email)
    applicant.go("/filings/new/")
    applicant.page.get_by_label("Algorithm name").fill("澜亭人像风格迁移算法")
    applicant.page.get_by_label("Service provider").check()
    applicant.click("Start the filing")
    assert "Your company is not verified yet" in applicant.text
    applicant.click("Company details", role="link")
    applicant.click("Start the registration", role="link")
    applicant.click("Start the registration", exact=False)

    assert "0 of 5 sections complete" in applicant.text
