"""The documents of a filing or a revision, as pages list them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from filings import sections, visibility
from filings.models import Attachment, Filing, Revision


class Paper(NamedTuple):
    """``section`` is the key of the section that asks for it. One that is sensitive is taken away by an act and goes by
    no name of its own: see disclosure.py."""

    key: str
    label: str
    name: str
    size: int  # bytes
    uuid: str
    sha256: str
    section: str
    is_sensitive: bool


def of_filing(filing: Filing, documents: Mapping[str, Attachment]) -> list[Paper]:
    return _in_order(filing, [_facts_of(document) for document in documents.values()])


def of_revision(revision: Revision) -> list[Paper]:
    return _in_order(revision, revision.documents)


def _facts_of(document: Attachment) -> dict[str, Any]:
    return {fact: getattr(document, fact) for fact in ("key", "name", "size", "uuid", "sha256")}


def _in_order(of: sections.Asked, documents: Iterable[Mapping[str, Any]]) -> list[Paper]:
    """Return those that are asked for, in the order of the form."""
    there = {document["key"]: document for document in documents}
    return [
        _paper(there[key], label, section.key)
        for section in sections.asked(of)
        for key, label in section.documents(of).items()
        if key in there
    ]


def _paper(document: Mapping[str, Any], label: str, section: str) -> Paper:
    key = document["key"]
    return Paper(
        key=key,
        label=label,
        name=visibility.name_of(key, document["name"]),
        size=document["size"],
        uuid=str(document["uuid"]),
        sha256=document["sha256"],
        section=section,
        is_sensitive=visibility.is_sensitive(key),
    )
