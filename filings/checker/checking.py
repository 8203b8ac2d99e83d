"""Running the rules, and keeping what they found."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from filings import rows, sections
from filings.checker.rule import Finding, Severity
from filings.checker.rules import RULES
from filings.checker.subject import Subject
from filings.models import Attachment, Filing, Revision, Verification


class Told(NamedTuple):
    """A finding as a page lists it: ``of`` names the question, and ``url`` leads to it, where it can be mended."""

    of: str
    says: str
    stops: bool
    url: str = ""

    @property
    def line(self) -> str:
        return _("%(question)s: %(answer)s") % {"question": self.of, "answer": self.says}


def check(
    filing: Filing, documents: Mapping[str, Attachment], *, today: date, verification: Verification | None = None
) -> list[Finding]:
    """Return what all rules find. ``verification``: the company's newest, where it is at hand. Of a change they say
    nothing of what it does not open: that was approved, and cannot be mended there."""
    opened = None if filing.opened is None else frozenset(key for part in sections.asked(filing) for key in part.fields)
    return list(_found(Subject(filing, documents, today, verification), opened))


def beside(
    section: sections.Section, filing: Filing, documents: Mapping[str, Attachment], *, today: date
) -> list[Finding]:
    """Return what is found in one section. Rules that say nothing of it are not asked."""
    return list(_found(Subject(filing, documents, today), frozenset(section.fields)))


def _found(subject: Subject, fields: frozenset[str] | None) -> Iterator[Finding]:
    for rule in RULES:
        if subject.filing.kind in rule.kinds and (fields is None or rule.speaks_beside(fields)):
            for found in rule.find(subject):
                if fields is None or found.field in fields:
                    yield Finding(rule, found.field, found.says, found.row)


def told(findings: Iterable[Finding], filing: Filing) -> list[Told]:
    """Return the findings in words, what stops the submission first, each with the way to its question."""
    listed = [
        Told(_question(filing, each.field, each.row), str(each.says), each.stops, url_of(filing, each))
        for each in findings
    ]
    return sorted(listed, key=lambda each: not each.stops)


def counted(findings: Iterable[Finding], filing: Filing) -> dict[str, int]:
    """Return how much was found in each section, by its key."""
    found = list(findings)
    return {
        section.key: count
        for section in sections.asked(filing)
        if (count := sum(finding.field in section.fields for finding in found))
    }


def url_of(filing: Filing, finding: Finding) -> str:
    """Return the address of the note beside the question."""
    section = _section(filing, finding.field)
    if section is None:
        return ""
    if finding.row:
        page = reverse("filings:row", args=[filing.reference, section.key, finding.row])
    else:
        page = reverse("filings:section", args=[filing.reference, section.key])
    return f"{page}#id_{name_in_form(finding.field)}_note_1"


def name_in_form(field: str) -> str:
    return field.rpartition(".")[2]


def _section(of: sections.Asked, field: str) -> sections.Section | None:
    return next((section for section in sections.offered(of) if field in section.fields), None)


def _question(of: sections.Asked, field: str, row: str) -> str:
    """Return what the question is called, of a row with its number: Product 2 · Holder of the ICP number."""
    section = _section(of, field)
    if section is None:
        return ""
    label = str(section.fields[field].label)
    if row and isinstance(section, sections.ListSection):
        keys = [each["row"] for each in rows.of(of.answers, section.name)]
        return f"{section.called(keys.index(row) + 1)} · {label}" if row in keys else label
    return label


# --- Frozen with a revision --------------------------------------------------------------------------------------
def frozen(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return what a revision keeps: {"rule", "severity", "field", "row", "says": {language: text}} for each. The words
    are kept with it, since rules change."""
    return [
        {
            "rule": finding.rule.key,
            "severity": str(finding.rule.severity),
            "field": finding.field,
            "row": finding.row,
            "says": {language: _in(language, finding.says) for language, _name in settings.LANGUAGES},
        }
        for finding in findings
    ]


def _in(language: str, says: Any) -> str:
    with translation.override(language):
        return str(says)


def of_revision(revision: Revision) -> list[Told]:
    """Return what was found when ``revision`` was submitted, in the reader's language."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return [
        Told(
            _question(revision, kept["field"], kept["row"]),
            kept["says"].get(language) or next(iter(kept["says"].values())),
            kept["severity"] == Severity.STOPS,
        )
        for kept in revision.findings
    ]
