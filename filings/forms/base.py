"""What the forms of all sections share: they are filled from a filing and give back what to keep in it."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.utils.datastructures import MultiValueDict

from filings.models import Attachment, Filing

Documents = Mapping[str, Attachment]


def tidy_draft(value: Any) -> Any:
    """Return what was typed, a text or a list of texts, fit for the database: it stores no NUL."""
    if isinstance(value, list):
        return [tidy_draft(each) for each in value]
    return (value or "").replace("\x00", "")


class SectionForm(forms.Form):
    """The questions of one section. ``documents`` are the filing's current ones, by key."""

    filing: Filing
    documents: Documents

    @classmethod
    def blank(cls, filing: Filing, documents: Documents) -> Self:
        """The form as it is opened: it shows what is saved and complains of nothing."""
        return cls(initial=cls.kept_in(filing))._of(filing, documents)

    @classmethod
    def sent(cls, filing: Filing, documents: Documents, data: Any, files: Any = None) -> Self:
        """The form as it was posted."""
        return cls(data, files)._of(filing, documents)

    @classmethod
    def saved(cls, filing: Filing, documents: Documents) -> Self:
        """The form as if what is saved had been posted: it is valid when the section is complete."""
        return cls(cls.kept_in(filing), MultiValueDict())._of(filing, documents)

    def _of(self, filing: Filing, documents: Documents) -> Self:
        self.filing, self.documents = filing, documents
        return self

    @classmethod
    def labels(cls) -> dict[str, str]:
        return {key: str(field.label) for key, field in cls.base_fields.items()}

    @classmethod
    def kept_in(cls, filing: Filing) -> dict[str, Any]:
        """Return what ``filing`` holds of this section, by field key."""
        return {key: filing.answers[key] for key in cls.base_fields if key in filing.answers}

    def answers(self) -> dict[str, Any]:
        """Return what to keep, by field key: the tidy value of a right answer, the typed one of a wrong answer."""
        self.is_valid()
        return {key: self.cleaned_data.get(key, tidy_draft(self[key].data)) for key in self.fields}

    def faults(self) -> list[str]:
        """Return what is wrong in what was typed; what is merely missing is no fault of a draft."""
        return faults_of(self)


def faults_of(form: forms.Form) -> list[str]:
    errors = [error for errors in form.errors.as_data().values() for error in errors]
    return [message for error in errors if error.code != "required" for message in error.messages]
