"""What the forms of all sections share: they are filled from a filing and give back what to keep in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple, Self

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from design.fields import DateParts
from design.layout import Upload
from filings import rows, uploads, visibility
from filings.forms.conditions import AskedIf
from filings.models import Attachment

Documents = Mapping[str, Attachment]


# What a form is about: a filing, or one row of a list in it (rows.Row). Either has ``reference``, ``answers`` and
# ``surroundings``, all answers on which it may depend what is asked.
Subject = Any


def tidy_draft(value: Any) -> Any:
    """Return what was typed, a text or a list of texts, fit for the database: it stores no NUL."""
    if isinstance(value, list):
        return [tidy_draft(each) for each in value]
    return str(value or "").replace("\x00", "")


def kept_as(value: Any) -> Any:
    """Return a right answer as it is kept: a date as ISO 8601 writes it."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


class DocumentField(forms.FileField):
    """Asks for one file of the kind that it ``takes``; ``missing`` is the sentence where there is none, without which
    the document is optional. Its help says beforehand what of that kind is taken."""

    def __init__(
        self, *, missing: Any = "", takes: uploads.Kind = uploads.PDF, help_text: Any = "", **kwargs: Any
    ) -> None:
        self.takes = takes
        kwargs.setdefault("required", bool(missing))
        told: Any = format_lazy("{} {}", help_text, takes.help_text) if help_text else takes.help_text
        super().__init__(
            error_messages={"required": missing, "empty": _("The file must not be empty")},
            widget=forms.FileInput(attrs={"accept": takes.accept}),
            help_text=told,
            **kwargs,
        )


@dataclass
class KeptDocument:
    """A document as it is called on a page."""

    name: str
    size: int  # bytes
    url: str


class Note(NamedTuple):
    """A word beside a question."""

    title: str
    text: str


class WithheldField(forms.BoundField):
    """A field with its input; a sensitive answer that is kept is never put back into it. ``notes`` stand beside it."""

    notes: tuple[Note, ...] = ()

    def value(self) -> Any:
        return None if self.name in self.form.withheld else super().value()  # type: ignore[attr-defined]


class SectionForm(forms.Form):
    """The questions of one section. ``documents`` are the filing's current ones, by key: what a file is kept for is
    not asked again, and files are no answers (see attaching.py).

    ``asked_if`` tells, by key, which questions depend on another answer, of this section or an earlier one. While that
    one is missing they may stay empty; where it makes them needless, whatever was typed is dropped.

    ``withheld`` are the sensitive questions of which an answer is kept: their inputs stay empty, and left empty they
    keep it. What was just typed and is wrong, or could not be saved, is shown as any other answer.
    """

    asked_if: ClassVar[Mapping[str, AskedIf]] = {}
    in_list: ClassVar[str] = ""  # under which name its rows are kept, of the form of a row
    filing: Subject
    documents: Documents
    withheld: frozenset[str] = frozenset()
    bound_field_class = WithheldField

    @classmethod
    def blank(cls, filing: Subject, documents: Documents) -> Self:
        """The form as it is opened: it shows what is saved and complains of nothing."""
        kept = cls.kept_in(filing)
        open_answers = {key: value for key, value in kept.items() if not cls.is_sensitive(key)}
        form = cls(initial=open_answers)._of(filing, documents)
        form._withhold({key: value for key, value in kept.items() if value and cls.is_sensitive(key)})
        return form

    @classmethod
    def sent(cls, filing: Subject, documents: Documents, data: Any, files: Any = None) -> Self:
        """The form as it was posted."""
        left = cls.left_as_kept(filing, data)
        if left:
            data = data.copy()
            for key, value in left.items():
                data[key] = value
        form = cls(data, files)._of(filing, documents)
        form._withhold(left)
        return form

    @classmethod
    def saved(cls, filing: Subject, documents: Documents) -> Self:
        """The form as if what is saved had been posted: it is valid when the section is complete."""
        return cls(cls.as_posted(cls.kept_in(filing)), MultiValueDict())._of(filing, documents)

    def _of(self, filing: Subject, documents: Documents) -> Self:
        self.filing, self.documents = filing, documents
        for key in self.documents_asked():
            self.fields[key].required &= key not in documents
            self.fields[key].help_text %= self.fields[key].takes.limits  # type: ignore[attr-defined]
        return self

    @classmethod
    def left_as_kept(cls, filing: Subject, data: Any) -> dict[str, Any]:
        """Return the kept answers to the sensitive questions that were left empty."""
        kept = cls.kept_in(filing)
        return {
            key: value
            for key, value in kept.items()
            if value and cls.is_sensitive(key) and not (data.get(key) or "").strip()
        }

    def _withhold(self, kept: Mapping[str, Any]) -> None:
        self.withheld = self.withheld | kept.keys()
        for key, value in kept.items():
            self._explain(key, self._kept_words(key, value))

    def _explain(self, key: str, words: Any) -> None:
        """Make ``words`` the hint of a question, which its bound field has copied by now."""
        self.fields[key].help_text = self[key].help_text = words

    def _kept_words(self, key: str, value: Any) -> str:
        words = _("Kept: %(kept)s. Enter it again only to replace it.")
        if isinstance(self.fields[key], forms.ChoiceField):
            words = _("Kept: %(kept)s. Select it again only to replace it.")
        return words % {"kept": escape(visibility.masked(key, value))}

    def say_beside(self, key: str, title: str, text: str) -> None:
        """Put a word beside the question ``key``, which is no error."""
        field: Any = self[key]
        field.notes = (*field.notes, Note(title, text))

    def now_saved(self) -> None:
        """After a save: a sensitive answer that is right is kept now, and is not put back either."""
        shown = self.errors.keys() - self.withheld
        for key in self.withheld:
            self._explain(key, str(self.base_fields[key].help_text))
        self.withheld = frozenset()
        kept = {key: value for key, value in self.answers().items() if value and self.is_sensitive(key)}
        self._withhold({key: value for key, value in kept.items() if key not in shown})

    @classmethod
    def as_posted(cls, kept: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as a browser sends them: a date in three boxes."""
        posted = dict(kept)
        for key in kept:
            widget = cls.base_fields[key].widget
            if isinstance(widget, DateParts):
                names = [f"{key}_{box}" for box in widget.boxes]
                posted |= dict(zip(names, widget.decompress(posted.pop(key)), strict=True))
        return posted

    @classmethod
    def not_asked(cls, answers: Mapping[str, Any]) -> frozenset[str]:
        """Return the fields that another of the ``answers`` makes needless."""
        return frozenset(key for key, condition in cls.asked_if.items() if condition.holds(answers) is False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answers = {**self.filing.surroundings, **cleaned}
        for key, condition in self.asked_if.items():
            holds = condition.holds(answers)
            if holds is False or (holds is None and self.has_error(key, "required")):
                self.errors.pop(key, None)
            if holds is False:
                cleaned[key] = ""
        return cleaned

    @classmethod
    def documents_asked(cls) -> tuple[str, ...]:
        """Return the keys of the fields that ask for a file."""
        return tuple(key for key, field in cls.base_fields.items() if isinstance(field, DocumentField))

    @classmethod
    def is_sensitive(cls, key: str) -> bool:
        return visibility.is_sensitive(rows.key_of_field(cls.in_list, key) if cls.in_list else key)

    @classmethod
    def labels(cls) -> dict[str, str]:
        return {key: str(field.label) for key, field in cls.base_fields.items()}

    @classmethod
    def named(cls, answers: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
        """Return how values are called that are keys of rows elsewhere among the ``answers``, by field."""
        return {}

    @classmethod
    def kept_in(cls, filing: Subject) -> dict[str, Any]:
        """Return what ``filing`` holds of this section, by field key."""
        return {key: filing.answers[key] for key in cls.base_fields if key in filing.answers}

    def answers(self) -> dict[str, Any]:
        """Return what to keep, by field key: the tidy value of a right answer, the typed one of a wrong answer."""
        self.is_valid()
        asked = [key for key in self.fields if key not in self.documents_asked()]
        right = self.cleaned_data
        found = {key: kept_as(right[key]) if key in right else tidy_draft(self[key].data) for key in asked}
        needless = self.not_asked({**self.filing.surroundings, **found})
        return found | dict.fromkeys(needless & found.keys(), "")

    def unfinished(self) -> dict[str, Any]:
        """Return what to keep while it is still being typed: nothing is dropped yet that another answer makes needless,
        and a sensitive answer that is kept is not replaced by half of another."""
        found = self.answers()
        kept = self.kept_in(self.filing)
        needless = self.not_asked({**self.filing.surroundings, **found}) & self.fields.keys() & found.keys()
        typed = {key: tidy_draft(self[key].data) for key in needless}
        half = {key for key in found if self.is_sensitive(key) and self.has_error(key)}
        return found | typed | {key: kept.get(key, "") for key in half}

    @classmethod
    def kept_by_browser(cls) -> list[str]:
        """Return the names of the inputs whose text a browser may keep while it cannot be saved: no personal data."""
        names: list[str] = []
        for key, field in cls.base_fields.items():
            if isinstance(field, DocumentField) or cls.is_sensitive(key):
                continue
            widget = field.widget
            names += [f"{key}_{box}" for box in widget.boxes] if isinstance(widget, DateParts) else [key]
        return names

    def faults(self) -> list[str]:
        """Return what is wrong in what was typed; what is merely missing is no fault of a draft."""
        return faults_of(self)

    def upload(self, key: str) -> Upload:
        """Return the question for the file ``key``, with the one that is kept."""
        kept = self.documents.get(key)
        if kept is None:
            return Upload(key)
        remove_url = reverse("filings:remove_document", args=[self.filing.reference, kept.key])
        shown = KeptDocument(visibility.name_of(key, kept.name), kept.size, kept.url)
        return Upload(key, kept=shown, remove_url=remove_url, optional=not self.base_fields[key].required)


def faults_of(form: forms.Form) -> list[str]:
    errors = [error for errors in form.errors.as_data().values() for error in errors]
    return [message for error in errors if error.code != "required" for message in error.messages]
