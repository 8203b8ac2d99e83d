import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from filings import amendment, receipt_pdf, receipts, submission
from filings.models import Filing, Revision
from tests.factories import NOON, make_applicant, make_staff
from tests.filings.factories import ENTITY, SENSITIVE, make_entity_filing, make_filing, make_submitted_filing
from tests.filings.views.pages import address, queries_of, text_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def filing(applicant):
    return make_submitted_filing(by=applicant)


def code_page(filing, number=1):
    return reverse("receipt", args=[filing.revisions.get(number=number).code])


def test_the_receipt_page_leads_to_both_forms_and_to_the_page_that_verifies(client, filing):
    for there in (address("submitted", filing), address("revision", filing, 1)):
        page = client.get(there)

        assert "Receipt: PDF in Chinese and English · JSON for machines · Page that verifies it" in text_of(page)
        assert f'href="{address("receipt_pdf", filing, 1)}"' in page.text
        assert f'href="{address("receipt_json", filing, 1)}"' in page.text
        assert f'href="{code_page(filing)}"' in page.text


def test_the_company_takes_the_receipt_as_json(client, filing):
    answer = client.get(address("receipt_json", filing, 1))

    assert answer["Content-Disposition"] == f'attachment; filename="{filing.reference}-1.json"'
    assert json.loads(answer.content) == receipts.receipt(filing.revisions.get())


def test_the_company_takes_the_receipt_as_pdf(client, filing):
    answer = client.get(address("receipt_pdf", filing, 1))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content == receipt_pdf.pdf_of(filing.revisions.get())


def test_where_the_pdf_cannot_be_made_the_revision_says_so(client, filing, monkeypatch):
    monkeypatch.setattr(receipt_pdf, "PATIENCE", 0.001)

    answer = client.get(address("receipt_pdf", filing, 1), follow=True)

    assert told(answer) == ["The receipt could not be made as a PDF. Try again, or take the JSON."]


def test_a_revision_from_before_there_were_receipts_has_none(client, applicant):
    filing = make_filing(by=applicant)
    filing.revisions.create(
        number=1, role="provider", answers=filing.answers, documents=[], submitted_by=applicant, submitted_at=NOON
    )
    filing.events.create(act="submitted", from_status="draft", to_status="submitted", by=applicant, at=NOON)
    Filing.objects.update(status="submitted", submitted_at=NOON)

    assert [client.get(address(f"receipt_{kind}", filing, 1)).status_code for kind in ("json", "pdf")] == [404, 404]
    assert "Receipt:" not in client.get(address("detail", filing)).text


def test_another_companys_receipt_is_not_found(client, filing):
    client.force_login(make_applicant())

    assert [client.get(address(f"receipt_{kind}", filing, 1)).status_code for kind in ("json", "pdf")] == [404, 404]


# --- The public page -------------------------------------------------------------------------------------------
def test_everybody_with_the_code_reads_what_is_public_and_nothing_else(client, filing):
    client.logout()
    frozen = filing.revisions.get()

    page = client.get(code_page(filing))

    assert text_of(page).startswith(
        f"{filing.reference} Verify a receipt The portal received revision 1 of the filing {filing.reference} on"
        " 2 March 2026. Company name 杭州澜亭影像科技有限公司 Algorithm name 澜亭老照片修复算法 Role Service provider"
        " Kind First filing of an algorithm Latest revision Yes, none has replaced it Fingerprint (SHA-256)"
        f" {frozen.fingerprint} A receipt says that a filing was received."
    )
    assert frozen.answers["credit_code"] not in page.text
    assert filing.applicant.name not in page.text
    assert frozen.documents[0]["name"] not in page.text


def test_of_a_registration_the_name_alone_is_shown(client):
    filing = make_entity_filing(Filing.Status.SUBMITTED)

    page = client.get(code_page(filing))

    others = {str(value) for key, value in ENTITY.items() if key not in ("company_name", "certificate_term")}
    assert "Company name 杭州澜亭影像科技有限公司 Kind Company details Latest revision" in text_of(page)
    assert [word for word in [*SENSITIVE, *others] if len(word) > 3 and word in text_of(page)] == []


def test_search_engines_and_caches_keep_no_copy(client, filing):
    page = client.get(code_page(filing))

    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "no-store" in page["Cache-Control"]


def test_an_unknown_code_is_not_found(client, filing):
    known = filing.revisions.get().code

    for code in ("no-such-code", known[:-1], known.lower(), "%00", "None"):
        assert client.get(f"/receipts/{code}/").status_code == 404


def test_an_earlier_revision_says_that_a_later_one_has_replaced_it(client, filing):
    amendment.reopen(filing, reason="请补充。", by=make_staff("reviewer"), at=NOON)
    submission.submit(filing, revision=2, by=filing.applicant, at=NOON)

    assert "Latest revision No, a later one has replaced it" in text_of(client.get(code_page(filing, 1)))
    assert "Latest revision Yes, none has replaced it" in text_of(client.get(code_page(filing, 2)))


@pytest.mark.parametrize("way", ["said", "file"])
def test_a_receipt_is_compared(client, filing, way):
    genuine = client.get(address("receipt_json", filing, 1)).content
    client.logout()

    def heading_after(content):
        given = SimpleUploadedFile("a.json", content) if way == "file" else content.decode(errors="replace")
        return text_of(client.post(code_page(filing), {way: given}))

    assert "It matches What you have is what the portal received and froze." in heading_after(genuine)
    assert "It does not match" in heading_after(genuine.replace("老照片".encode(), "新照片".encode()))
    assert "It is neither a fingerprint nor a receipt" in heading_after(b"\xff\xfe nothing")


def test_nothing_to_compare_is_asked_for_again(client, filing):
    page = client.post(code_page(filing), {})

    assert text_of(page).startswith("There is a problem Paste the fingerprint or the receipt, or choose the JSON file")


def test_more_than_a_receipt_is_not_read(client, filing):
    large = SimpleUploadedFile("a.json", b"1" * (1024 * 1024 + 1))

    assert "Paste one receipt: this is longer than any" in text_of(client.post(code_page(filing), {"file": large}))


def test_the_questions_asked_of_the_database_do_not_grow_with_the_revisions(client, filing):
    with_one = queries_of(client, code_page(filing))
    amendment.reopen(filing, reason="请补充。", by=make_staff("reviewer"), at=NOON)
    submission.submit(filing, revision=2, by=filing.applicant, at=NOON)

    assert queries_of(client, code_page(filing)) == with_one
    assert Revision.objects.filter(filing=filing).count() == 2
