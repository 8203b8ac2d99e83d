"""The sections of the form that a filing is asked, by its kind and by the version of the form that it began with.

A version that a filing was begun with is never changed any more in what it asks: a new version stands beside it.
"""

from collections.abc import Iterator, Mapping

from filings.definitions import cancellation, change, entity, first, second
from filings.definitions.section import Asked, Documents, ListSection, Section, State
from filings.models import Filing

__all__ = ["Asked", "ListSection", "Section", "State"]

VERSIONS: Mapping[str, Mapping[int, tuple[Section, ...]]] = {
    Filing.Kind.ENTITY: {1: entity.SECTIONS},
    Filing.Kind.INITIAL: {1: first.SECTIONS, 2: second.SECTIONS},
    Filing.Kind.CHANGE: {2: change.of(second.SECTIONS)},
    Filing.Kind.CANCELLATION: {1: cancellation.SECTIONS},
}


def newest(kind: str) -> int:
    """Return the version of the form that a filing of this kind begins with."""
    return max(VERSIONS[kind])


def every() -> Iterator[Section]:
    """Yield all sections of all kinds and versions, the newest versions first."""
    for versions in VERSIONS.values():
        for version in sorted(versions, reverse=True):
            yield from versions[version]


def offered(of: Asked) -> tuple[Section, ...]:
    """Return the sections of the version of ``of``, those of the other role among them."""
    return VERSIONS[of.kind][of.version]


def whole(of: Asked) -> list[Section]:
    """Return the sections that a revision of a filing answers, in order."""
    return [section for section in offered(of) if section.is_asked(of)]


def asked(of: Asked) -> list[Section]:
    """Return the sections that are put to a filing, in order: of a change those that it opens. A revision answers
    all."""
    return [section for section in whole(of) if section.is_opened(of)]


def of_key(of: Asked, key: str) -> Section | None:
    """Return the section ``key`` of those that are asked."""
    return next((section for section in asked(of) if section.key == key), None)


def asking_for(of: Asked, document: str) -> Section | None:
    """Return the section that asks for the file of this key."""
    return next((section for section in offered(of) if document in section.documents(of)), None)


def incomplete(filing: Filing, documents: Documents) -> list[Section]:
    return [section for section in asked(filing) if not section.is_complete(filing, documents)]


def next_to_do(filing: Filing, documents: Documents, *, after: Section) -> Section | None:
    """Return the next section that is not complete, from ``after`` on and then from the top; None when all are. A
    change begins with complete answers: what it opens is next as long as nobody has written into it."""
    missing = incomplete(filing, documents)
    order = offered(filing)
    to_do = [section for section in asked(filing) if section in missing or _is_untouched(filing, section)]
    later = [section for section in to_do if order.index(section) > order.index(after)]
    return next(iter(later or missing), None)


def _is_untouched(filing: Filing, section: Section) -> bool:
    written = {place.split("/")[0] for place in filing.section_saves}
    return section.key in (filing.opened or ()) and section.key not in written
