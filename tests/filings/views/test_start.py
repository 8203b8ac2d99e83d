import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filings import permissions
from filings.models import Filing
from tests.factories import make_company
from tests.filings.factories import ANSWERS, make_entity_draft, make_filing
from tests.filings.views.pages import address, queries_of, text_of, told

pytestmark = pytest.mark.django_db


def test_starting_leads_to_the_task_list(client, applicant):
    response = client.post(reverse("filings:start"), {"name": "澜亭算法", "role": "supporter"})

    filing = Filing.objects.get()
    assert (filing.role, filing.applicant, filing.company) == ("supporter", applicant, applicant.companies.get())
    assert response.url == address("detail", filing)


def test_starting_without_a_role_says_so(client, applicant):
    response = client.post(reverse("filings:start"), {})

    assert text_of(response).startswith("There is a problem Enter the algorithm name Select your role")
    assert Filing.objects.count() == 0


def test_whose_role_changes_meanwhile_is_told_so(client, applicant, monkeypatch):
    monkeypatch.setattr("filings.views.start.permissions.may_start", lambda user, company: True)
    applicant.memberships.update(role="viewer")

    response = client.post(reverse("filings:start"), {"name": "澜亭算法", "role": "provider"})

    assert "There is a problem Your role lets you read this filing and not change it." in text_of(response)
    assert Filing.objects.count() == 0


def test_a_posted_company_is_nobodys_business_but_the_hats(client, applicant):
    own = applicant.companies.get()

    client.post(
        reverse("filings:start"), {"name": "澜亭算法", "role": "provider", "company": make_company(applicant).pk}
    )

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

    response = client.post(reverse("filings:start"), {"name": "澜亭算法", "role": "provider"})

    assert "Your role lets you read this filing and not change it." in text_of(response)
    assert Filing.objects.count() == 0


# --- The same algorithm once more ---

NAME = "澜亭老照片修复算法"


def of_algorithms():
    return Filing.objects.filter(kind=Filing.Kind.INITIAL)


def start(client, name=NAME, role="provider", **data):
    return client.post(reverse("filings:start"), {"name": name, "role": role, **data})


def test_a_filing_begins_with_its_name(client, applicant):
    start(client)

    filing = Filing.objects.get()
    assert (filing.answers, filing.title) == ({"algorithm_name": NAME}, NAME)
    assert f'value="{NAME}"' in client.get(address("section", filing, "algorithm")).content.decode()


def test_a_second_start_for_the_same_algorithm_offers_the_filing_that_is_there(client, applicant):
    filing = make_filing(by=applicant)

    response = start(client, name="澜亭老照片 修复算法")

    assert "You have a filing of this name already" in text_of(response)
    assert f'href="{address("detail", filing)}"' in response.content.decode()
    assert of_algorithms().count() == 1


def test_another_one_can_be_started_all_the_same_and_two_clicks_start_it_once(client, applicant):
    make_filing(by=applicant)

    answers = [start(client, another="yes") for _click in range(2)]

    assert of_algorithms().count() == 2
    assert answers[0].url == answers[1].url


def test_in_the_other_role_nothing_is_in_the_way(client, applicant):
    make_filing(by=applicant)

    assert start(client, role="supporter").status_code == 302


def test_starting_asks_as_much_of_the_database_for_one_namesake_as_for_three(client, applicant):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            start(client)
        return len(queries)

    make_filing(by=applicant)
    for_one = ask()
    make_filing(by=applicant), make_filing(by=applicant)

    assert ask() == for_one


def test_a_name_that_is_taken_is_told_when_it_is_saved(client, applicant):
    first = make_filing(by=applicant)
    second = make_filing(by=applicant)
    data = {key: ANSWERS[key] for key in ("algorithm_name", "domain", "purpose")}

    there = address("section", second, "algorithm")
    answer = client.post(there, data | {"role": "provider", "edition": second.edition}, follow=True)

    assert [words.split(".")[0] for words in told(answer)] == [f"{first.reference} has the same algorithm name"]


# --- A copy ---


def test_the_copy_is_in_the_other_role_unless_another_is_chosen(client, applicant):
    filing = make_filing(by=applicant)

    page = client.get(address("copy", filing))
    assert page.context["form"]["role"].value() == "supporter"
    answer = client.post(address("copy", filing), {"role": "supporter"})

    copy = of_algorithms().exclude(pk=filing.pk).get()
    assert (copy.role, answer.url) == ("supporter", address("detail", copy))


def test_the_pages_of_a_filing_lead_to_its_copy(client, applicant):
    for status in ("draft", "submitted"):
        filing = make_filing(status, by=applicant)

        assert f'href="{address("copy", filing)}"' in client.get(address("detail", filing)).content.decode()
    assert f'href="{address("copy", filing)}"' in client.get(address("submitted", filing)).content.decode()


def test_a_copy_without_a_role_says_so(client, applicant):
    filing = make_filing(by=applicant)

    assert "Select the role of the new filing" in text_of(client.post(address("copy", filing), {}))
    assert of_algorithms().count() == 1


def test_the_registration_has_no_copy(client, applicant):
    assert client.get(address("copy", make_entity_draft(applicant))).status_code == 404


def test_who_only_reads_makes_no_copy(client, applicant):
    filing = make_filing(by=applicant)
    applicant.memberships.update(role="viewer")

    assert client.get(address("copy", filing)).status_code == 403
    assert "Copy into a new filing" not in text_of(client.get(address("detail", filing)))
