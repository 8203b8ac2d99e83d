from datetime import UTC, datetime

import pytest
from django.db import transaction

from filings import references
from tests.factories import NOON
from tests.together import at_once

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

    @transaction.atomic
    def start():
        return references.issue(at=NOON)

    assert sorted(at_once(*[start] * 4)) == ["F-2026-000002", "F-2026-000003", "F-2026-000004", "F-2026-000005"]
