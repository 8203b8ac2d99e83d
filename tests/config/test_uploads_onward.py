import pytest

from tests.factories import make_applicant
from tests.filings.factories import make_draft
from tests.filings.views.pages import address

pytestmark = pytest.mark.django_db


def test_a_script_that_sends_a_form_is_told_where_to_go(client):
    applicant = make_applicant()
    client.force_login(applicant)
    there = address("section", make_draft(applicant), "documents")

    plain = client.post(there, {"next": "later"})
    told = client.post(there, {"next": "later"}, headers={"x-upload": "progress"})

    assert (plain.status_code, "X-Onward" in plain) == (302, False)
    assert (told.status_code, told["X-Onward"], "Location" in told) == (200, plain.url, False)


def test_a_page_that_comes_back_is_the_page(client):
    applicant = make_applicant()
    client.force_login(applicant)
    there = address("section", make_draft(applicant), "documents")

    answer = client.post(there, {"next": "continue"}, headers={"x-upload": "progress"})

    assert (answer.status_code, "X-Onward" in answer) == (200, False)
    assert "Upload the self-assessment report" in answer.text
