import pytest

from filings import amendment, drafting, submission
from filings.models import Filing
from tests.factories import NOON, make_staff
from tests.filings.factories import (
    ANSWERS,
    make_draft,
    make_entity_filing,
    make_filing,
    make_submitted_filing,
)
from tests.filings.views.pages import address, queries_of, text_of
from tests.registry.factories import make_approval, make_entry

pytestmark = pytest.mark.django_db


def submit_and_return(filing, *, revision):
    submission.submit(filing, revision=revision, by=filing.applicant, at=NOON)
    amendment.reopen(filing, reason="请补充。", by=make_staff("reviewer"), at=NOON)


def test_the_task_list_says_what_is_done_and_what_is_to_do(client, applicant):
    filing = make_filing(by=applicant, purpose="", products=[])

    page = text_of(client.get(address("detail", filing)))

    assert "1 of 3 sections complete" in page
    assert "About your company Company details Verified" in page
    assert "Name, role and purpose In progress" in page
    assert "Self-assessment report 1 thing to look at Completed" in page
    assert "Products that use it Not started" in page
    assert "Check answers, declare and submit Opens when every section is complete Cannot start yet" in page


def test_a_complete_task_list_leads_to_the_check(client, applicant):
    filing = make_filing(by=applicant)

    page = client.get(address("detail", filing))

    assert "3 of 3 sections complete" in text_of(page)
    assert f'href="{address("check", filing)}"' in page.content.decode()


def test_a_supporter_is_not_asked_for_products(client, applicant):
    filing = make_draft(applicant, role="supporter")

    assert "Products that use it" not in text_of(client.get(address("detail", filing)))
    assert client.get(address("section", filing, "products")).status_code == 404


def test_a_returned_filing_shows_when_and_why_it_was_returned(client, applicant):
    filing = make_filing(Filing.Status.RETURNED, by=applicant, reason="请补充训练数据来源。")

    page = text_of(client.get(address("detail", filing)))

    assert page.startswith("Changes needed: returned on 2 March 2026 请补充训练数据来源。")
    assert "Returned for changes 2 March 2026 – with you" in page
    assert "请补充训练数据来源。" in text_of(client.get(address("section", filing, "algorithm")))


def test_the_task_list_asks_as_much_of_the_database_after_one_return_as_after_three(
    client, applicant, django_assert_num_queries
):
    filing = make_filing(Filing.Status.RETURNED, by=applicant)
    after_one = queries_of(client, address("detail", filing))
    submit_and_return(filing, revision=2), submit_and_return(filing, revision=3)

    with django_assert_num_queries(after_one):
        client.get(address("detail", filing))


def test_a_submitted_filing_is_read_with_its_revisions(client, applicant):
    filing = make_entity_filing(Filing.Status.RETURNED, by=applicant)
    drafting.save_answers(
        filing, section="company", answers={"company_name": "澜亭"}, edition=filing.edition, by=applicant, at=NOON
    )
    submission.submit(filing, revision=2, by=applicant, at=NOON)

    latest = text_of(client.get(address("detail", filing)))
    first = text_of(client.get(address("revision", filing, 1)))

    assert "Revision 2, submitted on 2 March 2026, 12:00 by Lin Wei." in latest
    assert "Company name 澜亭" in latest
    assert "Revision 1, submitted on 2 March 2026, 12:00 by Lin Wei. Revision 2 has replaced it." in first
    assert f"Company name {ANSWERS['company_name']}" in first
    assert client.get(address("revision", filing, 3)).status_code == 404


def test_a_refused_filing_says_why(client, applicant):
    filing = make_filing(Filing.Status.REFUSED, by=applicant, reason="不属于深度合成。")

    assert "Why it was refused 不属于深度合成。" in text_of(client.get(address("detail", filing)))


def test_an_approved_filing_waits_for_the_next_batch(client, applicant):
    filing = make_filing(Filing.Status.APPROVED, by=applicant)

    page = text_of(client.get(address("detail", filing)))
    assert "Filing number 网信算备 330106 5072064 01 23 003 5 号" in page
    assert "Published in the registry With the next batch" in page


def test_a_published_filing_waits_for_nothing(client, applicant):
    filing = make_filing(Filing.Status.APPROVED, by=applicant)
    make_approval(filing_reference=filing.reference, entry=make_entry())

    page = text_of(client.get(address("detail", filing)))

    assert "Approved 2 March 2026 Published in the registry See the progress" in page


def test_the_page_of_a_submitted_filing_asks_as_much_for_one_revision_as_for_three(
    client, applicant, django_assert_num_queries
):
    one, three = make_submitted_filing(by=applicant), make_filing(Filing.Status.RETURNED, by=applicant)
    submit_and_return(three, revision=2)
    submission.submit(three, revision=3, by=applicant, at=NOON)

    with django_assert_num_queries(queries_of(client, address("detail", one))):
        client.get(address("detail", three))
