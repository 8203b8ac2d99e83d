"""Who may do what, as a page of the documentation: written from the tables that the portal itself asks.

python -m tools.permissions          write docs/permissions.md
python -m tools.permissions check    fail where it is not what the code says
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import django

from tools import ROOT, Trouble

if TYPE_CHECKING:
    from accounts.permissions import Rule

PAGE = ROOT / "docs" / "permissions.md"
# The rules are code: no server is asked.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "DATABASE_URL": "postgres://127.0.0.1/none",
    "REDIS_URL": "redis://127.0.0.1",
}
OPENING = """\
# Who may do what

Written by `make permissions` from the tables in the rooms' `permissions.py`, which acts, views, templates
and the administration ask; nothing else decides. `make check` fails where this page is behind them, and
`tests/matrix/` holds every address and every act to a table of its own.

Whoever may not see a thing gets the same answer as where there is none. Who sees it and may not do something to it is
told so. An account that is closed, a role that is taken away: both hold from the next request on. Staff do nothing
before they have a second factor.

A cell says in which statuses a role may do an act: **always**, or only in those named; *own* means the one whose it
is, such as the reviewer of the case. An empty cell is a no.
"""


@dataclass(frozen=True)
class Chapter:
    """``statuses`` are all that the subject can have, in the order of its life; empty for what has none."""

    title: str
    words: str
    rules: "Mapping[str, Rule]"
    roles: Iterable[str]
    statuses: Iterable[str] = ()


def chapters() -> list[Chapter]:
    from accounts import permissions as accounts
    from accounts.models import Membership, Posting
    from filings import permissions as filings
    from filings.models import Filing
    from reviews import permissions as reviews
    from reviews.models import Case

    company, office = list(Membership.Role), list(Posting.Role)
    entity = {**filings.FOR_A_FILING, **filings.FOR_THE_ENTITY}
    return [
        Chapter(
            "A company's people",
            "Anybody who has signed in can open a company, or ask the owners of one that exists to be let in.",
            accounts.FOR_A_COMPANY,
            company,
        ),
        Chapter(
            "A filing of an algorithm",
            "Seen by the people of its company, each of them.",
            filings.FOR_A_FILING,
            company,
            Filing.Status,
        ),
        Chapter(
            "A company's own details",
            "A filing too, and the owners' to write.",
            entity,
            company,
            Filing.Status,
        ),
        Chapter(
            "An office's people",
            "In one's own office; the national office's people may do the same in each.",
            accounts.FOR_AN_OFFICE,
            office,
        ),
        Chapter(
            "A case, where it is seen",
            "In the province that it came in by, and in the national office once it got there; national auditors see"
            " every case. Nobody sees a case of a company that they belong to, or one on which they have declared a"
            " conflict of interest.",
            reviews.WHERE_IT_IS_SEEN,
            office,
            Case.Status,
        ),
        Chapter(
            "A case, where it is",
            "In the office that has it now. Whoever decided on it in one office neither takes it nor decides on it in"
            " the other.",
            reviews.WHERE_IT_IS,
            office,
            Case.Status,
        ),
        Chapter("A batch", "In the national office.", reviews.FOR_A_BATCH, office),
    ]


def page() -> str:
    return "\n".join([OPENING, *map(written, chapters())])


def written(chapter: Chapter) -> str:
    roles = [role for role in chapter.roles if any(role in rule.roles for rule in chapter.rules.values())]
    lines = [
        f"## {chapter.title}",
        "",
        chapter.words,
        "",
        f"| | {' | '.join(spaced(role) for role in roles)} |",
        f"| --- |{' --- |' * len(roles)}",
    ]
    for act, rule in chapter.rules.items():
        cells = [cell(rule, role, list(chapter.statuses)) for role in roles]
        lines.append(f"| {spaced(act)} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def cell(rule: "Rule", role: str, statuses: list[str]) -> str:
    if role not in rule.roles:
        return ""
    when = ", ".join(spaced(status) for status in statuses if rule.covers(status))
    said = "**always**" if rule.statuses is None else when
    return f"{said} (*own*)" if role in rule.own else said


def spaced(name: str) -> str:
    return name.replace("_", " ")


def main(command: str = "write") -> int:
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    django.setup()
    if command == "write":
        PAGE.write_text(page())
    elif PAGE.read_text() != page():
        raise Trouble("docs/permissions.md is behind the rules: run make permissions.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
