"""What each role of a company meets on the pages of a filing."""

import contextlib
import re

import pytest
from django.urls import reverse

from filings.models import Filing
from tests.factories import make_applicant, make_company
from tests.filings.factories import ANSWERS, make_attachment, make_draft, make_entity_filing, make_filing, make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return make_company(name="杭州澜亭影像科技有限公司")


@pytest.fixture
def owner(company):
    return make_applicant(company)


@pytest.fixture
def viewer(client, company):
    viewer = make_applicant(company, "viewer")
    client.force_login(viewer)
    return viewer


def address(view, filing, *args):
    return reverse(f"filings:{view}", args=[filing.reference, *args])


def text_of(response):
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_a_viewer_reads_a_draft_without_ways_to_change_it(client, owner, viewer):
    filing = make_filing(by=owner)

    page = client.get(address("detail", filing))

    assert ANSWERS["purpose"] in text_of(page)
    assert "自评估报告.pdf" in text_of(page)
    assert f'href="{address("section", filing, "algorithm")}"' not in page.text
    assert f'href="{address("check", filing)}"' not in page.text


def test_a_viewer_reads_what_was_submitted(client, owner, viewer):
    filing = make_filing("submitted", by=owner)

    assert client.get(address("detail", filing)).status_code == 200
    with contextlib.closing(client.get(address("document", filing, filing.attachments.get().uuid))) as document:
        assert document.status_code == 200


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("section", ["algorithm"]),
        ("section", ["products"]),
        ("section", ["documents"]),
        ("remove_document", ["self_assessment"]),
        ("check", []),
    ],
)
def test_a_viewer_opens_no_page_that_changes_something(client, owner, viewer, view, args):
    filing = make_filing(by=owner)

    assert client.get(address(view, filing, *args)).status_code == 403


def test_a_role_that_was_lost_while_a_form_was_open_saves_nothing_and_keeps_the_text(client, company, owner, viewer):
    filing = make_draft(owner)

    page = client.post(
        address("section", filing, "algorithm"), {"algorithm_name": "澜亭新算法", "edition": 0, "next": "continue"}
    )

    assert page.context["refusal"] == (
        "Your role lets you read this filing and not change it. Ask an owner of the company."
    )
    assert page.context["form"]["algorithm_name"].value() == "澜亭新算法"
    assert "What you typed stands below, so that you can copy it." in text_of(page)
    assert Filing.objects.get().answers == {}


def test_a_viewer_puts_and_takes_no_document(client, owner, viewer):
    filing = make_draft(owner)
    kept = make_attachment(filing)

    put = client.post(address("section", filing, "documents"), {"self_assessment": make_upload(), "next": "continue"})
    take = client.post(address("remove_document", filing, "self_assessment"))

    assert "Your role lets you read this filing" in text_of(put)
    assert "Your role lets you read this filing" in text_of(take)
    assert list(filing.attachments.current()) == [kept]


def test_a_viewer_submits_nothing(client, owner, viewer):
    filing = make_filing(by=owner)

    page = client.post(address("check", filing), {"declared": "on", "revision": 1, "edition": filing.edition})

    assert page.context["form"].non_field_errors() == [
        "Your role lets you read this filing and not change it. Ask an owner of the company."
    ]
    filing.refresh_from_db()
    assert filing.status == "draft"


def test_an_editor_goes_on_with_what_a_colleague_began(client, company, owner):
    filing = make_filing(by=owner)
    client.force_login(make_applicant(company, "editor"))

    client.post(
        address("check", filing), {"declared": "on", "revision": 1, "edition": filing.edition, "verification": 1}
    )

    filing.refresh_from_db()
    assert filing.status == "submitted"


def test_a_viewer_starts_no_filing_and_is_offered_none(client, owner, viewer):
    assert client.get("/filings/new/").status_code == 403
    assert client.post("/filings/new/", {"role": "provider"}).status_code == 403
    assert "This company has no filings yet" in text_of(client.get("/filings/"))
    make_draft(owner)
    assert "Start a filing" not in text_of(client.get("/filings/"))


def test_a_filing_is_started_for_the_hat(client):
    first, second = make_company(name="清湄"), make_company(name="云阙")
    li = make_applicant(first)
    second.memberships.create(user=li, role="editor")
    make_draft(make_applicant(first))
    client.force_login(li)
    client.post(f"/account/companies/{second.uuid}/acting/")

    page = client.get("/filings/new/")
    assert ("云阙" in text_of(page), "清湄" in text_of(page), list(page.context["drafts"])) == (True, False, [])
    client.post("/filings/new/", {"name": "澜亭算法", "role": "provider"})

    started = Filing.objects.get(applicant=li)
    assert started.company == second
    assert [line.filing for _need, lines in client.get("/filings/").context["groups"] for line in lines] == [started]


@pytest.mark.parametrize("view", ["filings:detail", "progress"])
def test_a_page_about_a_filing_shows_its_company_as_the_hat(client, view):
    first, second = make_company(name="清湄"), make_company(name="云阙")
    li = make_applicant(first)
    second.memberships.create(user=li, role="viewer")
    filing = make_draft(make_applicant(second))
    client.force_login(li)

    page = client.get(reverse(view, args=[filing.reference]))

    assert page.context["hat"].worn.company == second
    assert client.get("/filings/").context["hat"].worn.company == first


def test_a_viewer_reads_personal_data_masked_and_is_offered_no_more(client, owner, viewer):
    filing = make_entity_filing("submitted", by=owner)
    paper = filing.documents()["officer_employment"]

    page = client.get(address("detail", filing))

    assert "Read in full" not in text_of(page)
    assert "Proof of employment PDF document" in text_of(page)
    for there in (
        address("reveal", filing, "officer_mobile"),
        address("reveal_submitted", filing, 1, "officer_mobile"),
        paper.url,
    ):
        assert f'href="{there}"' not in page.text
        assert [client.get(there).status_code, client.post(there, {"why": "To compare"}).status_code] == [403, 403]
    assert filing.events.filter(act="revealed").count() == 0


def test_an_editor_is_offered_to_read_personal_data_in_full(client, company, owner):
    filing = make_entity_filing("submitted", by=owner)
    client.force_login(make_applicant(company, "editor"))

    page = client.get(address("detail", filing))

    assert f'href="{address("reveal_submitted", filing, 1, "officer_mobile")}"' in page.text
    assert f'href="{filing.documents()["officer_employment"].url}"' in page.text
