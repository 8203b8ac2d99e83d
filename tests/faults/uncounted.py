"""The portal with a count that looks first and writes later, as a counter in a cache does: the control."""

from config.wsgi import application  # sets the portal up

# isort: split

from accounts import history, limits
from accounts.models import Tries

__all__ = ["application"]
remember_failure = history.remember_failure
pending: list[limits.Reservation] = []


def look(keys, chosen, *, at):
    for tries in Tries.objects.filter(key__in=keys):
        if sum(each > at - limits.FIVE_MINUTES for each in tries.at) >= limits.SIGN_IN.most:
            raise limits.Limited
    pending.append(limits.Reservation(tuple(keys), at))
    return pending[-1]


def write(email, act, **others):
    if act == "sign_in_failed":
        place = pending.pop()
        reserve(list(place.keys), [limits.Limit(10**9, limits.FIVE_MINUTES)] * 2, at=place.at)
    remember_failure(email, act, **others)


reserve = limits._reserve
limits._reserve = look
history.remember_failure = write
