"""What is answered when something is wrong that no page can mend."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from registry.models import Batch


@pytest.fixture
def stranger(client):
    """A browser: a fault of ours is answered to it, and not raised."""
    client.raise_request_exception = False
    return client


def fail_with(monkeypatch, error):
    def published(*args):
        raise error

    monkeypatch.setattr(Batch, "objects", type("Broken", (), {"published": published})())


@pytest.mark.django_db
def test_while_the_database_is_away_visitors_are_told_to_come_back(stranger, monkeypatch):
    fail_with(monkeypatch, OperationalError("the connection was refused"))

    answer = stranger.get("/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


@pytest.mark.django_db
def test_any_other_fault_is_a_fault(stranger, monkeypatch):
    fail_with(monkeypatch, KeyError("no such thing"))

    answer = stranger.get("/")

    assert (answer.status_code, answer.has_header("Retry-After")) == (500, False)
    assert "What you saved before is safe" in answer.content.decode()


@pytest.fixture
def counted_anew():
    """The attempts of this test count for no other."""
    yield
    cache.clear()


@pytest.mark.django_db
def test_who_tries_too_often_is_told_so_on_a_page_of_ours(client, counted_anew):
    for _attempt in range(40):
        answer = client.post("/zh-hans/account/login/", {"login": "lin@lanting.example", "password": "wrong"})

    assert answer.status_code == 429
    assert 'lang="zh-Hans"' in answer.content.decode()


@pytest.mark.django_db
def test_more_files_than_a_form_of_ours_asks_for_are_not_taken(client):
    files = {f"file{n}": SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7") for n in range(5)}

    assert client.post("/account/login/", files).status_code == 400
