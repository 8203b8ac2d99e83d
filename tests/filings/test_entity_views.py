import re

import pytest
from django.urls import reverse

from accounts.models import Company
from filings import answers, conclusion, drafting, sections, standing, submission
from filings.models import Filing
from tests.factories import NOON, make_applicant, make_company, make_reviewer
from tests.filings.factories import (
    ALGORITHM,
    ENTITY,
    PAPERS,
    SENSITIVE,
    answer,
    make_attachment,
    make_draft,
    make_entity_draft,
    make_entity_filing,
    make_filing,
    make_pdf,
    make_upload,
    make_verified,
)
from tests.filings.views.pages import address, queries_of, text_of, told

pytestmark = pytest.mark.django_db

COMPANY = reverse("filings:company")
WHY = {"why": "Compared with the card"}


@pytest.fixture
def applicant(client):
    user = make_applicant(name="Lin Wei")
    client.force_login(user)
    return user


def found(page, values=SENSITIVE):
    return [value for value in values if value in page.content.decode()]


# --- The company's own page ------------------------------------------------------------------------------


def test_a_new_company_starts_its_registration_from_its_page(client, applicant):
    page = text_of(client.get(COMPANY))
    response = client.post(COMPANY, {"company": applicant.companies.get().pk})

    filing = Filing.objects.get()
    assert "Not started Your company is not registered yet: start its registration." in page
    assert (response.url, filing.kind) == (address("detail", filing), "entity")


def test_a_verified_company_reads_why_its_change_was_refused(client, applicant):
    company = make_entity_filing(Filing.Status.APPROVED, by=applicant).company
    change = answer(drafting.start_entity(company=company, by=applicant, at=NOON), {"address": "别处"})
    submission.submit(change, revision=1, by=applicant, at=NOON)
    conclusion.refuse(change, reason="不符。", by=make_reviewer("33"), at=NOON)

    page = client.get(COMPANY)

    assert "The last change of these details was refused. Read why it was refused" in text_of(page)
    assert address("detail", change) in page.text


@pytest.mark.parametrize(
    ("status", "words", "link"),
    [
        (Filing.Status.DRAFT, "Go on with the registration", "detail"),
        (Filing.Status.SUBMITTED, "See where the registration is", "progress"),
        (Filing.Status.RETURNED, "Correct the registration", "detail"),
    ],
)
def test_an_open_registration_is_gone_on_with(client, applicant, status, words, link):
    filing = make_entity_filing(status, by=applicant)

    page = client.get(COMPANY)

    there = reverse("progress", args=[filing.reference]) if link == "progress" else address("detail", filing)
    assert words in text_of(page)
    assert f'href="{there}"' in page.content.decode()


def test_a_refused_registration_is_read_and_started_again(client, applicant):
    refused = make_entity_filing(Filing.Status.REFUSED, by=applicant)

    page = client.get(COMPANY)
    client.post(COMPANY, {"company": refused.company_id})

    assert "Start the registration again" in text_of(page)
    assert f'href="{address("detail", refused)}"' in page.content.decode()
    assert Filing.objects.filter(kind="entity", status="draft").get().answers == refused.answers


def test_a_verified_company_reads_what_was_verified_and_changes_it(client, applicant):
    verified = make_entity_filing(Filing.Status.APPROVED, by=applicant)

    page = client.get(COMPANY)

    assert "Verified Your company's details are verified." in text_of(page).replace("&#x27;", "'")
    assert "Registered division 330106 · Zhejiang" in text_of(page)
    assert f'href="{address("revision", verified, 1)}"' in page.content.decode()
    assert client.post(COMPANY, {"company": verified.company_id}).url == address("detail", Filing.objects.first())


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_the_registration_is_for_the_owners_to_start(client, role):
    client.force_login(make_applicant(make_company(), role))

    page = client.post(COMPANY)

    assert "Only an owner of the company can do this. Ask one of them." in text_of(page)
    assert Filing.objects.count() == 0


def test_the_page_is_for_people_of_companies(client):
    client.force_login(make_reviewer())

    assert client.get(COMPANY).status_code == 403


def test_the_page_takes_as_many_queries_for_one_company_as_for_three(client, applicant, django_assert_num_queries):
    make_verified(applicant.companies.get())
    for_one = queries_of(client, COMPANY)
    for _n in range(2):
        make_verified(make_company(applicant))

    with django_assert_num_queries(for_one):
        client.get(COMPANY)


# --- The form --------------------------------------------------------------------------------------------


def test_the_task_list_of_a_registration(client, applicant):
    page = text_of(client.get(address("detail", make_entity_draft(applicant))))

    assert re.findall(r"(?:1|2|3|4) (About|The people|What|Send)", page) == ["About", "The people", "What", "Send"]
    assert "0 of 5 sections complete" in page
    assert "Published" not in page


def test_the_companys_own_credit_code_is_shown_and_not_asked(client, applicant):
    filing = make_entity_draft(applicant)
    Company.objects.filter(pk=filing.company_id).update(credit_code=ENTITY["credit_code"])

    page = client.get(address("section", filing, "company"))

    assert f"Unified social credit code The code your company was opened with. {ENTITY['credit_code']}" in text_of(page)
    assert 'name="credit_code"' not in page.content.decode()


def test_a_last_day_that_is_none_is_shown_as_it_was_typed(client, applicant):
    filing = make_entity_filing(by=applicant)
    filing.answers["certificate_until"] = ["2036", "2", "30"]

    rows = answers.rows_of(sections.of_key(filing, "certificate"), filing)
    assert [row.value for row in rows if row.key == "certificate_until"] == ["2036 2 30"]


def test_answers_and_a_scan_are_sent_together(client, applicant):
    filing = make_entity_draft(applicant)
    data = {key: ENTITY[key] for key in ("certificate_type", "certificate_address")} | {"certificate_term": "no_end"}

    response = client.post(
        address("section", filing, "certificate"),
        data | {"certificate_scan": make_upload(name="执照.pdf"), "edition": 0, "next": "continue"},
    )

    filing.refresh_from_db()
    assert filing.documents()["certificate_scan"].name == "执照.pdf"
    assert filing.answers["certificate_term"] == "no_end"
    assert response.url == address("section", filing, "legal-representative")


def test_a_wrong_answer_loses_no_scan_and_a_bad_scan_no_answer(client, applicant):
    filing = make_entity_draft(applicant)
    there = address("section", filing, "certificate")

    wrong = client.post(there, {"certificate_scan": make_upload(), "edition": 0, "next": "continue"})
    edition = re.search(r'name="edition" value="(\d+)"', wrong.content.decode())[1]
    bad = client.post(
        there,
        {
            "certificate_address": "虚构路 1 号",
            "certificate_scan": make_upload(b"no PDF"),
            "edition": edition,
            "next": "later",
        },
    )

    filing.refresh_from_db()
    assert "Select the type of certificate" in text_of(wrong)
    assert "自评估报告.pdf" in text_of(wrong)
    assert text_of(bad).startswith("There is a problem")
    assert "The file must be a PDF" in text_of(bad)
    assert (filing.answers["certificate_address"], list(filing.documents())) == ("虚构路 1 号", ["certificate_scan"])


def test_a_certificate_that_has_ended_is_saved_with_a_word_about_it(client, applicant, time_machine):
    time_machine.move_to(NOON, tick=False)
    filing = make_entity_filing(by=applicant)
    there = address("section", filing, "certificate")
    data = {key: ENTITY[key] for key in ("certificate_type", "certificate_address", "certificate_term")}
    boxes = {"certificate_until_year": 2026, "certificate_until_month": 3, "certificate_until_day": 1}

    client.post(there, data | boxes | {"edition": filing.edition, "next": "continue"})
    page = client.get(address("check", filing))

    caution = "The certificate ended on 1 March 2026. Renew it, and upload the new one."
    assert told(page) == [f"Certificate, saved. Compare with the licence: {caution}"]
    assert text_of(page).count(caution) == 2  # and on the page itself


def test_on_the_day_it_ends_a_certificate_is_valid(client, applicant, time_machine):
    time_machine.move_to(NOON, tick=False)
    filing = make_entity_filing(by=applicant, certificate_until="2026-03-02")

    assert "ended" not in text_of(client.get(address("check", filing)))


# --- Personal data ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", ["legal-representative", "officer"])
def test_a_section_shows_no_sensitive_answer_that_is_kept(client, applicant, section):
    filing = make_entity_filing(by=applicant)

    page = client.get(address("section", filing, section))

    assert found(page) == []
    assert "Enter it again only to replace it." in text_of(page)


def test_what_was_typed_wrongly_comes_back_and_what_was_right_does_not(client, applicant):
    filing = make_entity_draft(applicant)
    data = {key: ENTITY[key] for key in ENTITY if key.startswith("officer")}

    page = client.post(
        address("section", filing, "officer"), data | {"officer_mobile": "123", "edition": 0, "next": "continue"}
    )

    assert 'value="123"' in page.content.decode()
    assert found(page) == []


def test_a_page_that_grew_old_shows_what_is_saved_masked_and_keeps_what_was_typed(client, applicant):
    filing = make_entity_filing(by=applicant)

    page = client.post(
        address("section", filing, "officer"),
        {"officer_is_legal": "no", "officer_title": "新职务", "edition": 0, "next": "continue"},
    )

    assert text_of(page).startswith("Not saved")
    assert "What is saved" in text_of(page)
    assert 'value="新职务"' in page.content.decode()
    assert found(page) == []


@pytest.mark.parametrize("view", ["check", "detail", "revision", "submitted"])
def test_no_page_of_a_filing_shows_a_sensitive_answer(client, applicant, view):
    status = Filing.Status.DRAFT if view == "check" else Filing.Status.SUBMITTED
    filing = make_entity_filing(status, by=applicant)

    page = client.get(address(view, filing, *([1] if view == "revision" else [])))

    assert (page.status_code, found(page)) == (200, [])


def test_an_answer_is_shown_once_to_whoever_says_why(client, applicant):
    filing = make_entity_filing(Filing.Status.SUBMITTED, by=applicant)
    there = address("reveal_submitted", filing, 1, "officer_name")

    asked, unsaid, shown = client.get(there), client.post(there, {}), client.post(there, WHY)

    assert f'href="{there}"' in client.get(address("detail", filing)).content.decode()
    assert (found(asked), found(unsaid)) == ([], [])
    assert text_of(unsaid).startswith("There is a problem Enter why you need to read it")
    assert found(shown) == [ENTITY["officer_name"]]
    assert "no-store" in shown["Cache-Control"]
    assert found(client.get(there)) == []
    assert [(event.by, event.detail["why"]) for event in filing.events.filter(act="revealed")] == [
        (applicant, WHY["why"])
    ]


def test_an_answer_of_a_draft_is_shown_likewise(client, applicant):
    filing = make_entity_filing(by=applicant)
    there = address("reveal", filing, "legal_id_number")

    assert f'href="{there}"' in client.get(address("check", filing)).content.decode()
    assert found(client.post(there, WHY)) == [ENTITY["legal_id_number"]]


@pytest.mark.parametrize("key", ["legal_name", "officer_employment", "nonsense"])
def test_what_is_not_masked_has_no_such_page(client, applicant, key):
    filing = make_entity_filing(Filing.Status.SUBMITTED, by=applicant)

    assert client.post(address("reveal", filing, key), WHY).status_code == 404
    assert client.post(address("reveal_submitted", filing, 1, key), WHY).status_code == 404
    for number in (2, 10**20):
        assert client.post(address("reveal_submitted", filing, number, "officer_name"), WHY).status_code == 404


def test_nobody_reads_the_personal_data_of_another_company(client, applicant):
    foreign = make_entity_filing(Filing.Status.SUBMITTED)

    for there in (
        address("reveal", foreign, "officer_name"),
        address("reveal_submitted", foreign, 1, "officer_name"),
        foreign.documents()["officer_employment"].url,
    ):
        assert client.post(there, WHY).status_code == 404
    assert foreign.events.filter(act="revealed").count() == 0


def test_a_sensitive_paper_is_downloaded_by_saying_why(client, applicant):
    filing = make_entity_draft(applicant)
    paper = make_attachment(filing, "officer_employment")

    asked, shown = client.get(paper.url), client.post(paper.url, WHY)

    assert "This is personal data and is shown masked: PDF document" in text_of(asked)
    assert b"".join(shown.streaming_content) == make_pdf()
    assert filing.events.last().detail == {
        "key": "officer_employment",
        "revision": None,
        "why": WHY["why"],
        "own": True,
    }


def test_a_paper_without_personal_data_needs_no_reason(client, applicant):
    paper = make_attachment(make_entity_draft(applicant), "commitment")

    assert b"".join(client.get(paper.url).streaming_content) == make_pdf()


def test_the_name_of_a_sensitive_paper_stands_on_no_page(client, applicant):
    filing = make_entity_filing(Filing.Status.DRAFT, by=applicant)
    filing.attachments.filter(key="officer_employment").update(name="周算安.pdf")

    pages = [
        client.get(address("section", filing, "officer")),
        client.get(address("check", filing)),
        client.get(address("remove_document", filing, "officer_employment")),
        client.get(filing.documents()["officer_employment"].url),
    ]

    assert [found(page, ["周算安.pdf"]) for page in pages] == [[]] * 4


# --- The filing of an algorithm --------------------------------------------------------------------------


def test_the_company_section_of_an_algorithm_is_read_and_not_filled_in(client, applicant):
    filing = make_filing(by=applicant)
    there = address("section", filing, "company")

    page = client.get(there)

    assert "Verified on 2 March 2026. You need not enter them here." in text_of(page)
    assert "Company name 杭州澜亭影像科技有限公司" in text_of(page)
    assert "A returned filing takes those that are verified when you submit it again." in page.text
    assert f'href="{COMPANY}"' in page.content.decode()
    assert client.post(there, {"company_name": "澜亭"}).status_code == 404


@pytest.mark.parametrize("view", ["detail", "check"])
def test_an_unverified_company_is_told_what_is_missing_wherever_it_would_submit(client, applicant, view):
    filing = answer(make_draft(applicant), ALGORITHM)
    make_attachment(filing)

    page = client.get(address(view, filing))

    told = (
        "Your company is not verified yet Your company is not registered yet: start its registration."
        " Until it is verified you can draft filings, and not submit them."
    )
    assert told in text_of(page)
    assert f'href="{COMPANY}"' in page.content.decode()
    assert "Submit the filing" not in text_of(page)


def test_the_check_stays_shut_until_the_company_is_verified(client, applicant):
    filing = answer(make_draft(applicant), ALGORITHM)
    make_attachment(filing)

    before = text_of(client.get(address("detail", filing)))
    make_verified(filing.company)
    after = text_of(client.get(address("detail", filing)))

    assert "Check answers, declare and submit Opens when your company is verified Cannot start yet" in before
    assert "Check answers, declare and submit Ready" in after


def test_a_click_on_submit_before_the_company_is_verified_is_refused_with_the_way_on(client, applicant):
    filing = answer(make_draft(applicant), ALGORITHM)
    make_attachment(filing)

    page = client.post(address("check", filing), {"revision": 1, "edition": filing.edition, "declared": "on"})

    assert "An algorithm is filed by a verified company. Your company is not registered yet" in text_of(page)
    assert filing.revisions.count() == 0


@pytest.mark.parametrize("there", ["/filings/", "/filings/new/"])
def test_the_dashboard_and_the_start_say_that_the_company_is_not_verified(client, applicant, there):
    make_entity_filing(Filing.Status.RETURNED, by=applicant)

    before = text_of(client.get(there))
    make_verified(applicant.companies.get())
    after = text_of(client.get(there))

    said = "The registration of your company was returned: correct it and submit it again."
    assert (said in before, said in after) == (True, False)


def test_the_receipt_of_a_registration_says_what_comes_next_for_it(client, applicant):
    filing = make_entity_filing(by=applicant)

    response = client.post(
        address("check", filing), {"revision": 1, "edition": filing.edition, "declared": "on"}, follow=True
    )

    page = text_of(response)
    assert page.startswith(f"Company details submitted Reference {filing.reference}")
    assert "national" not in page
    assert standing.of(filing.company).state == "submitted"


def test_the_way_of_a_registration_ends_with_the_company_verified(client, applicant):
    filing = make_entity_filing(Filing.Status.APPROVED, by=applicant)

    page = text_of(client.get(address("detail", filing)))

    assert "Where it is now Submitted 2 March 2026 Company details verified 2 March 2026" in page


def test_two_clicks_on_change_start_one_change(client, applicant):
    company = make_entity_filing(Filing.Status.APPROVED, by=applicant).company

    first, second = client.post(COMPANY, {"company": company.pk}), client.post(COMPANY, {"company": company.pk})

    assert first.url == second.url
    assert drafting.start_entity(company=company, by=applicant, at=NOON).status == "draft"
    assert [len(filing.documents()) for filing in Filing.objects.all()] == [len(PAPERS)] * 2
