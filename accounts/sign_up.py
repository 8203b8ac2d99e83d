"""Opening an account."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail


class AccountExists(trail.Refused):
    """The address has an account already."""

    def __init__(self) -> None:
        super().__init__(_("There is an account with this e-mail address already. Sign in, or reset its password."))


@transaction.atomic
def open_account(*, email: str, name: str, language: str, password: str, by: User | None = None, at: datetime) -> User:
    """Make the account of the person who owns ``email``, as the caller has seen to. Raises AccountExists."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, password, name=name, language=language, date_joined=at)
    except IntegrityError:
        raise AccountExists from None
    trail.record(person, by=by or person, at=at, act="account_opened")
    return person
