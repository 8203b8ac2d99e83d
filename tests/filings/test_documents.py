import hashlib
import os
import subprocess
import sys

import pikepdf
import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile

from filings import documents, inspection, inspection_process, uploads
from tests.filings.factories import make_pdf, make_upload


def refusal_of(content, name="report.pdf"):
    with pytest.raises(uploads.DocumentRefused) as refusal:
        documents.store(make_upload(content, name))
    return refusal.value.code, str(refusal.value)


def files_below(folder):
    """But the lock."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != "moves")


def make_encrypted_pdf(tmp_path, **passwords):
    path = tmp_path / "locked.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(**passwords))
    return path.read_bytes()


def test_a_document_is_kept_under_its_hash(documents_dir):
    sha256 = hashlib.sha256(make_pdf()).hexdigest()

    assert documents.store(make_upload()) == (sha256, len(make_pdf()), (1, "report"))
    assert (documents_dir / sha256[:2] / sha256[2:4] / sha256).read_bytes() == make_pdf()
    assert files_below(documents_dir) == [sha256]


def test_the_same_document_twice_is_one_file(documents_dir):
    documents.store(make_upload())
    documents.store(make_upload(name="copy.pdf"))

    assert len(files_below(documents_dir)) == 1


def test_a_kept_document_can_be_read_and_is_intact():
    stored = documents.store(make_upload())

    with documents.open_stored(stored.sha256) as file:
        assert file.read() == make_pdf()
    assert documents.is_intact(stored.sha256)


def test_a_document_that_was_altered_or_lost_is_not_intact():
    stored = documents.store(make_upload())
    documents.path_of(stored.sha256).write_bytes(make_pdf("other"))

    assert not documents.is_intact(stored.sha256)
    documents.path_of(stored.sha256).unlink()
    assert not documents.is_intact(stored.sha256)


def test_an_empty_file_is_refused():
    assert refusal_of(b"") == ("empty", "The file must not be empty")


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.DOCUMENT_MAX_BYTES = 1024 * 1024

    assert refusal_of(b"%PDF-" + b"0" * 1024 * 1024) == ("large", "The file must be smaller than 1 MB")


def test_reading_stops_at_the_limit_when_the_sender_lied_about_the_size(settings, documents_dir):
    settings.DOCUMENT_MAX_BYTES = 3 * documents.BLOCK
    taken = []

    class Endless(ContentFile):
        size = 1

        def chunks(self, chunk_size=None):
            while True:
                taken.append(chunk_size)
                yield b"0" * chunk_size

    with pytest.raises(uploads.DocumentRefused, match="smaller than"):
        documents.store(Endless(b""))

    assert len(taken) == 4
    assert files_below(documents_dir) == []


def test_a_file_of_the_greatest_size_is_taken(settings):
    settings.DOCUMENT_MAX_BYTES = len(make_pdf())

    assert documents.store(make_upload()).size == len(make_pdf())


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 a spreadsheet", b"\n" + make_pdf(), b"PK\x03\x04" + make_pdf(), b"%PDF"]
)
def test_a_file_that_does_not_begin_as_a_pdf_is_refused(content):
    assert refusal_of(content) == ("kind", "The file must be a PDF")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"nothing follows " * 50, make_pdf()[:60]])
def test_a_file_that_only_begins_as_a_pdf_is_refused(content):
    assert refusal_of(content) == ("broken", "The file is damaged: save the PDF anew and upload it again")


def test_a_pdf_without_a_page_is_refused(tmp_path):
    with pikepdf.new() as pdf:
        pdf.save(tmp_path / "no page.pdf")

    assert refusal_of((tmp_path / "no page.pdf").read_bytes())[0] == "broken"


@pytest.mark.parametrize("passwords", [{"user": "open", "owner": "all"}, {"user": "", "owner": "all"}])
def test_an_encrypted_pdf_is_refused_whether_or_not_it_opens(tmp_path, passwords):
    code, words = refusal_of(make_encrypted_pdf(tmp_path, **passwords))

    assert (code, words) == (
        "encrypted",
        "The file must open without a password: remove the protection and upload it again",
    )


def test_a_refused_file_leaves_nothing_behind(documents_dir):
    refusal_of(b"%PDF-1.7 nothing follows")

    assert files_below(documents_dir) == []


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(inspection, "PATIENCE", 0.001)

    assert refusal_of(make_pdf()) == (
        "stopped",
        "The file is too intricate to be checked: save it in a simpler form and upload it again",
    )


def test_a_check_that_is_stopped_at_its_limit_refuses_the_file(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    assert refusal_of(make_pdf())[0] == "stopped"


def test_the_process_that_looks_into_a_file_is_told_no_secret(monkeypatch, tmp_path):
    reader = tmp_path / "reader"
    reader.write_text('#!/bin/sh\necho \\"${SECRET_KEY:-nothing}\\"\n')
    reader.chmod(0o755)
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setattr(sys, "executable", str(reader))

    assert inspection.look_into(tmp_path / "any.pdf", uploads.PDF) == "nothing"


def test_temporary_files_of_other_programmes_may_lie_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "not there"))

    assert documents.store(make_upload()).size == len(make_pdf())


def test_the_look_into_a_file_is_limited_in_memory_and_time():
    limits = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource as r; from filings import inspection_process as p; p.limit();"
            "print(r.getrlimit(r.RLIMIT_AS)[0], r.getrlimit(r.RLIMIT_CPU)[0], r.getrlimit(r.RLIMIT_FSIZE)[0])",
        ],
        cwd=configured.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    ).stdout.split()

    assert limits == [str(inspection_process.MEMORY), str(inspection_process.SECONDS), "0"]


def test_the_process_that_makes_pages_does_not_load_the_pdf_library():
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, sys; django.setup(); import config.urls;print({'pikepdf', 'pypdfium2'} & set(sys.modules))",
        ],
        cwd=configured.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.strip()

    assert loaded == "set()"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("自评估报告.pdf", "自评估报告.pdf"),
        ("C:\\Users\\lin\\report.pdf", "report.pdf"),
        ("../../etc/report.pdf", "report.pdf"),
        ("report\u202efdp.exe.pdf", "reportfdp.exe.pdf"),
        ("report\r\nX-Header: 1.pdf", "reportX-Header: 1.pdf"),
        ("r" * 300 + ".pdf", "r" * 196 + ".pdf"),
    ],
)
def test_names_of_files_lose_what_could_deceive(sent, kept):
    assert uploads.tidy_name(sent) == kept


def test_what_is_sent_beyond_the_limit_is_not_written_to_the_disk(rf, settings):
    settings.DOCUMENT_MAX_BYTES = 2 * 1024 * 1024

    with rf.post("/", {"report": make_upload(b"%PDF-" + b"0" * 3_000_000)}).FILES["report"] as upload:
        assert os.path.getsize(upload.temporary_file_path()) <= settings.DOCUMENT_MAX_BYTES
        assert upload.size == 3_000_005
        with pytest.raises(uploads.DocumentRefused, match="The file must be smaller than 2 MB"):
            documents.store(upload)
