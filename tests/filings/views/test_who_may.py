import pytest
from django.urls import reverse

from tests.factories import make_reviewer
from tests.filings.factories import make_draft, make_filing, make_submitted_filing
from tests.filings.views.pages import address

pytestmark = pytest.mark.django_db
PAGES = [
    ("detail", ()),
    ("section", ("company",)),
    ("section", ("products",)),
    ("section", ("documents",)),
    ("check", ()),
    ("submitted", ()),
    ("revision", (1,)),
    ("document", ("{uuid}",)),
    ("remove_document", ("self_assessment",)),
]


@pytest.mark.parametrize(("view", "args"), PAGES)
def test_a_foreign_filing_and_a_missing_one_are_the_same_page_not_found(client, applicant, view, args):
    foreign = make_submitted_filing()
    uuid = foreign.attachments.get().uuid
    there = address(view, foreign, *(arg.format(uuid=uuid) if isinstance(arg, str) else arg for arg in args))
    missing = there.replace(foreign.reference, "F-2026-999999")

    found, not_there = client.get(there), client.get(missing)

    assert (found.status_code, not_there.status_code) == (404, 404)
    assert found.content.replace(foreign.reference.encode(), b"F-2026-999999") == not_there.content
    assert client.post(there).status_code in (404, 405)


@pytest.mark.parametrize(("view", "args"), PAGES)
def test_visitors_are_asked_to_sign_in(client, view, args):
    filing = make_submitted_filing()
    args = [arg.format(uuid=filing.attachments.get().uuid) if isinstance(arg, str) else arg for arg in args]

    response = client.get(address(view, filing, *args))

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_a_reviewer_cannot_start_a_filing(client):
    client.force_login(make_reviewer())

    assert client.get(reverse("filings:start")).status_code == 403


@pytest.mark.parametrize("view", ["detail", "submitted"])
def test_pages_for_reading_take_no_post(client, applicant, view):
    assert client.post(address(view, make_filing(by=applicant))).status_code == 405


@pytest.mark.parametrize("view", ["section", "check"])
def test_pages_that_act_take_no_other_verb(client, applicant, view):
    filing = make_filing(by=applicant)
    there = address(view, filing, *(["company"] if view == "section" else []))

    assert [client.put(there).status_code, client.delete(there).status_code] == [405, 405]


def test_private_pages_are_stored_nowhere(client, applicant):
    assert "no-store" in client.get(address("detail", make_draft(applicant)))["Cache-Control"]
