from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from filings import documents, serving
from filings.models import Attachment
from tests.factories import NOON, make_applicant
from tests.filings.factories import make_attachment, make_draft, make_entity_filing, make_pdf, make_submitted_filing

pytestmark = pytest.mark.django_db
FILES = "files.filing.example"
GONE = "Nothing is here any more. Download it from the portal once more.\n此处已无内容。请返回系统重新下载。\n"


@pytest.fixture
def files_host(settings):
    settings.FILES_HOST = FILES


@pytest.fixture
def document(client):
    filing = make_draft()
    client.force_login(filing.applicant)
    return make_attachment(filing)


def at_files_host(client, address, **more):
    client.logout()  # no cookie of the portal is sent there
    return client.get(urlsplit(address).path, headers={"host": FILES}, **more)


def test_a_document_is_a_download_that_may_do_nothing(client, document):
    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == make_pdf()
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert "no-store" in answer["Cache-Control"]


HEADERS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename*=utf-8''%E8%87%AA%E8%AF%84%E4%BC%B0%E6%8A%A5%E5%91%8A.pdf",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def test_an_image_is_served_as_what_it_is(client, document):
    Attachment.objects.update(name="screen.JPG")

    answer = client.get(document.url)
    answer.close()
    assert answer["Content-Type"] == "image/jpeg"


def test_the_web_server_in_front_may_read_the_file_itself(client, document, settings):
    settings.FILES_ACCEL = "/kept/"

    answer = client.get(document.url)

    assert answer["X-Accel-Redirect"] == f"/kept/{document.sha256[:2]}/{document.sha256[2:4]}/{document.sha256}"
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert answer.content == b""


def test_the_portal_leads_to_the_host_for_files(files_host, client, document):
    way = client.get(document.url)

    assert (way.status_code, urlsplit(way.url).netloc) == (302, FILES)
    answer = at_files_host(client, way.url)
    assert b"".join(answer.streaming_content) == make_pdf()
    assert {name: answer[name] for name in HEADERS} == HEADERS


def test_why_is_asked_before_the_way_is_told(files_host, client):
    filing = make_entity_filing()
    client.force_login(filing.applicant)
    paper = filing.documents()["officer_employment"]

    asked = client.get(paper.url)
    way = client.post(paper.url, {"why": "To check the seal"})

    assert asked.status_code == 200
    assert urlsplit(way.url).netloc == FILES
    assert filing.events.filter(act="revealed").count() == 1


def test_the_way_is_good_for_a_minute(files_host, client, document, time_machine):
    time_machine.move_to(NOON, tick=False)
    client.force_login(document.uploaded_by)
    way = client.get(document.url).url
    time_machine.move_to(NOON + timedelta(seconds=60), tick=False)
    assert b"".join(at_files_host(client, way).streaming_content) == make_pdf()

    time_machine.move_to(NOON + timedelta(seconds=61), tick=False)

    answer = at_files_host(client, way)
    assert (answer.status_code, answer.text) == (404, GONE)


@pytest.mark.parametrize("change", ["x", "/x", ":x"])
def test_a_way_that_was_changed_leads_nowhere(files_host, client, document, change):
    assert at_files_host(client, client.get(document.url).url + change).status_code == 404


def test_the_way_of_somebody_who_has_left_leads_nowhere(files_host, client, document):
    way = client.get(document.url).url
    type(document.uploaded_by).objects.update(is_active=False)

    assert at_files_host(client, way).status_code == 404


def test_a_document_that_became_infected_is_not_served_there(files_host, client, document):
    way = client.get(document.url).url
    Attachment.objects.update(scan="infected")

    assert at_files_host(client, way).status_code == 404


def test_a_file_that_is_lost_is_not_found_there(files_host, client, document):
    way = client.get(document.url).url
    documents.path_of(document.sha256).unlink()

    assert at_files_host(client, way).status_code == 404


@pytest.mark.parametrize("path", ["/", "/account/login/", "/static/css/portal.css", "/filings/"])
def test_the_host_for_files_serves_nothing_else(files_host, client, path):
    answer = client.get(path, headers={"host": FILES})

    assert (answer.status_code, answer.text) == (404, GONE)


def test_nothing_is_sent_to_the_host_for_files(files_host, client, document):
    way = client.get(document.url).url

    assert client.post(urlsplit(way).path, headers={"host": FILES}).status_code == 404


def test_the_host_of_the_portal_serves_no_document_where_there_is_another(files_host, client, document):
    way = client.get(document.url).url

    assert client.get(urlsplit(way).path).status_code == 404


def test_a_foreign_document_has_no_way(files_host, client):
    theirs = make_attachment(make_draft())
    client.force_login(make_applicant())

    assert client.get(theirs.url).status_code == 404


def test_documents_of_a_submitted_filing_are_served_to_its_company(client):
    filing = make_submitted_filing()
    client.force_login(filing.applicant)

    answer = client.get(filing.attachments.get().url)

    assert b"".join(answer.streaming_content) == make_pdf()


def test_a_way_is_for_one_person_and_document(document):
    others = serving.address_of(document, for_=make_applicant(), scheme="https")

    assert others != serving.address_of(document, for_=document.uploaded_by, scheme="https")
