"""Browsers that are known: a person who has signed in with one gets in though strangers have used up the tries."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from accounts.models import Device, User

KEPT = timedelta(days=365)


def digest(request: HttpRequest, email: str) -> str:
    """What stands in the database for this browser and the account of ``email``; empty where it has no token."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    return _digest(token, email) if token else ""


def remember(request: HttpRequest, response: HttpResponseBase, user: User, *, at: datetime) -> None:
    """Know this browser again for a year."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if len(token) < 43:  # not one of ours, which have 256 bits
        token = secrets.token_urlsafe(32)
    Device.objects.update_or_create(
        token_sha256=_digest(token, user.email),
        defaults={"last_seen_at": at, "user": user},
        create_defaults={"first_seen_at": at, "last_seen_at": at, "user": user},
    )
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        max_age=KEPT,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def forget(*, at: datetime) -> int:
    """Delete those that nobody has used for a year."""
    return Device.objects.filter(last_seen_at__lt=at - KEPT).delete()[0]


def _digest(token: str, email: str) -> str:
    return hashlib.sha256(f"{token}:{email.strip().lower()}".encode()).hexdigest()
