"""Damaged documents by the thousand: each is taken or refused with a sentence, and nothing is left of it."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from filings import documents, inspection, inspection_process
from tests.faults.conftest import SEED, SOAK
from tests.filings.factories import make_draft
from tests.filings.files import mutated
from tests.filings.standing import StandingProcess
from tests.filings.test_files import SENTENCES
from tests.filings.views.pages import address, text_of

KNOWN = {sentence for sentences in SENTENCES.values() for sentence in sentences}
PATIENCE = 10  # seconds for a page


@pytest.fixture
def uploads_folder(settings, tmp_path):
    """Where the server receives uploads; of more than nothing, so that each becomes a file."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "received"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.DOCUMENTS_DIR = tmp_path / "kept"
    return settings.FILE_UPLOAD_TEMP_DIR


@pytest.fixture
def process(monkeypatch):
    process = StandingProcess()
    monkeypatch.setattr(inspection, "look_into", process.look_into)
    yield process
    process.end()


@pytest.mark.django_db
def test_damaged_documents_are_taken_or_refused_and_leave_nothing(client, settings, uploads_folder, process, report):
    count = 20_000 if SOAK else 1_000
    filing = make_draft()
    client.force_login(filing.applicant)
    client.raise_request_exception = False
    there = address("section", filing, "documents")
    taken, slowest = 0, 0.0

    for name, content in mutated(count, SEED):
        file = SimpleUploadedFile(name, content, "application/pdf")
        began = time.monotonic()
        answer = client.post(there, {"self_assessment": file, "edition": "0", "next": "later"})
        slowest = max(slowest, time.monotonic() - began)
        if answer.status_code == 302:
            taken += 1
            continue
        assert answer.status_code == 200, (name, SEED)
        said = text_of(answer).removeprefix("There is a problem ")
        assert any(said.startswith(sentence) for sentence in KNOWN), (name, SEED, said[:200])

    kept = {path.name for path in settings.DOCUMENTS_DIR.rglob("*") if path.is_file() and path.name != "moves"}
    report(
        f"{count} damaged documents: {taken} taken, {count - taken} refused, {process.looks} looked into;"
        f" slowest page {slowest:.1f} s, most memory {process.memory >> 20} MiB"
    )
    assert 0 < taken < count
    assert filing.attachments.count() == taken
    assert kept == set(filing.attachments.values_list("sha256", flat=True))
    assert all(documents.is_intact(sha256) for sha256 in kept)
    assert [*uploads_folder.iterdir()] == []
    assert slowest < PATIENCE
    assert process.memory <= inspection_process.MEMORY
