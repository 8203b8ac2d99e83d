import pytest

from filings import documents
from tests.filings.factories import (
    make_attachment,
    make_draft,
    make_filing,
    make_pdf,
    make_submitted_filing,
    make_upload,
)
from tests.filings.views.pages import address, text_of

pytestmark = pytest.mark.django_db


def upload(client, filing, content=None, name="自评估报告.pdf", button="continue"):
    file = make_upload(content, name)
    return client.post(
        address("section", filing, "documents"), {"self_assessment": file, "edition": "0", "next": button}
    )


def test_a_document_is_uploaded_shown_and_downloaded(client, applicant):
    filing = make_draft(applicant)

    upload(client, filing)

    document = filing.attachments.get()
    assert f"自评估报告.pdf {len(make_pdf())} bytes Remove" in text_of(
        client.get(address("section", filing, "documents"))
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
    page = text_of(client.get(address("section", make_draft(applicant), "documents")))

    assert "PDF without a password, smaller than 50 MB, with at most 500 pages." in page


def test_a_missing_document_is_asked_for_and_may_come_later(client, applicant):
    filing = make_draft(applicant)

    asked = client.post(address("section", filing, "documents"), {"next": "continue"})
    later = client.post(address("section", filing, "documents"), {"next": "later"})

    assert text_of(asked).startswith("There is a problem Upload the self-assessment report")
    assert later.url == address("detail", filing)


def test_a_document_is_kept_when_no_other_is_chosen(client, applicant):
    filing = make_filing(by=applicant)

    response = client.post(address("section", filing, "documents"), {"next": "continue"})

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

    said = "The filing cannot be changed now: its status is “Submitted”."
    assert text_of(response).startswith(f"There is a problem {said} Remove the document")
    assert "<title>Error: " in " ".join(response.text.split()).replace("<title> ", "<title>")
    assert len(filing.documents()) == 1


def test_the_document_of_another_filing_is_not_found_under_this_one(client, applicant):
    mine, foreign = make_draft(applicant), make_filing()

    assert client.get(address("document", mine, foreign.attachments.get().uuid)).status_code == 404


def test_a_document_whose_file_is_lost_is_not_found(client, applicant, caplog):
    document = make_attachment(make_draft(applicant))
    documents.path_of(document.sha256).unlink()

    assert client.get(document.url).status_code == 404
    assert f"the file of the document {document.uuid} is missing" in caplog.messages
