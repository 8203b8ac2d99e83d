"""Making an account."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit import trail


@transaction.atomic
def open_account(*, email: str, name: str, language: str, password: str, at: datetime) -> User:
    """Open an account for whoever has proven to own ``email``."""
    person = User.objects.create_user(email, password, name=name, language=language, date_joined=at)
    trail.record(person, by=person, at=at, act="opened")
    return person
