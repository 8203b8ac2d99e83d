"""What was recorded stays recorded, whoever asks, on connections as production opens them."""

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from accounts.models import CompanyEvent, PersonEvent
from filings.models import FilingEvent, Revision, Verification
from reviews import handover
from reviews.models import Case, Recusal
from tests.factories import NOON, make_company, make_publisher
from tests.reviews.test_handover import gather, make_approved

KEPT = {
    "accounts_companyevent",
    "accounts_personevent",
    "filings_filingevent",
    "filings_revision",
    "filings_verification",
    "registry_batchevent",
    "registry_entryevent",
    "registry_entryversion",
    "reviews_caseevent",
    "reviews_decision",
    "reviews_recusal",
}
# Of which a part may be changed: what answers the rest.
ANSWERED = {"filings_comment"}


@pytest.fixture
def as_production(transactional_db):
    """A connection with nothing but production's options: the test settings' ``portal.flush`` is not among them."""
    where = connection.settings_dict
    with psycopg.connect(
        dbname=where["NAME"], user=where["USER"], password=where["PASSWORD"], host=where["HOST"], port=where["PORT"]
    ) as opened:
        yield opened


def test_these_tables_are_append_only():
    assert {
        model._meta.db_table for model in apps.get_models() if getattr(model._meta, "triggers", None)
    } == KEPT | ANSWERED


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(KEPT | ANSWERED))
def test_the_database_guards_the_table_against_change_deletion_and_emptying(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_manipulation::text FROM information_schema.triggers WHERE event_object_table = %s"
            " UNION SELECT 'TRUNCATE' FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND tgtype & 32 > 0 AND tgenabled = 'O'",
            [table, table],
        )
        assert {row[0] for row in cursor.fetchall()} == {"UPDATE", "DELETE", "TRUNCATE"}


@pytest.mark.parametrize("table", sorted(KEPT | ANSWERED))
def test_the_table_cannot_be_emptied(as_production, table):
    with pytest.raises(psycopg.errors.RaiseException, match=f"Cannot truncate rows from {table} table"):
        as_production.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("change", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_what_a_filing_leaves_on_its_way_to_the_public_can_neither_be_changed_nor_deleted(as_production, change):
    publisher = make_publisher()
    company = make_company()
    CompanyEvent.objects.create(company=company, act="opened", at=NOON)
    PersonEvent.objects.create(person=publisher, act="signed_in", at=NOON)
    FilingEvent.objects.create(filing=make_approved().filing, act="submitted", at=NOON)
    handover.publish(gather(Case.objects.get(), by=publisher), by=publisher, at=NOON)
    Recusal.objects.create(case=Case.objects.get(), person=publisher, reason="A cousin works there.", at=NOON)
    verified = Revision.objects.get()
    Verification.objects.create(company=company, number=1, revision=verified, by=publisher, at=NOON)

    for table in sorted(KEPT):
        assert as_production.execute(f"SELECT count(*) > 0 FROM {table}").fetchone() == (True,)
        with pytest.raises(psycopg.errors.RaiseException, match=f"Cannot update or delete rows from {table} table"):
            as_production.execute(change.format(table=table))
        as_production.rollback()
