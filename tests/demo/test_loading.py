from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Company, Office
from demo import days, loading
from divisions import PROVINCES
from filings import standing
from filings.models import Filing
from notifications.models import Notification
from registry import numbers
from registry.models import Approval, Batch, Entry
from reviews import reminders
from reviews.models import Case
from tests.factories import make_all_offices

TODAY = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_installation(settings, tmp_path):
    make_all_offices()
    settings.VAR_DIR = tmp_path
    settings.DOCUMENTS_DIR = tmp_path / "documents"


def everything():
    """All that the demonstration lays down, row by row, without what is drawn by chance."""
    return [
        list(Filing.objects.order_by("reference").values("reference", "status", "answers", "submitted_at")),
        list(Case.objects.order_by("pk").values("filing__reference", "status", "due_on", "closed_at")),
        list(Entry.objects.order_by("rank").values("number", "company", "algorithm", "product", "purpose", "status")),
    ]


def test_the_demonstration_has_filings_in_every_state_and_300_entries_in_four_batches():
    loading.load(at=TODAY)

    assert Office.objects.count() == len(PROVINCES) + 1
    assert {filing.status for filing in Filing.objects.all()} == set(Filing.Status.values)
    assert {case.status for case in Case.objects.all()} == set(Case.Status.values)
    assert Entry.objects.count() == 300
    assert [batch.slug for batch in Batch.objects.published()] == ["2026-10", "2026-09", "2026-08", "2026-06"]
    assert Counter(Entry.objects.values_list("status", flat=True)) == {"in_force": 295, "cancelled": 5}
    assert Entry.objects.filter(version__gt=1).count() == 12
    assert Approval.objects.waiting().count() == 3
    assert [entry for entry in Entry.objects.all() if not numbers.parse(entry.number).is_sound] == []


def test_the_companies_that_file_are_verified_and_two_are_on_their_way():
    loading.load(at=TODAY)

    stands = {each.company.name[2:4]: each.state for each in standing.of_each(Company.objects.all())}
    assert stands == {
        "澜亭": "verified",
        "云阙": "verified",
        "清湄": "verified",
        "眠筑": "submitted",
        "岑砺": "returned",
    }


def test_no_month_of_the_demonstration_has_an_official_list():
    for year in (2024, 2025, 2026):
        for month in range(1, 13):
            today = datetime(year, month, 9, tzinfo=UTC)
            assert {f"{each:%Y-%m}" for each in days.months_before(today, 4)} & days.OFFICIAL_MONTHS == set()


def test_loading_again_changes_nothing():
    assert loading.load(at=TODAY) is True
    before = everything()

    assert loading.load(at=TODAY) is False
    assert everything() == before


def test_two_installations_that_load_on_one_day_hold_the_same():
    found = []
    for _installation in range(2):
        with transaction.atomic():
            loading.load(at=TODAY)
            found.append(everything())
            transaction.set_rollback(True)

    assert found[0] == found[1]


def test_no_old_mail_is_sent_after_the_load(mailoutbox):
    loading.load(at=TODAY)

    assert Notification.objects.count() > 0
    assert set(Notification.objects.values_list("status", flat=True)) == {Notification.Status.SENT}
    assert reminders.remind(at=TODAY) == 0
    assert mailoutbox == []


def test_nothing_of_the_demonstration_lies_in_the_future():
    loading.load(at=TODAY)

    assert Filing.objects.filter(saved_at__gt=TODAY).count() == 0
    assert Batch.objects.filter(published_on__gt=timezone.localdate(TODAY)).count() == 0


def test_a_public_installation_takes_no_invented_data(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="This is a public installation: it takes no invented data"):
        call_command("load_demo")

    assert Filing.objects.count() == 0
