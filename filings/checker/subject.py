"""What the rules look at: the answers of a filing, and what is known around it. Each question to the database is asked
once, and only for rules that need its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.utils import timezone

from deadlines.calendar import OFFICIAL
from deadlines.working_days import Calendar
from design.fields import LongTextField
from filings import document_texts, rows, sections, standing
from filings.models import Attachment, Filing, Verification
from registry import numbers
from registry.models import Entry
from registry.spelling import key_of

# A scan may carry a stamp of its scanner, a heading or page numbers in letters: so few are not what it says.
LEAST_LETTERS = 200


class Text(NamedTuple):
    """A text of several lines that somebody wrote, and the example that stands beside its question."""

    key: str
    row: str
    said: str
    example: str


@dataclass(frozen=True)
class Subject:
    """``today`` is the day on which it is, or would be, submitted, in Beijing. ``verification`` is the newest of the
    company, where whoever asks has it at hand."""

    filing: Filing
    documents: Mapping[str, Attachment]
    today: date
    verification: Verification | None = None
    calendar: Calendar = field(default=OFFICIAL)

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.filing.answers

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a list, none where the filing's role is not asked for them."""
        asked = {part.name for part in sections.whole(self.filing) if isinstance(part, sections.ListSection)}
        return rows.of(self.answers, name) if name in asked else []

    @cached_property
    def company_facts(self) -> Mapping[str, Any]:
        """What is verified of the company; nothing where nothing is."""
        verified = self.verification or self._verified()
        return {**standing.facts_of(verified), **self._users_of(verified)} if verified else {}

    def _verified(self) -> Verification | None:
        of_company = Verification.objects.filter(company=self.filing.company_id)
        return of_company.select_related("revision").order_by("number").last()

    def _users_of(self, verified: Verification) -> Mapping[str, Any]:
        return {"monthly_active_users": verified.revision.answers.get("monthly_active_users")}

    @property
    def company_name(self) -> str:
        return str(self.company_facts.get("company_name") or self.filing.company.name)

    @cached_property
    def texts(self) -> Mapping[str, str | None]:
        """The texts of the documents by key, without spaces and in one width; None of one that could not be read."""
        read = document_texts.of(sorted({document.sha256 for document in self.documents.values()}))
        return {key: legible(read.get(document.sha256)) for key, document in self.documents.items()}

    @cached_property
    def registered(self) -> Mapping[str, str]:
        """The status of each supplier's number that stands in the registry, by its digits."""
        asked = [digits for row in self.rows("models") if (digits := digits_of(row.get("vendor_number")))]
        return dict(Entry.objects.filter(number__in=asked).values_list("number", "status")) if asked else {}

    @cached_property
    def names_of_others(self) -> frozenset[str]:
        """What the company's other algorithms are called, but for those of which nothing has become. A change is of
        the algorithm that it amends."""
        own = self.filing.amends_id or self.filing.pk
        others = Filing.objects.filter(company=self.filing.company_id, kind=Filing.Kind.INITIAL).exclude(pk=own)
        of_nothing = [Filing.Status.REFUSED, Filing.Status.WITHDRAWN]
        called = others.exclude(status__in=of_nothing).values_list("answers__algorithm_name", flat=True)
        return frozenset(key_of(name) for name in called if isinstance(name, str))

    @cached_property
    def filed_on(self) -> date:
        """The day on which it was first submitted, or else would be today: a return does not make a filing late."""
        first = self.filing.revisions.order_by("number").first() if self.filing.submitted_at else None
        return timezone.localdate(first.submitted_at) if first else self.today

    @cached_property
    def written(self) -> list[Text]:
        """All texts of several lines that are answered."""
        return [text for part in sections.asked(self.filing) for text in self._of_part(part) if text.said]

    def _of_part(self, part: sections.Section) -> Iterator[Text]:
        if isinstance(part, sections.ListSection):
            for row in self.rows(part.name):
                yield from _texts(part, row, row["row"])
        else:
            yield from _texts(part, self.answers, "")


def _texts(part: sections.Section, answers: Mapping[str, Any], row: str) -> Iterator[Text]:
    in_list = part.form.in_list
    for key, asked in part.form.base_fields.items():
        if isinstance(asked, LongTextField) and isinstance(said := answers.get(key), str):
            full = rows.key_of_field(in_list, key) if in_list else key
            yield Text(full, row, said.strip(), str(getattr(asked, "example", "")))


def legible(text: str | None) -> str | None:
    """Return ``text`` as it is compared, or None where there is none to speak of."""
    squeezed = key_of(text or "").casefold()
    return squeezed if len(squeezed) >= LEAST_LETTERS else None


def digits_of(number: Any) -> str:
    """Return the digits of a filing number; an empty text where it is none."""
    try:
        return numbers.parse(str(number or "")).digits
    except ValueError:
        return ""
