import re

import pytest

from filings import drafting
from filings.models import Filing
from notifications.models import Notification
from tests.factories import NOON, make_applicant
from tests.filings.factories import make_draft, make_entity_filing, make_filing, make_verified
from tests.filings.views.pages import address, text_of, told

pytestmark = pytest.mark.django_db


def submit(client, filing, *, revision=1, edition=None, declared="on", verification="1", **kwargs):
    edition = filing.edition if edition is None else edition
    data = {"revision": revision, "edition": edition, "verification": verification, "declared": declared}
    return client.post(address("check", filing), data, **kwargs)


def test_the_check_shows_every_answer_with_a_way_to_change_it(client, applicant):
    filing = make_filing(by=applicant)

    page = client.get(address("check", filing))

    assert "Unified social credit code 91999999MA2CFGHJ1W Change" in text_of(page)
    assert "Self-assessment report 自评估报告.pdf" in text_of(page)
    assert page.content.decode().count(f'href="{address("section", filing, "algorithm")}"') == 4


def test_an_incomplete_filing_is_sent_back_to_its_task_list(client, applicant):
    response = client.get(address("check", make_draft(applicant)), follow=True)

    assert told(response) == ["Complete every section, then check your answers."]


def test_submitting_leads_to_the_receipt(client, applicant):
    filing = make_filing(by=applicant)

    response = submit(client, filing, follow=True)

    assert response.redirect_chain == [(address("submitted", filing), 302)]
    assert text_of(response).startswith(f"Filing submitted Reference {filing.reference} Revision 1 of")


def test_nothing_is_submitted_without_the_declaration(client, applicant):
    filing = make_filing(by=applicant)

    response = submit(client, filing, declared="")

    assert text_of(response).startswith("There is a problem Tick the declaration before you submit")
    assert filing.revisions.count() == 0


def test_two_clicks_on_submit_show_the_same_receipt(client, applicant):
    filing = make_filing(by=applicant)

    first, second = submit(client, filing), submit(client, filing)

    assert first.url == second.url == address("submitted", filing)
    assert (filing.revisions.count(), Notification.objects.count()) == (1, 1)


def test_an_old_check_page_is_told_who_changed_what_it_showed(client, applicant):
    filing = make_entity_filing(by=applicant)
    old = filing.edition
    colleague = make_applicant(filing.company, name="Chen Yu")
    drafting.save_answers(
        filing, section="company", answers={"company_name": "澜亭"}, edition=old, by=colleague, at=NOON
    )

    response = submit(client, filing, edition=old)

    assert text_of(response).startswith("There is a problem Chen Yu saved a change at 2 March 2026, 12:00")
    assert "Company name 澜亭 Change" in text_of(response)
    assert submit(client, filing, edition=filing.edition).url == address("submitted", filing)


def test_the_old_receipt_of_a_returned_filing_leads_to_its_task_list(client, applicant):
    filing = make_filing(Filing.Status.RETURNED, by=applicant)

    assert submit(client, filing, follow=True).redirect_chain[-1] == (address("detail", filing), 302)


def test_whoever_checked_other_details_of_the_company_is_told_so(client, applicant):
    filing = make_filing(by=applicant)
    page = client.get(address("check", filing))
    make_verified(filing.company, company_name="杭州新澜亭科技有限公司")

    response = submit(client, filing, verification=shown(page, "verification"))

    said = "The details of your company were verified anew after you opened this page. Check your answers again."
    assert text_of(response).startswith(f"There is a problem {said}")
    assert "Company name 杭州新澜亭科技有限公司" in text_of(response)
    assert submit(client, filing, verification=shown(response, "verification")).url == address("submitted", filing)


def shown(page, name):
    return re.search(rf'name="{name}"\s+value="([^"]*)"', page.text)[1]
