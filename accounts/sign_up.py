"""Opening an account. Whoever has shown that an address is theirs, by the link in a letter or in an invitation, chooses
name, language and password. Nothing is kept before that: an account cannot be opened in another's name, waiting for
them to confirm it (and what a stranger typed is no password of theirs).
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Letter, User
from audit import trail


class AccountExists(trail.Refused):
    """The address has an account already."""

    def __init__(self) -> None:
        super().__init__(_("There is an account with this e-mail address already. Sign in, or reset its password."))


@transaction.atomic
def open_account(*, email: str, name: str, language: str, password: str, by: User | None = None, at: datetime) -> User:
    """Make the account of the person who owns ``email``; ``by`` is somebody else who did it for them.

    The caller has checked what was typed (``forms.NewAccountForm``) and that the address is theirs. Raises
    AccountExists. It is nobody's staff and in no company: invitations and requests see to that.
    """
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, password, name=name, language=language, date_joined=at)
    except IntegrityError:
        raise AccountExists from None
    Letter.objects.filter(kind=Letter.Kind.SIGN_UP, email=person.email).delete()
    trail.record(person, by=by or person, at=at, act="account_opened")
    return person
