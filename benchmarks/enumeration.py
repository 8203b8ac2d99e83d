"""Does the time that a page takes tell whether an address has an account? (ASVS 6.3.8)

Each page is sent to for addresses that have an account and for others, in random order, each address once and from an
address of its own, so that no limit is met. AUC is the chance that a known address took longer than an unknown one
(Mann-Whitney, ties by half): 0.5 tells nothing. The goal is 0.45 to 0.55.
"""

import random
from bisect import bisect_left, bisect_right
from functools import partial
from itertools import count
from statistics import median
from typing import Any

from benchmarks.figures import timed

PAGES: dict[str, tuple[str, str, dict[str, str]]] = {
    "sign-in": ("/account/login/", "login", {"password": "not the password of anybody"}),
    "sign-up": ("/account/signup/", "email", {}),
    "reset": ("/account/password/reset/", "email", {}),
}
GOAL = (0.45, 0.55)
HEAD = f"{'':<12}{'known p50 ms':>14}{'unknown p50 ms':>16}{'AUC':>8}  goal 0.45–0.55"


def measure(timings: int, seed: int) -> None:
    from django.test import Client

    chance, client = random.Random(seed), Client()
    visitors = count(1)
    print(f"\n{timings} timings of each class, in random order, SEED={seed}\n{HEAD}", flush=True)
    for name, (path, field, more) in PAGES.items():
        known = make_people(timings, name)
        unknown = [email.replace("known-", "nobody") for email in known]
        classes = [(email, True) for email in known] + [(email, False) for email in unknown]
        chance.shuffle(classes)
        warm = [(f"warm-{n}-up@{name}.example", None) for n in range(20)]
        times: dict[Any, list[float]] = {True: [], False: [], None: []}
        for email, which in warm + classes:
            address = f"10.{(n := next(visitors)) >> 16}.{n >> 8 & 255}.{n & 255}"
            send = partial(client.post, path, {field: email, **more}, REMOTE_ADDR=address)
            times[which].append(timed(send))
        print(line(name, times[True], times[False]), flush=True)


def make_people(number: int, name: str) -> list[str]:
    """Accounts with one password of the installation's own hasher."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password

    from accounts.models import User

    password = make_password("the password of all of them")
    emails = [f"known-{n:06}@{name}.example" for n in range(number)]
    people = User.objects.bulk_create(User(email=email, name="Somebody", password=password) for email in emails)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people
    )
    return emails


def auc(longer: list[float], shorter: list[float]) -> float:
    """The chance that one of ``longer`` is above one of ``shorter``; equal ones count half."""
    below = sorted(shorter)
    above = sum(bisect_left(below, each) + bisect_right(below, each) for each in longer) / 2
    return above / (len(longer) * len(shorter))


def line(name: str, known: list[float], unknown: list[float]) -> str:
    chance = auc(known, unknown)
    verdict = "met" if GOAL[0] <= chance <= GOAL[1] else "MISSED"
    return f"{name:<12}{median(known):>14.2f}{median(unknown):>16.2f}{chance:>8.3f}  {verdict}"
