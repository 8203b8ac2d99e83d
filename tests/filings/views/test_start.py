import pytest
from django.urls import reverse

from filings import permissions
from filings.models import Filing
from tests.factories import make_company
from tests.filings.factories import make_filing
from tests.filings.views.pages import address, queries_of, text_of

pytestmark = pytest.mark.django_db


def test_starting_leads_to_the_task_list(client, applicant):
    response = client.post(reverse("filings:start"), {"role": "supporter"})

    filing = Filing.objects.get()
    assert (filing.role, filing.applicant, filing.company) == ("supporter", applicant, applicant.companies.get())
    assert response.url == address("detail", filing)


def test_starting_without_a_role_says_so(client, applicant):
    response = client.post(reverse("filings:start"), {})

    assert text_of(response).startswith("There is a problem Select your role")
    assert Filing.objects.count() == 0


def test_whose_role_changes_meanwhile_is_told_so(client, applicant, monkeypatch):
    monkeypatch.setattr("filings.views.start.permissions.may_start", lambda user, company: True)
    applicant.memberships.update(role="viewer")

    response = client.post(reverse("filings:start"), {"role": "provider"})

    assert "There is a problem Your role lets you read this filing and not change it." in text_of(response)
    assert Filing.objects.count() == 0


def test_a_posted_company_is_nobodys_business_but_the_hats(client, applicant):
    own = applicant.companies.get()

    client.post(reverse("filings:start"), {"role": "provider", "company": make_company(applicant).pk})

    assert Filing.objects.get().company == own


def test_who_has_a_draft_is_offered_it(client, applicant):
    make_filing(by=applicant)

    response = client.get(reverse("filings:start"))

    assert "Continue a draft 澜亭老照片修复算法" in text_of(response)


def test_the_start_page_asks_as_much_of_the_database_for_one_draft_as_for_three(
    client, applicant, django_assert_num_queries
):
    make_filing(by=applicant)
    for_one = queries_of(client, reverse("filings:start"))
    make_filing(by=applicant), make_filing(by=applicant)

    with django_assert_num_queries(for_one):
        client.get(reverse("filings:start"))


def test_who_loses_the_role_at_the_last_moment_is_told_so(client, applicant, monkeypatch):
    monkeypatch.setattr(permissions, "may_start", lambda *asked: True)  # as it was when the page asked
    applicant.memberships.update(role="viewer")

    response = client.post(reverse("filings:start"), {"role": "provider"})

    assert "Your role lets you read this filing and not change it." in text_of(response)
    assert Filing.objects.count() == 0
