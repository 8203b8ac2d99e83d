"""What a section of the form is: one form, or a list of rows that are each one form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filings import rows
from filings.forms.conditions import AskedIf
from filings.models import Attachment, Filing

Words = str | Promise
Documents = Mapping[str, Attachment]
EITHER_ROLE = tuple(Filing.Role.values)


class State(TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    OPTIONAL = "optional", _("Optional")

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is missing."""
        return self in (State.COMPLETED, State.OPTIONAL)


class Asked(Protocol):
    """A filing, or a revision of one."""

    @property
    def kind(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def answers(self) -> Mapping[str, Any]: ...
    @property
    def opened(self) -> frozenset[str] | None: ...


@dataclass(frozen=True)
class Section:
    """``form`` is a ``SectionForm``; ``advice`` is what reviewers look for; ``roles`` are those of the filings that are
    asked it, and of them only those of which ``asked_if``, where there is one, holds."""

    key: str
    group: Words
    title: Words
    form: Any
    advice: tuple[Words, ...]
    roles: tuple[str, ...] = EITHER_ROLE
    asked_if: AskedIf | None = None
    template: str = "section.html"
    follows: str = ""  # the section with which a change opens it too, since what it asks depends on that one
    is_of_change: bool = False  # asks about the change itself

    def is_asked(self, of: Asked) -> bool:
        return of.role in self.roles and (self.asked_if is None or self.asked_if.holds(of.answers) is True)

    def is_opened(self, of: Asked) -> bool:
        return self.is_of_change or of.opened is None or bool({self.key, self.follows} & of.opened)

    @property
    def fields(self) -> Mapping[str, Any]:
        """Its form fields by the stable key under which each is known everywhere: in comments, comparisons, exports."""
        return self.form.base_fields

    def labels(self) -> dict[str, str]:
        """Return the labels of its answers by field key, in the order of the form; documents are none."""
        return {key: label for key, label in self.form.labels().items() if key not in self.form.documents_asked()}

    def documents(self, of: Asked) -> dict[str, str]:
        """Return the labels of the files that it asks ``of`` for, by the key under which each is kept."""
        needless = self.form.not_asked(of.answers)
        labels = self.form.labels()
        return {key: labels[key] for key in self.form.documents_asked() if key not in needless}

    def kept_in(self, filing: Filing) -> dict[str, Any]:
        return self.form.kept_in(filing)

    def tidy(self, filing: Filing, documents: Documents) -> dict[str, Any]:
        """Return what is kept, tidy, as a revision holds it."""
        return self.form.saved(filing, documents).answers()

    def is_complete(self, filing: Filing, documents: Documents) -> bool:
        return self.form.saved(filing, documents).is_valid()

    def is_begun(self, filing: Filing, documents: Documents) -> bool:
        answered = any(filing.answers.get(key) for key in self.labels())
        return answered or any(key in documents for key in self.documents(filing))

    def state(self, filing: Filing, documents: Documents) -> State:
        if self.is_complete(filing, documents):
            return State.COMPLETED
        return State.IN_PROGRESS if self.is_begun(filing, documents) else State.NOT_STARTED


@dataclass(frozen=True, kw_only=True)
class ListSection(Section):
    """``form`` is asked once for each row; its ``in_list`` is the name under which the rows are kept among the answers,
    see rows.py.

    ``least`` and ``most`` rows; ``row`` is what one is called and ``add`` the words of the link to another; ``columns``
    are the fields that tell one row from another where they are listed.
    """

    row: Words
    add: Words
    missing: Words
    columns: tuple[str, ...] = field(default=("name",))
    least: int = 1
    most: int = 100
    template: str = "list.html"

    @property
    def name(self) -> str:
        return str(self.form.in_list)

    @property
    def fields(self) -> Mapping[str, Any]:
        return {rows.key_of_field(self.name, key): form_field for key, form_field in self.form.base_fields.items()}

    def labels(self) -> dict[str, str]:
        return {self.name: str(self.title)}

    def documents(self, of: Asked) -> dict[str, str]:
        return {
            rows.key_of_file(key, row["row"]): f"{label} · {self.called(n)}"
            for n, row in enumerate(rows.of(of.answers, self.name), 1)
            for key, label in self.form.labels().items()
            if key in self.form.documents_asked() and key not in self.form.not_asked({**of.answers, **row})
        }

    def called(self, number: int) -> str:
        """Return what the row of this number is called: Product 2."""
        return f"{self.row} {number}"

    def kept_in(self, filing: Filing) -> dict[str, Any]:
        return {self.name: filing.answers[self.name]} if self.name in filing.answers else {}

    def saved(self, filing: Filing, documents: Documents) -> Iterator[Any]:
        """Yield for each row its form, filled with what is kept."""
        for kept in rows.of(filing.answers, self.name):
            row = rows.Row(filing, self.name, kept["row"])
            yield self.form.saved(row, row.documents(documents))

    def tidy(self, filing: Filing, documents: Documents) -> dict[str, Any]:
        kept = rows.of(filing.answers, self.name)
        forms = self.saved(filing, documents)
        return {self.name: [{"row": row["row"], **form.answers()} for row, form in zip(kept, forms, strict=True)]}

    def is_complete(self, filing: Filing, documents: Documents) -> bool:
        forms = list(self.saved(filing, documents))
        return self.least <= len(forms) <= self.most and all(form.is_valid() for form in forms)

    def state(self, filing: Filing, documents: Documents) -> State:
        nothing_yet = not rows.of(filing.answers, self.name)
        return State.OPTIONAL if nothing_yet and not self.least else super().state(filing, documents)
