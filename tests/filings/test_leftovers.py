import fcntl
import os
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from config.schedule import SCHEDULE
from filings import documents, inspection, leftovers, tasks
from tests.filings.factories import make_attachment, make_draft, make_pdf, make_submitted_filing, make_upload

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _unlooked(monkeypatch):
    monkeypatch.setattr(inspection, "look_into", lambda path, kind: {"verdict": "good", "pages": 1, "text": ""})


def put(content=b"left over", *, age=25 * HOUR):
    """A file of no filing."""
    stored = documents.store(make_upload(b"%PDF-" + content))
    grow_old(documents.path_of(stored.sha256), age)
    return stored.sha256


def grow_old(path, age=25 * HOUR):
    then = (timezone.now() - age).timestamp()
    os.utime(path, (then, then))


def sweep():
    return leftovers.sweep(at=timezone.now())


def test_a_file_that_nothing_names_goes_after_a_day():
    young, old = put(b"young", age=23 * HOUR), put(b"old")

    assert sweep() == 1
    assert (documents.path_of(young).exists(), documents.path_of(old).exists()) == (True, False)


def test_what_belongs_to_a_filing_or_did_stays():
    current, replaced = make_attachment(make_draft()), make_attachment(make_draft(), content=make_pdf("replaced"))
    replaced.replaced_at = timezone.now()
    replaced.save()
    for each in (current, replaced):
        grow_old(documents.path_of(each.sha256))

    assert sweep() == 0
    assert [documents.is_intact(each.sha256) for each in (current, replaced)] == [True, True]


def test_what_a_revision_shows_stays_even_without_its_row():
    filing = make_submitted_filing()
    sha256 = filing.revisions.get().documents[0]["sha256"]
    filing.attachments.all().delete()
    grow_old(documents.path_of(sha256))

    assert sweep() == 0
    assert documents.is_intact(sha256)


def test_what_was_being_received_a_day_ago_goes(documents_dir):
    incoming = documents_dir / "incoming"
    incoming.mkdir(parents=True)
    for name in ("old", "young"):
        (incoming / name).write_bytes(b"half a PDF")
    grow_old(incoming / "old")

    assert sweep() == 1
    assert [path.name for path in incoming.iterdir()] == ["young"]


def test_a_place_without_documents_is_swept_too():
    assert sweep() == 0


def test_the_same_bytes_uploaded_while_it_sweeps_stay(monkeypatch):
    """The file is old and nothing names it when the sweep asks; then it is uploaded."""
    sha256, ask = put(b"twice"), leftovers.named_documents

    def uploaded_meanwhile():
        named = ask()
        documents.store(make_upload(b"%PDF-twice"))
        return named

    monkeypatch.setattr(leftovers, "named_documents", uploaded_meanwhile)

    assert sweep() == 0
    assert documents.is_intact(sha256)


def test_no_file_is_moved_in_between_the_look_at_its_age_and_the_deletion(monkeypatch, documents_dir):
    put()
    ask, free = leftovers.is_old, []

    def try_to_move(path, at):
        with (documents_dir / "moves").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)  # as ``documents.settle`` does, which would wait
                free.append(True)
            except BlockingIOError:
                free.append(False)
        return ask(path, at)

    monkeypatch.setattr(leftovers, "is_old", try_to_move)

    assert sweep() == 1
    assert free == [False]


def test_a_file_is_moved_in_under_that_lock(monkeypatch):
    held = []
    lock = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", lambda file, how: (held.append(how), lock(file, how)))

    put()

    assert held == [fcntl.LOCK_SH]


def test_it_is_swept_each_night(monkeypatch):
    swept = []
    monkeypatch.setattr(leftovers, "sweep", lambda *, at: swept.append(at))

    tasks.sweep_leftovers()

    assert [type(at) for at in swept] == [datetime]
    assert SCHEDULE["delete files that no filing names"]["task"] == tasks.sweep_leftovers.name
