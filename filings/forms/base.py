"""What the forms of all sections share: they are filled from a filing and give back what to keep in it."""

from collections.abc import Mapping
from typing import Any, Self

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from design.layout import Upload
from filings import uploads
from filings.models import Attachment, Filing

Documents = Mapping[str, Attachment]


def tidy_draft(value: Any) -> Any:
    """Return what was typed, a text or a list of texts, fit for the database: it stores no NUL."""
    if isinstance(value, list):
        return [tidy_draft(each) for each in value]
    return (value or "").replace("\x00", "")


class DocumentField(forms.FileField):
    """Asks for one PDF; ``missing`` is the sentence where there is none."""

    def __init__(self, *, missing: Any, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF without a password, smaller than %(limit)d MB."))
        super().__init__(
            error_messages={"required": missing, "empty": _("The file must not be empty")},
            widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
            **kwargs,
        )


class SectionForm(forms.Form):
    """The questions of one section. ``documents`` are the filing's current ones, by key: what a file is kept for is
    not asked again, and files are no answers (see attaching.py)."""

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
        for key in self.documents_asked():
            self.fields[key].required = key not in documents
            self.fields[key].help_text = self.fields[key].help_text % {"limit": uploads.limit()}
        return self

    @classmethod
    def documents_asked(cls) -> tuple[str, ...]:
        """Return the keys of the fields that ask for a file."""
        return tuple(key for key, field in cls.base_fields.items() if isinstance(field, DocumentField))

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
        asked = [key for key in self.fields if key not in self.documents_asked()]
        return {key: self.cleaned_data.get(key, tidy_draft(self[key].data)) for key in asked}

    def faults(self) -> list[str]:
        """Return what is wrong in what was typed; what is merely missing is no fault of a draft."""
        return faults_of(self)

    def upload(self, key: str) -> Upload:
        """Return the question for the file ``key``, with the one that is kept."""
        remove_url = reverse("filings:remove_document", args=[self.filing.reference, key])
        return Upload(key, kept=self.documents.get(key), remove_url=remove_url, optional=False)


def faults_of(form: forms.Form) -> list[str]:
    errors = [error for errors in form.errors.as_data().values() for error in errors]
    return [message for error in errors if error.code != "required" for message in error.messages]
