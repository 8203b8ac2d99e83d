from datetime import timedelta

import pytest

from filings import attaching, permissions, uploads
from tests.factories import NOON
from tests.filings.factories import make_draft, make_pdf, make_submitted_filing, make_upload

LATER = NOON + timedelta(minutes=5)


def attach(filing, upload, at=LATER):
    return attaching.attach(filing, key="self_assessment", upload=upload, by=filing.applicant, at=at)


def remove(filing):
    attaching.remove(filing, key="self_assessment", by=filing.applicant, at=LATER)


@pytest.mark.django_db
def test_an_uploaded_document_belongs_to_the_filing_and_is_remembered():
    filing = make_draft()

    attachment = attach(filing, make_upload())

    assert filing.documents() == {"self_assessment": attachment}
    assert (attachment.name, attachment.size, filing.edition) == ("自评估报告.pdf", len(make_pdf()), 1)
    assert filing.events.last().detail == {
        "key": "self_assessment",
        "name": "自评估报告.pdf",
        "sha256": attachment.sha256,
    }


@pytest.mark.django_db
def test_a_second_document_takes_the_place_of_the_first_whose_row_is_kept():
    filing = make_draft()
    first = attach(filing, make_upload())

    second = attach(filing, make_upload(make_pdf("second"), "second.pdf"))

    first.refresh_from_db()
    assert filing.documents() == {"self_assessment": second}
    assert first.replaced_at == LATER


@pytest.mark.django_db
def test_a_removed_document_is_gone_from_the_filing_and_its_row_is_kept():
    filing = make_draft()
    attach(filing, make_upload())

    remove(filing)

    assert filing.documents() == {}
    assert [event.act for event in filing.events.all()] == ["started", "attached", "removed"]
    assert filing.attachments.count() == 1


@pytest.mark.django_db
def test_removing_what_is_not_there_changes_nothing():
    filing = make_draft()

    remove(filing)

    assert (filing.edition, filing.events.count()) == (0, 1)


@pytest.mark.django_db
def test_a_file_that_is_not_even_named_pdf_is_refused():
    with pytest.raises(uploads.DocumentRefused, match="The file must be a PDF"):
        attach(make_draft(), make_upload(name="report.docx"))


@pytest.mark.django_db
def test_the_documents_of_a_submitted_filing_stay():
    filing = make_submitted_filing()

    with pytest.raises(permissions.NotEditable):
        attach(filing, make_upload())
    with pytest.raises(permissions.NotEditable):
        remove(filing)
    assert len(filing.documents()) == 1
