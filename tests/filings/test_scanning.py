"""Documents and the virus scanner: a clamd that the tests play, on the loopback."""

import socket
import struct
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest

from config.schedule import SCHEDULE
from filings import attaching, clamd, drafting, scanning, submission, tasks
from filings.models import Attachment
from notifications.models import Notification
from tests.factories import NOON, make_applicant
from tests.filings.factories import (
    make_attachment,
    make_draft,
    make_entity_filing,
    make_filing,
    make_pdf,
    make_upload,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)
EICAR = b"stream: Eicar-Test-Signature FOUND\0"


@contextmanager
def clamd_that_says(answer, *, family=socket.AF_INET, place=("127.0.0.1", 0)):
    """Serve until the end of the block; yield where, and what was sent to it, stream by stream."""
    server, streams = socket.socket(family), []
    server.bind(place)
    server.listen()

    def serve():
        while True:
            try:
                talk, _address = server.accept()
            except OSError:  # closed
                return
            with talk, talk.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", sent.read(4))[0]:
                    content += sent.read(length)
                streams.append(content)
                talk.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        name = server.getsockname()
        yield name if isinstance(name, str) else "{}:{}".format(*name), streams
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(timeout=30)


@pytest.fixture
def away(settings):
    """A scanner is configured, and nothing listens there."""
    settings.CLAMD = "/nowhere/clamd"


def attached(filing, on_commit, content=None):
    with on_commit(execute=True):
        return attaching.attach(
            filing, key="self_assessment", upload=make_upload(content), by=filing.applicant, at=LATER
        )


def status_of(document):
    return Attachment.objects.get(pk=document.pk).scan


def test_without_a_scanner_nothing_waits(django_capture_on_commit_callbacks):
    assert status_of(attached(make_draft(), django_capture_on_commit_callbacks)) == "not_asked"


def test_a_clean_document_leaves_quarantine_once_it_was_scanned(settings, django_capture_on_commit_callbacks):
    content = make_pdf("long " * 100_000)
    with clamd_that_says(b"stream: OK\0") as (settings.CLAMD, streams):
        document = attached(make_draft(), django_capture_on_commit_callbacks, content)

    assert (status_of(document), streams) == ("clean", [content])


def test_the_scanner_may_listen_at_a_path(settings, tmp_path, django_capture_on_commit_callbacks):
    with clamd_that_says(b"stream: OK\0", family=socket.AF_UNIX, place=str(tmp_path / "clamd")) as (settings.CLAMD, _):
        assert status_of(attached(make_draft(), django_capture_on_commit_callbacks)) == "clean"


def test_a_document_with_a_virus_is_let_go_and_its_uploader_is_told(settings, django_capture_on_commit_callbacks):
    filing = make_draft()
    with clamd_that_says(EICAR) as (settings.CLAMD, _streams):
        document = attached(filing, django_capture_on_commit_callbacks)

    assert status_of(document) == "infected"
    assert filing.documents() == {}
    event = filing.events.last()
    assert (event.act, event.by) == ("infected", None)
    assert event.detail == {"key": "self_assessment", "virus": "Eicar-Test-Signature"}
    letter = Notification.objects.get(event="filings/infected")
    assert (letter.recipient, letter.subject) == (
        filing.applicant,
        f"A document was removed: filing {filing.reference}",
    )
    assert "The virus scanner found “Eicar-Test-Signature” in “自评估报告.pdf”" in letter.body


def test_a_verdict_that_comes_twice_is_told_once(settings, django_capture_on_commit_callbacks):
    filing = make_draft()
    with clamd_that_says(EICAR) as (settings.CLAMD, _streams):
        document = attached(filing, django_capture_on_commit_callbacks)
        scanning.conclude(document, virus="Another", at=LATER)

    assert filing.events.filter(act="infected").count() == 1
    assert Notification.objects.filter(event="filings/infected").count() == 1


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK, or so\0"])
def test_what_is_no_verdict_lets_nothing_out(settings, caplog, django_capture_on_commit_callbacks, answer):
    with clamd_that_says(answer) as (settings.CLAMD, _streams):
        document = attached(make_draft(), django_capture_on_commit_callbacks)

    assert status_of(document) == "waiting"
    assert f"the document {document.uuid} could not be scanned: " in caplog.text


def test_while_the_scanner_is_away_a_document_is_not_downloaded(away, client, django_capture_on_commit_callbacks):
    filing = make_draft()
    document = attached(filing, django_capture_on_commit_callbacks)
    client.force_login(filing.applicant)

    answer = client.get(document.url)

    assert (status_of(document), answer.status_code) == ("waiting", 409)
    assert "It is still being checked for viruses. Wait a minute, then open it again." in answer.text


def test_a_document_with_a_virus_is_not_downloaded(client):
    filing = make_draft()
    document = make_attachment(filing)
    Attachment.objects.update(scan="infected", replaced_at=LATER)
    client.force_login(filing.applicant)

    answer = client.get(document.url)

    assert answer.status_code == 409
    assert "The virus scanner found a virus in it. Ask whoever uploaded it for another one." in answer.text


def test_a_filing_is_not_submitted_with_a_document_in_quarantine():
    filing = make_filing()
    Attachment.objects.update(scan="waiting")

    with pytest.raises(submission.DocumentNotScanned) as refused:
        submission.submit(filing, revision=1, by=filing.applicant, at=LATER)

    assert str(refused.value) == "“自评估报告.pdf” is still being checked for viruses. Wait a minute, then submit."


def test_the_sweep_scans_what_a_lost_nudge_left_behind(away, settings, django_capture_on_commit_callbacks):
    document = attached(make_draft(), django_capture_on_commit_callbacks)
    assert SCHEDULE["scan the documents that wait"]["task"] == tasks.scan_waiting.name

    with clamd_that_says(b"stream: OK\0") as (settings.CLAMD, _streams):
        tasks.scan_waiting()

    assert status_of(document) == "clean"


def test_documents_that_are_carried_over_are_scanned_anew(settings, django_capture_on_commit_callbacks):
    by = make_applicant()
    make_entity_filing("approved", by=by)

    with (
        clamd_that_says(b"stream: OK\0") as (settings.CLAMD, streams),
        django_capture_on_commit_callbacks(execute=True),
    ):
        filing = drafting.start_entity(company=by.companies.get(), by=by, at=LATER)

    assert {document.scan for document in filing.attachments.all()} == {"clean"}
    assert len(streams) == 4


def test_a_scanner_that_hangs_is_left_after_its_time(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(clamd, "PATIENCE", 0.05)
    with socket.socket() as silent, (tmp_path / "file").open("w+b") as file:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.CLAMD = "{}:{}".format(*silent.getsockname())

        with pytest.raises(clamd.NoAnswer):
            clamd.virus_in(file)
