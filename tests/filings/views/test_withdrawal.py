import pytest

from tests.factories import make_applicant
from tests.filings.factories import make_filing
from tests.filings.views.pages import address, text_of, told

pytestmark = pytest.mark.django_db


def test_the_way_to_withdraw_stands_on_the_page_of_a_filing_that_is_not_decided(client, applicant):
    way = "Withdraw the filing"

    shown = {
        status: way in text_of(client.get(address("detail", make_filing(status, by=applicant))))
        for status in ["draft", "submitted", "returned", "approved", "refused"]
    }

    assert shown == {"draft": False, "submitted": True, "returned": True, "approved": False, "refused": False}


def test_the_page_asks_why_and_then_the_filing_is_withdrawn(client, applicant):
    filing = make_filing("submitted", by=applicant)

    asked = client.post(address("withdraw", filing), {"reason": ""})
    done = client.post(address("withdraw", filing), {"reason": "产品已停止开发。"}, follow=True)

    assert "Enter the reason: the office reads it" in text_of(asked)
    assert told(done) == ["The filing is withdrawn. The office is told."]
    assert "Why it was withdrawn 产品已停止开发。" in text_of(done)
    assert "Withdraw the filing" not in text_of(done)


def test_what_was_decided_meanwhile_is_said_on_the_page(client, applicant):
    filing = make_filing("refused", by=applicant)

    page = client.post(address("withdraw", filing), {"reason": "产品已停止开发。"})

    assert "This cannot be done any more: the status is now “Refused”." in text_of(page)
    assert client.get(address("withdraw", filing)).status_code == 302


def test_whoever_only_reads_has_no_such_page(client):
    filing = make_filing("submitted")
    client.force_login(make_applicant(filing.company, "viewer"))

    assert client.get(address("withdraw", filing)).status_code == 403
    assert "Withdraw the filing" not in text_of(client.get(address("detail", filing)))
