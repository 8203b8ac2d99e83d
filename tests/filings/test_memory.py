"""An upload of 50 MB passes through the process that makes pages, and is never in it as a whole."""

import tracemalloc

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from filings import inspection
from tests.filings.factories import make_draft
from tests.filings.views.pages import address

pytestmark = pytest.mark.django_db
MB = 1024 * 1024
MOST = 16 * MB
SIZE = 50 * MB - 1024


class Sent:
    """The body of the request, made as it is read: the test itself must not hold it."""

    HEAD = (
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=next\r\n\r\nlater\r\n--{BOUNDARY}\r\n"
        'Content-Disposition: form-data; name=self_assessment; filename="report.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n%PDF-"
    ).encode()
    END = f"\r\n--{BOUNDARY}--\r\n".encode()

    def __init__(self):
        self.length = len(self.HEAD) + SIZE - 5 + len(self.END)
        self.place = 0

    def readline(self, size=-1):
        raise AssertionError("A form is read in blocks.")

    def read(self, size=-1):
        if self.place == 0:
            given = self.HEAD
        elif self.place < self.length - len(self.END):
            given = b"0" * min(size, self.length - len(self.END) - self.place)
        else:
            given = self.END if self.place < self.length else b""
        self.place += len(given)
        return given

    def __len__(self):
        return self.length


def test_fifty_megabytes_take_sixteen_at_most(client, monkeypatch):
    monkeypatch.setattr(inspection, "look_into", lambda path, kind: {"verdict": "good", "pages": 1, "text": ""})
    filing, sent = make_draft(), Sent()
    client.force_login(filing.applicant)
    there = address("section", filing, "documents")
    client.get(there)  # what a first page loads for good is not the upload's
    wsgi = {"wsgi.input": sent, "CONTENT_LENGTH": str(sent.length), "CONTENT_TYPE": MULTIPART_CONTENT}

    tracemalloc.start()
    try:
        answer = client.generic("POST", there, **wsgi)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert answer.status_code == 302
    assert filing.attachments.get().size == SIZE
    assert most < MOST
