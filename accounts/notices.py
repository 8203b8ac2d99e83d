"""Who is told of what happens to an account: its person, at the address it had."""

from datetime import datetime

from django.utils.functional import Promise

from accounts.models import User
from notifications import outbox


def account_changed(person: User, what: str | Promise, *, at: datetime) -> None:
    """Tell of a change by which somebody could take the account over (ASVS 6.3.7)."""
    outbox.post(
        event="accounts/account_changed",
        to=person,
        key=f"account:changed:{at.isoformat()}",
        context={
            "person": person,
            "what": what,
            "at": at,
            "address": outbox.address_of(person, "account"),
            "reset": outbox.address_of(person, "account_reset_password"),
        },
        at=at,
    )
