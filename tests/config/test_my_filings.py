import re
from datetime import date

import pytest

from tests.factories import make_applicant, make_company, make_reviewer
from tests.filings.factories import make_entity_filing, make_verified
from tests.reviews.factories import make_case, make_filing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

MINE = "/filings/"


@pytest.fixture
def company(client):
    company = make_company()
    client.force_login(make_applicant(company))
    return company


def groups(page):
    return [(need.label, [line.filing for line in lines]) for need, lines in page.context["groups"]]


def test_filings_stand_by_what_they_need_from_the_company(client, company):
    def case(status):
        filing_status = {"returned": "returned", "published": "approved", "refused": "refused"}.get(status, "submitted")
        return make_case(filing=make_filing(company=company, status=filing_status), status=status).filing

    draft, fresh = make_filing(company=company, status="draft"), make_filing(company=company)
    published, refused, national, returned = case("published"), case("refused"), case("national"), case("returned")
    make_filing(status="draft")  # another company's

    page = client.get(MINE)

    assert [(label, set(filings)) for label, filings in groups(page)] == [
        ("Changes needed", {returned}),
        ("Drafts to finish", {draft}),
        ("In review", {fresh, national}),
        ("Decided", {published, refused}),
    ]


def test_the_clock_is_shown_while_it_runs(client, company):
    make_case(filing=make_filing(company=company), due_on=date(2026, 3, 4))

    page = client.get(MINE)

    assert "2 working days left" in page.text
    assert [line.days_left for _need, lines in page.context["groups"] for line in lines] == [2]


def test_a_filing_that_has_no_case_yet_is_being_opened(client, company):
    make_filing(company=company)

    assert "Being opened" in client.get(MINE).text


def test_no_filings_yet(client, company):
    page = client.get(MINE)

    assert "You have no filings yet" in page.text
    assert page.text.count('href="/filings/new/"') == 1


@pytest.mark.parametrize("filings", [1, 3])
def test_the_dashboard_takes_as_many_queries_for_one_filing_as_for_three(
    client, company, django_assert_num_queries, filings
):
    for _n in range(filings):
        make_case(filing=make_filing(company=company))

    with django_assert_num_queries(8):
        client.get(MINE)


def test_the_room_is_for_companies(client):
    client.force_login(make_reviewer("33"))

    assert client.get(MINE).status_code == 403


BUTTON = re.compile(r'class="govuk-button"\s+href="([^"]+)"')


def test_whoever_has_just_opened_a_company_sees_one_next_step(client, company):
    page = client.get(MINE)

    assert "Your company is not registered yet: start its registration." in page.text
    assert BUTTON.findall(page.text) == ["/filings/company/"]


@pytest.mark.parametrize(("role", "status"), [("editor", None), ("viewer", None), ("owner", "submitted")])
def test_whoever_can_do_nothing_about_the_registration_reads_how_it_stands(client, role, status):
    person = make_applicant(role=role)
    client.force_login(person)
    if status:
        make_entity_filing(status, by=person)

    page = client.get(MINE)

    assert "pt-alert" not in page.text
    assert "Until it is verified you can draft filings, and not submit them." in page.text
    assert ("Start the registration" in page.text, "for its owners to write" in page.text) == (False, status is None)
    assert ("See where the registration is" in page.text) == (status == "submitted")


def test_a_verified_company_is_asked_for_nothing(client):
    company = make_company()
    make_verified(company)
    client.force_login(make_applicant(company))

    page = client.get(MINE)

    assert BUTTON.findall(page.text) == ["/filings/new/"]
    assert "Until it is verified" not in page.text
