"""What a rule is, and what it finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from filings.checker.subject import Subject
from filings.models import Filing

Words = Any  # a text that is translated when it is shown
OF_ALGORITHMS = (Filing.Kind.INITIAL, Filing.Kind.CHANGE)
OF_ALL_KINDS = tuple(Filing.Kind)


class Severity(TextChoices):
    STOPS = "stops", _("Stops the submission")
    WARNS = "warns", _("Warns")


class Found(NamedTuple):
    """``field`` is a field key, of a list with the key of the ``row`` beside it; ``says`` what is to be done, in words
    that are translated when they are shown."""

    field: str
    says: Words
    row: str = ""


@dataclass(frozen=True)
class Rule:
    """``about`` are the fields beside which it may speak; None for every field in which people write.

    ``asks`` is its public description and ``because`` the article of the law, or the reason for which offices are known
    to return filings.
    """

    key: str
    severity: Severity
    asks: Words
    because: Words
    about: frozenset[str] | None
    kinds: tuple[str, ...]
    find: Callable[[Subject], Iterable[Found]]

    def speaks_beside(self, fields: Iterable[str]) -> bool:
        return self.about is None or not self.about.isdisjoint(fields)


class Finding(NamedTuple):
    rule: Rule
    field: str
    says: Words
    row: str

    @property
    def stops(self) -> bool:
        return self.rule.severity == Severity.STOPS


def rule(
    key: str,
    severity: Severity,
    *,
    asks: Words,
    because: Words,
    about: Iterable[str] | None = None,
    kinds: tuple[str, ...] = OF_ALGORITHMS,
) -> Callable[[Callable[[Subject], Iterable[Found]]], Rule]:
    """Make a function that finds into a rule."""
    fields = None if about is None else frozenset(about)
    return lambda find: Rule(key, severity, asks, because, fields, kinds, find)
