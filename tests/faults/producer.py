"""Acts that each tell of themselves by one mail: python -m tests.faults.producer LEDGER PREFIX

Reads from its input how many to do now, and answers with a line when they are done. The ledger says what became of
each: acked (committed), refused (rolled back on purpose, every eleventh), ambiguous (nobody can know).
"""

import sys
import time
from pathlib import Path

import django
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from tests.faults.journal import Journal

REFUSED_EVERY = 11


class OnPurpose(Exception):
    pass


def act(what: str, person: object, *, refuse: bool) -> str:
    from notifications import outbox

    try:
        with transaction.atomic():
            outbox.post(event="faults/mail", to=person, key=what, context={"what": what}, at=timezone.now())
            if refuse:
                raise OnPurpose
    except OnPurpose:
        return "refused"
    except (DatabaseError, InterfaceError):
        connection.close()
        return "ambiguous"
    return "acked"


def main(ledger: Journal, prefix: str) -> None:
    django.setup()
    from accounts.models import User

    person, _ = User.objects.get_or_create(email="reader@example.org", defaults={"name": "Reader", "language": "en"})
    number = 0
    for line in sys.stdin:
        for _ in range(int(line)):
            number += 1
            what = f"{prefix}-{number:06}"
            ledger.write(what=what, outcome="sent")
            began = time.monotonic()
            outcome = act(what, person, refuse=number % REFUSED_EVERY == 0)
            ledger.write(what=what, outcome=outcome, seconds=round(time.monotonic() - began, 3))
        print("done", flush=True)


if __name__ == "__main__":
    main(Journal(Path(sys.argv[1])), sys.argv[2])
