import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from filings import amendment, documents, drafting, submission
from filings.models import Filing
from tests.factories import NOON, make_applicant, make_company, make_reviewer, make_staff
from tests.filings.factories import (
    ANSWERS,
    make_attachment,
    make_draft,
    make_filing,
    make_pdf,
    make_submitted_filing,
    make_upload,
)

pytestmark = pytest.mark.django_db
COMPANY = {key: ANSWERS[key] for key in ("company_name", "credit_code", "division")}


@pytest.fixture
def applicant(client):
    user = make_applicant(name="Lin Wei")
    client.force_login(user)
    return user


def address(view, filing, *args):
    return reverse(f"filings:{view}", args=[filing.reference, *args])


def text_of(response):
    """What the page says in its main part, without marks and needless spaces."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def told(response):
    return [str(message) for message in response.context["messages"]]


def queries_of(client, there):
    with CaptureQueriesContext(connection) as queries:
        client.get(there)
    return len(queries)


def submit_and_return(filing, *, revision):
    submission.submit(filing, revision=revision, by=filing.applicant, at=NOON)
    amendment.reopen(filing, reason="请补充。", by=make_staff("reviewer"), at=NOON)


def post_company(client, filing, *, edition=None, button="continue", **answers):
    edition = filing.edition if edition is None else edition
    return client.post(address("section", filing, "company"), COMPANY | answers | {"edition": edition, "next": button})


# --- Who may ---------------------------------------------------------------------------------------------


PAGES = [
    ("detail", ()),
    ("section", ("company",)),
    ("section", ("products",)),
    ("documents", ()),
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


# --- Starting --------------------------------------------------------------------------------------------


def test_starting_leads_to_the_task_list(client, applicant):
    response = client.post(reverse("filings:start"), {"role": "supporter"})

    filing = Filing.objects.get()
    assert (filing.role, filing.applicant, filing.company) == ("supporter", applicant, applicant.companies.get())
    assert response.url == address("detail", filing)


def test_starting_without_a_role_says_so(client, applicant):
    response = client.post(reverse("filings:start"), {})

    assert text_of(response).startswith("There is a problem Select your role")
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


# --- The task list ---------------------------------------------------------------------------------------


def test_the_task_list_says_what_is_done_and_what_is_to_do(client, applicant):
    filing = make_filing(by=applicant, credit_code="12", products=[])

    page = text_of(client.get(address("detail", filing)))

    assert "2 of 4 sections complete" in page
    assert "Company details In progress" in page
    assert "Self-assessment report Completed" in page
    assert "Products that use it Not started" in page
    assert "Check answers, declare and submit Opens when every section is complete Cannot start yet" in page


def test_a_complete_task_list_leads_to_the_check(client, applicant):
    filing = make_filing(by=applicant)

    page = client.get(address("detail", filing))

    assert "4 of 4 sections complete" in text_of(page)
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
    assert "请补充训练数据来源。" in text_of(client.get(address("section", filing, "company")))


def test_the_task_list_asks_as_much_of_the_database_after_one_return_as_after_three(
    client, applicant, django_assert_num_queries
):
    filing = make_filing(Filing.Status.RETURNED, by=applicant)
    after_one = queries_of(client, address("detail", filing))
    submit_and_return(filing, revision=2), submit_and_return(filing, revision=3)

    with django_assert_num_queries(after_one):
        client.get(address("detail", filing))


# --- A section -------------------------------------------------------------------------------------------


def test_saving_a_complete_section_leads_to_the_next_one_to_do(client, applicant):
    filing = make_draft(applicant)

    response = post_company(client, filing)

    filing.refresh_from_db()
    assert filing.answers == COMPANY
    assert response.url == address("section", filing, "algorithm")


def test_saving_the_last_section_leads_to_the_check(client, applicant):
    filing = make_filing(by=applicant)

    assert post_company(client, filing, company_name="澜亭").url == address("check", filing)


def test_errors_stand_at_the_top_and_at_the_field_and_what_was_typed_is_saved(client, applicant):
    filing = make_draft(applicant)

    response = post_company(client, filing, credit_code="91110000802100433C", division="99")

    page = response.content.decode()
    assert re.search(r"<title>\s*Error: Company details", page)
    assert '<a href="#id_credit_code">The credit code must match its check character' in page
    assert 'value="91110000802100433C"' in page
    assert "Saved" in text_of(response)
    filing.refresh_from_db()
    assert filing.answers["credit_code"] == "91110000802100433C"


def test_the_page_after_errors_can_be_saved_again(client, applicant):
    filing = make_draft(applicant)
    page = post_company(client, filing, division="99").content.decode()
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]

    response = post_company(client, filing, edition=edition)

    assert response.url == address("section", filing, "algorithm")


def test_coming_back_later_is_always_possible_and_says_what_is_wrong_so_far(client, applicant):
    filing = make_draft(applicant)

    response = client.post(
        address("section", filing, "company"), {"credit_code": "12", "edition": "0", "next": "later"}, follow=True
    )

    assert response.redirect_chain == [(address("detail", filing), 302)]
    assert told(response) == ["Company details, saved: The credit code must have 18 characters"]
    filing.refresh_from_db()
    assert filing.answers == {"company_name": "", "credit_code": "12", "division": ""}


def test_an_unknown_county_is_saved_with_a_word_about_it(client, applicant):
    filing = make_draft(applicant)
    caution = "We know no county with the code 330199. If it is what the licence says, go on."

    response = client.post(
        address("section", filing, "company"),
        COMPANY | {"division": "330199", "edition": "0", "next": "continue"},
        follow=True,
    )

    assert told(response) == [f"Company details, saved: {caution}"]
    assert caution in text_of(client.get(address("section", filing, "company")))


def test_a_page_that_grew_old_keeps_both_texts(client, applicant):
    filing = make_draft(applicant)
    colleague = make_applicant(filing.company, name="Chen Yu")
    drafting.save_answers(filing, section="company", answers=COMPANY, edition=0, by=colleague, at=timezone.now())

    response = post_company(client, filing, edition=0, company_name="我的公司")

    assert text_of(response).startswith("Not saved Chen Yu saved this section at")
    assert f"What is saved Company name {COMPANY['company_name']}" in text_of(response)
    assert 'value="我的公司"' in response.content.decode()
    filing.refresh_from_db()
    assert filing.answers == COMPANY


def test_an_old_page_saved_once_more_replaces_what_is_saved(client, applicant):
    filing = make_draft(applicant)
    drafting.save_answers(filing, section="company", answers=COMPANY, edition=0, by=applicant, at=NOON)
    page = post_company(client, filing, edition=0, company_name="我的公司").content.decode()
    edition = re.search(r'name="edition" value="(\d+)"', page)[1]

    post_company(client, filing, edition=edition, company_name="我的公司")

    filing.refresh_from_db()
    assert filing.answers["company_name"] == "我的公司"


@pytest.mark.parametrize("edition", ["", "x", "-5", "9" * 30])
def test_a_page_without_a_sound_edition_counts_as_old(client, applicant, edition):
    filing = make_draft(applicant)
    drafting.save_answers(filing, section="company", answers=COMPANY, edition=0, by=applicant, at=NOON)

    assert text_of(post_company(client, filing, edition=edition, company_name="我")).startswith("Not saved")


def test_text_typed_into_a_filing_that_was_submitted_meanwhile_is_still_on_the_page(client, applicant):
    filing = make_submitted_filing(by=applicant)

    response = post_company(client, filing, company_name="我的公司")

    assert text_of(response).startswith("Not saved The filing cannot be changed now: its status is “Submitted”.")
    assert 'value="我的公司"' in response.content.decode()


@pytest.mark.parametrize("view", ["section", "documents", "check"])
def test_the_form_of_a_submitted_filing_leads_to_what_was_submitted(client, applicant, view):
    filing = make_submitted_filing(by=applicant)
    there = address(view, filing, *(["company"] if view == "section" else []))

    assert client.get(there).url == address("detail", filing)


def test_an_unknown_section_is_not_found(client, applicant):
    assert client.get(address("section", make_draft(applicant), "poems")).status_code == 404


def test_changing_the_role_changes_what_is_asked(client, applicant):
    filing = make_filing(by=applicant)
    data = {key: ANSWERS[key] for key in ("algorithm_name", "domain", "purpose")}

    client.post(
        address("section", filing, "algorithm"),
        data | {"role": "supporter", "edition": filing.edition, "next": "continue"},
    )

    assert "3 of 3 sections complete" in text_of(client.get(address("detail", filing)))


# --- Products --------------------------------------------------------------------------------------------


def post_products(client, filing, *names, **more):
    data = {"products-TOTAL_FORMS": len(names), "products-INITIAL_FORMS": 0, "edition": filing.edition}
    for n, name in enumerate(names):
        data |= {f"products-{n}-name": name, f"products-{n}-forms": ["app"]}
    return client.post(address("section", filing, "products"), data | more)


def names_of(filing):
    filing.refresh_from_db()
    return [product["name"] for product in filing.answers["products"]]


def test_another_product_is_added_without_a_script(client, applicant):
    filing = make_draft(applicant)

    response = post_products(client, filing, "澜亭影像", next="add")

    page = client.get(response.url).content.decode()
    assert names_of(filing) == ["澜亭影像"]
    assert 'value="澜亭影像"' in page
    assert 'name="products-1-name"' in page
    assert 'name="products-TOTAL_FORMS" value="2"' in page


def test_a_product_is_removed_without_a_script(client, applicant):
    filing = make_draft(applicant)

    response = post_products(client, filing, "澜亭影像", "澜亭助手", remove="0")

    assert response.url == address("section", filing, "products")
    assert names_of(filing) == ["澜亭助手"]


def test_a_wrong_product_may_come_later_and_is_told(client, applicant):
    filing = make_draft(applicant)

    response = post_products(client, filing, "长" * 101, next="later")

    told_next = told(client.get(response.url))
    assert told_next == ["Products that use it, saved: The product name must be 100 characters or fewer"]
    assert names_of(filing) == ["长" * 101]


def test_the_enter_key_saves_and_removes_nothing(client, applicant):
    filing = make_filing(by=applicant, products=[{"name": "甲", "forms": []}, {"name": "乙", "forms": []}])

    page = client.get(address("section", filing, "products")).content.decode()

    form = page[page.index('name="edition"') :]
    assert re.search(r'<button[^>]*name="(\w+)"', form)[1] == "next"


@pytest.mark.parametrize(("view", "args"), [("section", ("products",)), ("check", ())])
def test_pages_ask_as_much_of_the_database_for_one_product_as_for_three(
    client, applicant, django_assert_num_queries, view, args
):
    one, three = make_filing(by=applicant), make_filing(by=applicant, products=ANSWERS["products"] * 3)

    with django_assert_num_queries(queries_of(client, address(view, one, *args))):
        client.get(address(view, three, *args))


# --- Documents -------------------------------------------------------------------------------------------


def upload(client, filing, content=None, name="自评估报告.pdf", button="continue"):
    file = make_upload(content, name)
    return client.post(address("documents", filing), {"self_assessment": file, "edition": "0", "next": button})


def test_a_document_is_uploaded_shown_and_downloaded(client, applicant):
    filing = make_draft(applicant)

    upload(client, filing)

    document = filing.attachments.get()
    assert f"自评估报告.pdf {len(make_pdf())} bytes Remove" in text_of(
        client.get(address("documents", filing))
    ).replace("\xa0", " ")
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == make_pdf()
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E8%87%AA%E8%AF%84%E4%BC%B0%E6%8A%A5%E5%91%8A.pdf"
    )


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "report.pdf", "The file must not be empty"),
        (b"PK\x03\x04", "report.pdf", "The file must be a PDF"),
        (make_pdf(), "report.exe", "The file must be a PDF"),
        (b"%PDF-1.4 nothing", "report.pdf", "The file is damaged: save the PDF anew and upload it again"),
        (b"%PDF-" + b"0" * 3_000_000, "report.pdf", "The file must be smaller than 2 MB"),
    ],
)
@pytest.mark.parametrize("button", ["continue", "later"])
def test_a_bad_file_is_refused_with_its_sentence_whichever_button_sent_it(
    client, applicant, settings, content, name, sentence, button
):
    settings.DOCUMENT_MAX_BYTES = 2 * 1024 * 1024
    filing = make_draft(applicant)

    response = upload(client, filing, content, name, button)

    assert text_of(response).startswith(f"There is a problem {sentence} ")
    assert filing.documents() == {}


def test_the_limit_is_told_before_anything_is_uploaded(client, applicant):
    page = text_of(client.get(address("documents", make_draft(applicant))))

    assert "PDF without a password, smaller than 50 MB." in page


def test_a_missing_document_is_asked_for_and_may_come_later(client, applicant):
    filing = make_draft(applicant)

    asked = client.post(address("documents", filing), {"next": "continue"})
    later = client.post(address("documents", filing), {"next": "later"})

    assert text_of(asked).startswith("There is a problem Upload the self-assessment report")
    assert later.url == address("detail", filing)


def test_a_document_is_kept_when_no_other_is_chosen(client, applicant):
    filing = make_filing(by=applicant)

    response = client.post(address("documents", filing), {"next": "continue"})

    assert response.url == address("check", filing)
    assert len(filing.documents()) == 1


def test_a_document_is_removed_after_a_question(client, applicant):
    filing = make_filing(by=applicant)
    there = address("remove_document", filing, "self_assessment")

    asked = client.get(there)
    client.post(there)

    assert "“自评估报告.pdf” will no longer belong to this filing." in text_of(asked)
    assert filing.documents() == {}
    assert client.get(there).status_code == 404


def test_the_document_of_a_submitted_filing_is_not_removed(client, applicant):
    filing = make_submitted_filing(by=applicant)

    response = client.post(address("remove_document", filing, "self_assessment"))

    assert "The filing cannot be changed now" in text_of(response)
    assert len(filing.documents()) == 1


def test_the_document_of_another_filing_is_not_found_under_this_one(client, applicant):
    mine, foreign = make_draft(applicant), make_filing()

    assert client.get(address("document", mine, foreign.attachments.get().uuid)).status_code == 404


def test_a_document_whose_file_is_lost_is_not_found(client, applicant, caplog):
    document = make_attachment(make_draft(applicant))
    documents.path_of(document.sha256).unlink()

    assert client.get(document.url).status_code == 404
    assert f"the file of the document {document.uuid} is missing" in caplog.messages


# --- Check and submit ------------------------------------------------------------------------------------


def submit(client, filing, *, revision=1, edition=None, declared="on", **kwargs):
    data = {"revision": revision, "edition": filing.edition if edition is None else edition, "declared": declared}
    return client.post(address("check", filing), data, **kwargs)


def test_the_check_shows_every_answer_with_a_way_to_change_it(client, applicant):
    filing = make_filing(by=applicant)

    page = client.get(address("check", filing))

    assert "Credit" not in text_of(page)
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
    assert filing.revisions.count() == 1


def test_an_old_check_page_is_told_who_changed_what_it_showed(client, applicant):
    filing = make_filing(by=applicant)
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


# --- What was submitted ----------------------------------------------------------------------------------


def test_a_submitted_filing_is_read_with_its_revisions(client, applicant):
    filing = make_filing(Filing.Status.RETURNED, by=applicant)
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


def test_the_page_of_a_submitted_filing_asks_as_much_for_one_revision_as_for_three(
    client, applicant, django_assert_num_queries
):
    one, three = make_submitted_filing(by=applicant), make_filing(Filing.Status.RETURNED, by=applicant)
    submit_and_return(three, revision=2)
    submission.submit(three, revision=3, by=applicant, at=NOON)

    with django_assert_num_queries(queries_of(client, address("detail", one))):
        client.get(address("detail", three))


def test_private_pages_are_stored_nowhere(client, applicant):
    assert "no-store" in client.get(address("detail", make_draft(applicant)))["Cache-Control"]
