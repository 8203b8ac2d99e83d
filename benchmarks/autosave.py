"""A section saved while it is typed, beside an empty POST of a person who has signed in: one to a page that knows none.

The goal is a p95 within three times that of the empty POST, however large the filing is.
"""

import logging
from collections.abc import Callable
from itertools import count
from typing import Any

from benchmarks.figures import HEAD, Pairs, timed

GOAL = 3
SIZES = {"autosave, few answers": 0, "autosave, 150 rows": 1}
PARAGRAPH = "用户上传家庭旧照，系统检测破损区域，补全内容，并添加标识。"


def measure(rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    logging.getLogger("django.request").setLevel(logging.ERROR)  # of the empty POSTs, which are refused
    print(f"\nAutosave; the goal is a p95 ratio of {GOAL}\n{HEAD}", flush=True)
    for name, size in SIZES.items():
        save, floor = acts(size)
        pairs = Pairs()
        save()
        with CaptureQueriesContext(connection) as captured:
            save()
        control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
        pairs.queries = sum(not query["sql"].startswith(control) for query in captured.captured_queries)
        for turn in range(-5, rounds):  # the first turns warm up
            first, second = (save, floor) if turn % 2 else (floor, save)
            times = {first: timed(first), second: timed(second)}
            if turn >= 0:
                pairs.ours.append(times[save])
                pairs.floor.append(times[floor])
        print(pairs.line(name), flush=True)


def acts(size: int) -> tuple[Callable[[], None], Callable[[], None]]:
    """Return an autosave that types another text each time, and the empty POST."""
    from django.test import Client

    filing = make_filing(size)
    client, texts = Client(), count(1)
    client.force_login(filing.applicant)
    there = f"/filings/{filing.reference}/introduction/"
    edition = filing.edition

    def save() -> None:
        nonlocal edition
        typed = {"introduction": f"{PARAGRAPH * 20}{next(texts)}", "scope": PARAGRAPH, "served": PARAGRAPH}
        data: dict[str, Any] = {"edition": edition, "page": "0123abcd", **typed}
        edition = client.post(there, data, headers={"Accept": "application/json"}).json()["edition"]

    def floor() -> None:
        answer = client.post("/filings/")
        if answer.status_code != 405:
            raise RuntimeError(f"an empty POST is answered {answer.status_code}")

    return save, floor


def make_filing(size: int) -> Any:
    """A draft with next to nothing in it, or with 50 products of two functions each."""
    from django.utils import timezone

    from accounts.models import Company, Membership, User
    from filings import drafting

    person = User.objects.create_user(email=f"lin{size}@autosave.example", name="Lin Wei", password=None)
    company = Company.objects.create(name=f"杭州澜亭影像科技有限公司{size}")
    Membership.objects.create(user=person, company=company, role=Membership.Role.OWNER)
    filing = drafting.start(company=company, role="provider", name="澜亭老照片修复算法", by=person, at=timezone.now())
    products = [{"row": f"a000{n:04}", "name": f"产品 {n}", "address": PARAGRAPH} for n in range(50 * size)]
    functions = [
        {"row": f"f000{n:04}", "product": f"a000{n % 50:04}", "name": f"功能 {n}", "introduction": PARAGRAPH * 10}
        for n in range(100 * size)
    ]
    filing.answers |= {"products": products, "functions": functions} if size else {}
    filing.save()
    return filing
