"""Letters that were asked for at the door: to open an account, to choose a new password, to confirm an address.

Why they are no messages of the outbox: they go to addresses that may belong to nobody, and their links must lie in no
table. The page that is asked writes one row, the same for every address, and answers; who that is, and so which letter
goes out, is found out here, by the worker or the sweep. So the page's status, bytes and time tell nothing (ASVS 6.3.8),
and a link exists in the mail alone. A sender that dies after the relay's "250" sends the letter again, which harms
nobody: its link is as good as the first.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.utils import translation

from accounts import limits, origin
from accounts.models import Letter, User
from accounts.models.letter import LASTS
from notifications import nudging, outbox

logger = logging.getLogger(__name__)

SALT = "accounts.letters"
PAUSE = timedelta(minutes=1)
MAX_ATTEMPTS = 30


def ask(kind: str, email: str, *, request: HttpRequest, at: datetime, person: User | None = None) -> None:
    """Have a letter sent to ``email``. Raises limits.LettersLimited."""
    limits.count_letter(email, address=origin.address(request), at=at)
    language = person.language if person else translation.get_language()
    Letter.objects.create(
        kind=kind, email=email.lower(), person=person, language=language, asked_at=at, next_attempt_at=at
    )
    from accounts import tasks  # which imports this module

    nudging.say(tasks.send_letters)


def opened_by(token: str, kind: str, *, at: datetime) -> Letter | None:
    """The letter whose link carries ``token``, while it works: within three days, and until it has been used."""
    try:
        key = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Letter.objects.open(at).filter(pk=key, kind=kind).first()


def token_of(letter: Letter) -> str:
    return signing.dumps(letter.pk, salt=SALT)


def send_waiting(*, at: datetime, limit: int = 100) -> int:
    """Send what waits, and return how many. Two senders at once share the work."""
    outcomes = iter(partial(_send_next, at=at), None)
    return sum(islice(outcomes, limit))


def forget(*, at: datetime) -> int:
    """Delete those whose links work no more; return how many."""
    return Letter.objects.filter(asked_at__lte=at - LASTS).delete()[0]


@transaction.atomic
def _send_next(*, at: datetime) -> bool | None:
    """Whether the next letter could be sent; None where none waits. Its row stays locked meanwhile: whoever dies at it
    leaves it to the next."""
    letter = Letter.objects.due(at).select_for_update(skip_locked=True).order_by("next_attempt_at", "pk").first()
    if letter is None:
        return None
    try:
        _message(letter).send()
    except Exception:  # one letter that cannot be sent must not keep the others from it
        logger.exception("A letter of the kind %s could not be sent", letter.kind)
        _put_off(letter, at=at)
        return False
    letter.sent_at = at
    if letter.kind == Letter.Kind.RESET:
        letter.delete()  # its link asks for no row
    else:
        letter.save()
    return True


def _put_off(letter: Letter, *, at: datetime) -> None:
    letter.attempts += 1
    letter.next_attempt_at = at + PAUSE * letter.attempts
    if letter.attempts < MAX_ATTEMPTS:
        letter.save()
    else:
        letter.delete()


def _message(letter: Letter) -> EmailMessage:
    known = User.objects.filter(email=letter.email).first()
    if known and not letter.person:
        letter.language = known.language  # the page that asked may have been a stranger's
    event, context = _content(letter, known)
    subject, body = outbox.words(event=event, language=letter.language, context=context)
    return EmailMessage(subject, body, to=[letter.email], headers={"Auto-Submitted": "auto-generated"})


def _content(letter: Letter, known: User | None) -> tuple[str, dict[str, Any]]:
    match letter.kind, known:
        case Letter.Kind.SIGN_UP, None:
            return "accounts/open_account", {"address": outbox.address_of(letter, "account_open", token_of(letter))}
        case Letter.Kind.SIGN_UP, _:
            return "accounts/account_exists", {
                "person": known,
                "sign_in": outbox.address_of(letter, "account_login"),
                "reset": outbox.address_of(letter, "account_reset_password"),
            }
        case Letter.Kind.RESET, User(is_active=True):
            return "accounts/new_password", {"person": known, "address": _reset_address(known, letter)}
        case Letter.Kind.RESET, _:
            return "accounts/unknown_account", {"sign_up": outbox.address_of(letter, "account_signup")}
        case _:
            address = outbox.address_of(letter, "account_confirm_email", token_of(letter))
            return "accounts/confirm_address", {"person": letter.person, "address": address}


def _reset_address(person: User, letter: Letter) -> str:
    key = default_token_generator.make_token(person)
    return outbox.address_of(letter, "account_reset_password_from_key", user_pk_to_url_str(person), key)
