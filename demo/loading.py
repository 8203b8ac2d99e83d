"""The demonstration as a whole: loaded once, in one transaction, laid out from the day of the first load."""

from datetime import datetime
from random import Random

from django.db import connection, transaction
from django.db.models import F

from demo import accounts, amendments, cases, names, published, registrations
from filings.models import Filing
from notifications.models import Notification
from reviews import reminders

# Any number will do, as long as it stays the same.
SEED = 20230110
FIRMS = 110
# Held while loading, so that two runs that begin at once load once.
LOCK = 7061626


@transaction.atomic
def load(*, at: datetime) -> bool:
    """Load what is missing; return whether filings and entries were loaded now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    people = accounts.open_accounts()
    if Filing.objects.filter(applicant__is_demonstration=True).exists():
        return False
    random = Random(SEED)  # noqa: S311  # the same data everywhere, not secrets
    publisher = people["tang@national.example"]
    firms = names.firms(random, FIRMS)
    for firm in accounts.FIRMS:
        published.make_holder(random, firm.name)
    published.publish_older_batches(random, firms, by=publisher, today=at)
    registrations.tell_verified(people, at=at)
    cases.tell_published(people, at=at)
    published.publish_newest_batch(random, firms, by=publisher, today=at)
    published.change_and_cancel(random, by=publisher, today=at)
    cases.tell_open(people, at=at)
    amendments.tell(people, at=at)
    registrations.tell_open(people, at=at)
    reminders.remind(at=at)
    _take_the_past_as_told()
    return True


def _take_the_past_as_told() -> None:
    """Nobody wants the mail of months ago: what the acts above wrote is recorded as sent when it was written."""
    pending = Notification.objects.filter(status=Notification.Status.PENDING, recipient__is_demonstration=True)
    pending.update(status=Notification.Status.SENT, sent_at=F("created_at"))
