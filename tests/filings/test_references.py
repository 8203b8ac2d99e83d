from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from filings import references
from tests.factories import NOON

NEW_YEAR_IN_CHINA = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_references_count_up_within_a_year():
    assert [references.issue(at=NOON) for _ in range(3)] == ["F-2026-000001", "F-2026-000002", "F-2026-000003"]


@pytest.mark.django_db
def test_the_count_begins_anew_with_the_year_as_it_is_in_china():
    references.issue(at=NOON)

    assert references.issue(at=NEW_YEAR_IN_CHINA) == "F-2027-000001"


@pytest.mark.django_db(transaction=True)
def test_two_who_start_at_once_get_two_references():
    references.issue(at=NOON)
    found, together = [], Barrier(4)

    def start():
        together.wait(timeout=10)
        with transaction.atomic():
            found.append(references.issue(at=NOON))
        connection.close()

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(found) == ["F-2026-000002", "F-2026-000003", "F-2026-000004", "F-2026-000005"]
