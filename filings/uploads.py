"""What is sent as a file: how much of it is taken, how it is called, and how it is refused."""

import re
import unicodedata

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _

from audit import trail


class DocumentRefused(trail.Refused):
    """The file cannot be taken. ``code`` tells why: empty, large, kind, encrypted, broken or slow."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def empty() -> DocumentRefused:
    return DocumentRefused("empty", _("The file must not be empty"))


def too_large() -> DocumentRefused:
    return DocumentRefused("large", _("The file must be smaller than %(limit)d MB") % {"limit": limit()})


def limit() -> int:
    """Return the most megabytes that a document may have."""
    return settings.DOCUMENT_MAX_BYTES // (1024 * 1024)


def no_pdf() -> DocumentRefused:
    return DocumentRefused("kind", _("The file must be a PDF"))


def encrypted() -> DocumentRefused:
    wrong = _("The file must open without a password: remove the protection and upload it again")
    return DocumentRefused("encrypted", wrong)


def broken() -> DocumentRefused:
    return DocumentRefused("broken", _("The file is damaged: save the PDF anew and upload it again"))


def slow() -> DocumentRefused:
    return DocumentRefused("slow", _("The file is too intricate to be checked: save it as a simpler PDF"))


def tidy_name(name: str) -> str:
    """Return the name of an uploaded file without folders and without characters that cannot be seen, which could
    turn it round (bidirectional marks) or break a header (line breaks); at most 200 characters, ending kept."""
    visible = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    stem, dot, ending = re.split(r"[/\\]", visible)[-1].strip().rpartition(".")
    return f"{stem[: 199 - len(ending)]}{dot}{ending}"[-200:]


class LimitedFile(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, up to the size of a document: what follows is read from the network and
    goes nowhere. The file says how large it would have been, by which it is refused."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > settings.DOCUMENT_MAX_BYTES:
            return None
        return super().receive_data_chunk(raw_data, start)
