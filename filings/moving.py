"""Going over to a newer version of the form, with what was answered taken over.

A filing stays with the version that it began with until somebody moves it. What the newer one asks in the same words
is taken over as it stands. What it asks in others is told in its own, as well as they fit, and the old answer stands
beside the question: it stays among the answers of the draft, and in the event "moved_over" for good.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import answers, drafting, permissions, rows, sections, words
from filings.models import Filing
from filings.vocabulary import Domain, Technology


class NotBehind(trail.Refused):
    """The filing is on the newest version already."""


@dataclass(frozen=True)
class Recast:
    """What a version asked as ``old`` and the next one asks as ``new``: ``told`` gives the choices of the one in those
    of the other."""

    old: str
    new: str
    told: Mapping[str, str]

    def of(self, chosen: list[str]) -> list[str]:
        return list(dict.fromkeys(str(self.told[choice]) for choice in chosen if choice in self.told))


# By kind and by the version that is left. Article 23 of the rules on deep synthesis has images and video in one class,
# which the first version asked as two.
RECASTS: Mapping[tuple[str, int], tuple[Recast, ...]] = {
    (Filing.Kind.INITIAL, 1): (
        Recast(
            "domain",
            "technology",
            {
                Domain.TEXT: Technology.TEXT,
                Domain.SPEECH: Technology.SPEECH,
                Domain.AUDIO: Technology.SOUND,
                Domain.BIOMETRIC: Technology.BIOMETRIC,
                Domain.IMAGE: Technology.IMAGE,
                Domain.VIDEO: Technology.IMAGE,
                Domain.SCENE: Technology.SCENE,
            },
        ),
    )
}


class News(NamedTuple):
    """What is new in one section: ``labels`` of the questions and files that the version before did not ask for."""

    title: str
    labels: list[str]


def is_behind(filing: Filing) -> bool:
    """Whether there is a newer version of the form than the one that it began with."""
    return filing.version < sections.newest(filing.kind)


@transaction.atomic
def move_over(filing: Filing, *, by: User, at: datetime) -> None:
    """Go over to the newest version of the form. Raises ``NotBehind`` where it is on that one already.

    Whoever has a page of the older version open is told so when they save it, and keeps what they typed.
    """
    trail.lock(filing)
    permissions.require(by, "write", filing)
    if not is_behind(filing):
        raise NotBehind(_("The filing is on the newest form already."))
    ahead, before = moved(filing), filing.version
    places = [*_places(filing), *_places(ahead)]
    filing.version, filing.answers = ahead.version, ahead.answers
    drafting.touch(filing, by=by, at=at)
    stamp = {"edition": filing.edition, "by": str(by), "at": at.isoformat()}
    filing.section_saves |= dict.fromkeys(places, stamp)
    filing.save()
    trail.record(filing, by=by, at=at, act="moved_over", before=before, now=filing.version, answers=_old(filing))


def moved(filing: Filing) -> Filing:
    """Return ``filing`` as it would be on the newest version; it itself stays as it is."""
    ahead = copy.copy(filing)
    ahead.version, ahead.answers = sections.newest(filing.kind), dict(filing.answers)
    for version in range(filing.version, ahead.version):
        for recast in RECASTS.get((filing.kind, version), ()):
            if recast.old in ahead.answers and recast.new not in ahead.answers:
                ahead.answers[recast.new] = recast.of(ahead.answers[recast.old])
    return ahead


def news(filing: Filing) -> Iterator[News]:
    """Yield what the newest version asks of ``filing`` beyond its own, section by section."""
    known = {key for section in sections.offered(filing) for key in section.fields}
    told_anew = {recast.new for recast in _recasts(filing.kind)}
    for section in sections.asked(moved(filing)):
        new = [str(field.label) for key, field in section.fields.items() if key not in known | told_anew]
        if new:
            yield News(str(section.title), new)


def taken_over(filing: Filing) -> list[answers.Part]:
    """Return what was answered so far, as the newest version has it."""
    parts = [part._replace(rows=[row for row in part.rows if row.value]) for part in answers.summary(moved(filing))]
    return [part for part in parts if part.rows]


def answered_before(filing: Filing) -> dict[str, str]:
    """Return in words what an older version had been answered that this one asks in others, by the key of the
    question that asks it now."""
    return {
        recast.new: words.of(recast.old, filing.answers[recast.old])
        for recast in _recasts(filing.kind, before=filing.version)
        if filing.answers.get(recast.old)
    }


def _old(filing: Filing) -> dict[str, Any]:
    kept = [recast.old for recast in _recasts(filing.kind, before=filing.version)]
    return {key: filing.answers[key] for key in kept if key in filing.answers}


def _recasts(kind: str, before: int | None = None) -> Iterator[Recast]:
    """Yield all that were told anew on the way to the version ``before``, or to the newest."""
    for (of, version), recasts in RECASTS.items():
        if of == kind and version < (before or sections.newest(kind)):
            yield from recasts


def _places(filing: Filing) -> Iterator[str]:
    """Yield the places at which saves are told apart, see ``drafting``."""
    for section in sections.offered(filing):
        yield section.key
        if isinstance(section, sections.ListSection):
            yield from (f"{section.key}/{row['row']}" for row in rows.of(filing.answers, section.name))
