"""What a person changes of their own account: name and language, and the e-mail address they sign in with."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import history, notices
from accounts.models import Letter, User
from audit import trail


@transaction.atomic
def change(person: User, *, name: str, language: str, request: HttpRequest, at: datetime) -> None:
    trail.lock(person)
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    history.remember(person, "details_changed", request=request, at=at)


@transaction.atomic
def change_address(letter: Letter, *, by: User, request: HttpRequest, at: datetime) -> None:
    """Give the person the address to which ``letter`` was sent. The old address is told.

    Raises Refused when the letter is somebody else's, or another account has the address by now.
    """
    if letter.person_id != by.pk:
        raise trail.Refused(_("This link belongs to another account. Sign in to that one and open it again."))
    trail.lock(by)
    if not Letter.objects.filter(pk=letter.pk).exists():  # such as by a second click
        raise trail.Refused(_("This link has been used already. Nothing was changed."))
    notices.account_changed(by, gettext_lazy("The e-mail address was changed to another one."), at=at)
    try:
        with transaction.atomic():
            by.email = letter.email
            by.save(update_fields=["email"])
            EmailAddress.objects.filter(user=by).update(email=letter.email, verified=True)
    except IntegrityError:
        by.refresh_from_db(fields=["email"])
        raise trail.Refused(_("Another account has this e-mail address. Choose another address.")) from None
    Letter.objects.filter(person=by).delete()
    history.remember(by, "email_changed", request=request, at=at)
