"""What is remembered of an account: who signed in and failed to, and what was changed (ASVS 16.3). Never a secret."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import origin
from accounts.models import PersonEvent, User
from audit import trail

WORDS: dict[str, str | Promise] = {
    "account_opened": _("Account opened"),
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "sign_in_failed": _("A sign-in failed"),
    "sign_in_limited": _("Sign-in was locked for five minutes after too many tries"),
    "password_changed": _("Password changed"),
    "password_reset": _("Password set anew by a link"),
    "email_changed": _("E-mail address changed"),
    "details_changed": _("Name or language changed"),
    "code_app_added": _("Code app added"),
    "code_app_removed": _("Code app removed"),
    "passkey_added": _("Passkey added"),
    "passkey_removed": _("Passkey removed"),
    "recovery_codes_made": _("New recovery codes made"),
    "sessions_ended": _("Signed out elsewhere"),
}
# One row says that an account is locked; a flood of tries writes no flood of rows.
LOCKED_ONCE_IN = timedelta(minutes=5)

# The same statement whether there is such an account or not, and the commit waits for the disk in neither case: how
# long a failed sign-in takes must not tell (ASVS 6.3.8). A crash of the database may cost the last half second of it.
WITHOUT_WAITING = "SELECT set_config('synchronous_commit', 'off', true)"
FAILED = """
    INSERT INTO accounts_personevent (act, from_status, to_status, by_id, at, detail, person_id)
    SELECT %(act)s, '', '', NULL, %(at)s, %(detail)s::jsonb, person.id
    FROM accounts_user AS person
    WHERE person.email = %(email)s AND NOT (%(once)s AND EXISTS (
        SELECT 1 FROM accounts_personevent AS before
        WHERE before.person_id = person.id AND before.act = %(act)s AND before.at > %(from)s
    ))
"""


def remember(person: User, act: str, *, request: HttpRequest, at: datetime, **detail: Any) -> None:
    """Write what a person did to their own account, and where from."""
    trail.record(person, by=person, at=at, act=act, **origin.of(request), **detail)


def remember_failure(email: str, act: str, *, request: HttpRequest, at: datetime) -> None:
    """Write that somebody failed to sign in as ``email``, if there is such an account. Nobody knows who it was."""
    said: dict[str, Any] = {
        "act": act,
        "at": at,
        "detail": json.dumps(origin.of(request)),
        "email": email.strip().lower(),
        "once": act == "sign_in_limited",
        "from": at - LOCKED_ONCE_IN,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WITHOUT_WAITING)
        cursor.execute(FAILED, said)


def latest(person: User, *, limit: int) -> list[dict[str, Any]]:
    """The newest events that the person should know of, as the timeline shows them."""
    events = PersonEvent.objects.filter(person=person, act__in=WORDS).order_by("-at", "-id")[:limit]
    return [{"label": WORDS[event.act], "at": event.at, "detail": origin.in_words(event.detail)} for event in events]
