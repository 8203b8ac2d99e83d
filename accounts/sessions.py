"""How long a session lasts, and how it is ended from elsewhere.

Half an hour without a request, or twelve hours in all (ASVS 7.3): both are kept in the session itself, so that a page
asks nothing more. That somebody was seen is written at most once a minute.
"""

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts import history
from accounts.models import User

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)

BEGAN, SEEN = "began_at", "seen_at"


def begin(request: HttpRequest, *, at: datetime) -> None:
    request.session[BEGAN] = request.session[SEEN] = at.timestamp()


def is_over(request: HttpRequest, *, at: datetime) -> bool:
    return at - _time(request, SEEN, at) > IDLE or at - _time(request, BEGAN, at) > LONGEST


def end_this(request: HttpRequest) -> None:
    """End the session of the request, which goes on as a visitor's."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()


def see(request: HttpRequest, *, at: datetime) -> None:
    """Note that the person is here, once a minute."""
    if BEGAN not in request.session:
        begin(request, at=at)
    elif at - _time(request, SEEN, at) >= SEEN_EVERY:
        request.session[SEEN] = at.timestamp()
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=at)


def of(person: User, *, at: datetime) -> QuerySet[UserSession]:
    """The sessions of a person that still stand, the last seen first."""
    standing = Session.objects.filter(expire_date__gt=at).values("session_key")
    return UserSession.objects.filter(
        user=person,
        session_key__in=standing,
        last_seen_at__gt=at - IDLE - SEEN_EVERY,
        created_at__gt=at - LONGEST,
    ).order_by("-last_seen_at", "-pk")


@transaction.atomic
def end(chosen: QuerySet[UserSession]) -> int:
    """End these sessions at once; return how many."""
    keys = list(chosen.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


@transaction.atomic
def end_others(person: User, *, request: HttpRequest, at: datetime, only: int | None = None) -> int:
    """End all sessions of the person but the one that asks, or of those ``only`` one; return how many."""
    others = UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key)
    ended = end(others if only is None else others.filter(pk=only))
    if ended:
        history.remember(person, "sessions_ended", request=request, at=at, count=ended)
    return ended


def end_all(person: User) -> int:
    """End each session of the person, such as of one who has been deactivated; return how many."""
    return end(UserSession.objects.filter(user=person))


def forget(*, at: datetime) -> None:
    """Delete those that are over, and what was noted of them: address and browser."""
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _time(request: HttpRequest, name: str, at: datetime) -> datetime:
    return datetime.fromtimestamp(request.session.get(name, at.timestamp()), tz=UTC)
