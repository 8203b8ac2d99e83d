"""A fresh sign-in: what decides, publishes, or changes how one signs in asks who is there (ASVS 7.5.1, 7.5.3).

Fifteen minutes (settings.ACCOUNT_REAUTHENTICATION_TIMEOUT): a reviewer who has just said who they are decides a row of
cases without being asked at each, and a desk that was left for as long asks again, well before the session ends.
Signing in counts. What was sent is kept in the session meanwhile, and carried out afterwards.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponseBase

from accounts import factors
from accounts.models import User


def mark(request: HttpRequest, user: User) -> None:
    """Count the sign-in that has just been completed as a fresh one."""
    records = get_authentication_records(request, user)
    if records:
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            *records[:-1],
            {**records[-1], "reauthenticated": True},
        ]


def fresh_sign_in_required(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a view that is already login_required: a POST waits until the person has signed in afresh."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked


def used_passkey(request: HttpRequest) -> bool:
    """Whether this session was made, or has been confirmed, with a passkey, or a passkey was added in it."""
    return _used(request, "webauthn")


def note_passkey(request: HttpRequest, user: User) -> None:
    """Count the passkey that has just been added as used: it has shown itself."""
    record_authentication(request, user, "mfa", type="webauthn")


def must_confirm(request: HttpRequest) -> bool:
    """Whether one's factors are shut until the passkey that one has, and has to use, was used. Whoever fished for the
    password and a code would else add a passkey of their own, and be let in with it. Whoever has lost theirs signs in
    with a recovery code."""
    person = cast(User, request.user)
    confirmed = used_passkey(request) or _used(request, "recovery_codes")
    return not confirmed and factors.has_passkey(person) and factors.lacks(person, used_passkey=False)


def _used(request: HttpRequest, kind: str) -> bool:
    return any(record.get("type") == kind for record in get_authentication_records(request, request.user))
