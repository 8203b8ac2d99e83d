import re

import pytest
from django.utils import timezone

from filings import drafting
from filings.models import Filing
from tests.factories import NOON, make_applicant
from tests.filings.factories import (
    ANSWERS,
    ENTITY,
    make_draft,
    make_entity_draft,
    make_entity_filing,
    make_filing,
    make_submitted_filing,
)
from tests.filings.views.pages import address, text_of, told

pytestmark = pytest.mark.django_db
COMPANY = {
    key: ENTITY[key]
    for key in (
        "company_name",
        "entity_type",
        "division",
        "address",
        "website",
        "monthly_active_users",
        "credit_code",
    )
}


def post_company(client, filing, *, edition=None, button="continue", **answers):
    edition = filing.edition if edition is None else edition
    return client.post(address("section", filing, "company"), COMPANY | answers | {"edition": edition, "next": button})


def test_saving_a_complete_section_leads_to_the_next_one_to_do(client, applicant):
    filing = make_entity_draft(applicant)

    response = post_company(client, filing)

    filing.refresh_from_db()
    assert filing.answers == COMPANY
    assert response.url == address("section", filing, "certificate")


def test_saving_the_last_section_leads_to_the_check(client, applicant):
    filing = make_entity_filing(by=applicant)

    assert post_company(client, filing, company_name="澜亭").url == address("check", filing)


def test_errors_stand_at_the_top_and_at_the_field_and_what_was_typed_is_saved(client, applicant):
    filing = make_entity_draft(applicant)

    response = post_company(client, filing, credit_code="91110000802100433C", division="99")

    page = response.content.decode()
    assert re.search(r"<title>\s*Error: Company details", page)
    assert '<a href="#id_credit_code">The credit code must match its check character' in page
    assert 'value="91110000802100433C"' in page
    assert "Saved" in text_of(response)
    filing.refresh_from_db()
    assert filing.answers["credit_code"] == "91110000802100433C"


def test_the_page_after_errors_can_be_saved_again(client, applicant):
    filing = make_entity_draft(applicant)
    page = post_company(client, filing, division="99").content.decode()
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]

    response = post_company(client, filing, edition=edition)

    assert response.url == address("section", filing, "certificate")


def test_coming_back_later_is_always_possible_and_says_what_is_wrong_so_far(client, applicant):
    filing = make_entity_draft(applicant)

    response = client.post(
        address("section", filing, "company"), {"credit_code": "12", "edition": "0", "next": "later"}, follow=True
    )

    assert response.redirect_chain == [(address("detail", filing), 302)]
    assert told(response) == ["Company details, saved: The credit code must have 18 characters"]
    filing.refresh_from_db()
    assert {key: value for key, value in filing.answers.items() if value} == {"credit_code": "12"}


def test_an_unknown_county_is_saved_with_a_word_about_it(client, applicant):
    filing = make_entity_draft(applicant)
    caution = "We know no county with the code 330199. If it is what the licence says, go on."

    response = client.post(
        address("section", filing, "company"),
        COMPANY | {"division": "330199", "edition": "0", "next": "continue"},
        follow=True,
    )

    assert told(response) == [f"Company details, saved. Compare with the licence: {caution}"]
    assert caution in text_of(client.get(address("section", filing, "company")))


def test_a_page_that_grew_old_keeps_both_texts(client, applicant):
    filing = make_entity_draft(applicant)
    colleague = make_applicant(filing.company, name="Chen Yu")
    drafting.save_answers(filing, section="company", answers=COMPANY, edition=0, by=colleague, at=timezone.now())

    response = post_company(client, filing, edition=0, company_name="我的公司")

    assert text_of(response).startswith("Not saved Chen Yu saved this section at")
    assert f"What is saved Company name {COMPANY['company_name']}" in text_of(response)
    assert 'value="我的公司"' in response.content.decode()
    filing.refresh_from_db()
    assert filing.answers == COMPANY


def test_an_old_page_saved_once_more_replaces_what_is_saved(client, applicant):
    filing = make_entity_draft(applicant)
    drafting.save_answers(filing, section="company", answers=COMPANY, edition=0, by=applicant, at=NOON)
    page = post_company(client, filing, edition=0, company_name="我的公司").content.decode()
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]

    post_company(client, filing, edition=edition, company_name="我的公司")

    filing.refresh_from_db()
    assert filing.answers["company_name"] == "我的公司"


@pytest.mark.parametrize("edition", ["", "x", "-5", "9" * 30])
def test_a_page_without_a_sound_edition_counts_as_old(client, applicant, edition):
    filing = make_entity_draft(applicant)
    drafting.save_answers(filing, section="company", answers=COMPANY, edition=0, by=applicant, at=NOON)

    assert text_of(post_company(client, filing, edition=edition, company_name="我")).startswith("Not saved")


def test_text_typed_into_a_filing_that_was_submitted_meanwhile_is_still_on_the_page(client, applicant):
    filing = make_entity_filing(Filing.Status.SUBMITTED, by=applicant)

    response = post_company(client, filing, company_name="我的公司")

    assert text_of(response).startswith("Not saved The filing cannot be changed now: its status is “Submitted”.")
    assert 'value="我的公司"' in response.content.decode()


@pytest.mark.parametrize(("view", "args"), [("section", ("algorithm",)), ("section", ("documents",)), ("check", ())])
def test_the_form_of_a_submitted_filing_leads_to_what_was_submitted(client, applicant, view, args):
    filing = make_submitted_filing(by=applicant)
    there = address(view, filing, *args)

    assert client.get(there).url == address("detail", filing)


def test_an_unknown_section_is_not_found(client, applicant):
    assert client.get(address("section", make_draft(applicant), "poems")).status_code == 404


def test_changing_the_role_changes_what_is_asked(client, applicant):
    filing = make_filing(by=applicant)
    data = {key: ANSWERS[key] for key in ("algorithm_name", "domain", "purpose")}

    client.post(
        address("section", filing, "algorithm"),
        data | {"role": "supporter", "edition": filing.edition, "next": "continue"},
    )

    assert "2 of 2 sections complete" in text_of(client.get(address("detail", filing)))
