import pytest

from filings import attaching, inspection, quotas
from tests.factories import NOON, make_applicant
from tests.filings.factories import make_attachment, make_draft, make_pdf, make_upload

pytestmark = pytest.mark.django_db
SIZE = len(make_pdf("a"))
A, B, C = (make_pdf(text) for text in "abc")


@pytest.fixture(autouse=True)
def _unlooked(monkeypatch):
    monkeypatch.setattr(inspection, "look_into", lambda path, kind: {"verdict": "good", "pages": 1, "text": ""})


def attach(filing, content):
    return attaching.attach(filing, key="self_assessment", upload=make_upload(content), by=filing.applicant, at=NOON)


def test_a_filing_has_room_for_so_much_with_what_was_replaced(settings):
    settings.FILING_MAX_BYTES = 2 * SIZE
    filing = make_draft()
    attach(filing, A)
    attach(filing, B)

    with pytest.raises(quotas.NoRoom) as refused:
        attach(filing, C)

    assert str(refused.value).replace("\xa0", " ") == (
        "The documents of this filing, replaced ones included, fill 1.0 KB of 1.0 KB: upload a smaller file"
    )
    assert len(filing.documents()) == 1


def test_a_company_has_room_for_so_much_in_all_its_filings(settings):
    settings.COMPANY_MAX_BYTES = 2 * SIZE
    applicant = make_applicant()
    attach(make_draft(applicant), A)
    attach(make_draft(applicant, role="supporter"), B)

    with pytest.raises(quotas.NoRoom) as refused:
        attach(make_draft(applicant), C)

    assert "The documents of your company, replaced ones included, fill" in str(refused.value)
    assert attach(make_draft(), C)


def test_the_same_file_counts_once(settings):
    applicant = make_applicant()
    for filing in (make_draft(applicant), make_draft(applicant, role="supporter")):
        make_attachment(filing, content=A)

    assert quotas.of_company(filing).used == SIZE


def test_room_is_asked_for_before_the_file_is_kept(settings, documents_dir):
    settings.FILING_MAX_BYTES = SIZE - 1

    with pytest.raises(quotas.NoRoom):
        attach(make_draft(), A)

    assert not documents_dir.exists()


def test_room_is_asked_for_behind_the_lock_as_well(settings, monkeypatch):
    """Another upload took the room while this one was looked into."""
    settings.FILING_MAX_BYTES = 2 * SIZE - 1
    filing, store = make_draft(), attaching.documents.store

    def taken_meanwhile(upload, kind):
        make_attachment(filing, "other", content=B)
        return store(upload, kind)

    monkeypatch.setattr(attaching.documents, "store", taken_meanwhile)

    with pytest.raises(quotas.NoRoom):
        attach(filing, A)


def test_two_uploads_of_a_company_wait_for_each_other(django_assert_max_num_queries):
    """The company is locked before its documents are counted for the last time."""
    filing = make_draft()

    with django_assert_max_num_queries(100) as asked:
        attach(filing, A)

    queries = [query["sql"] for query in asked.captured_queries]
    locked = next(n for n, sql in enumerate(queries) if 'FROM "accounts_company"' in sql and "FOR NO KEY UPDATE" in sql)
    counted = [n for n, sql in enumerate(queries) if 'MAX("filings_attachment"."size")' in sql]
    assert sum(n > locked for n in counted) == 2
