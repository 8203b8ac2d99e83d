"""What is sent as a file: which kinds are taken and how much of each, how it is called, and how it is refused."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import trail
from filings.inspection_process import MOST_PAGES, MOST_PIXELS

MB = 1024 * 1024


class DocumentRefused(trail.Refused):
    """The file cannot be taken. ``code`` tells why: empty, large, or one of the ``words`` of its kind."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """A kind of file that a field asks for. ``endings`` has the media type for each ending of a name; ``beginnings``
    are the first bytes, at byte 0: readers find a PDF further on too, behind some other kind of file. ``limit_name``
    is the setting with the most bytes, ``words`` are the sentences of refusals by code."""

    key: str
    endings: Mapping[str, str]
    beginnings: tuple[bytes, ...]
    limit_name: str
    help_text: str | Promise
    words: Mapping[str, str | Promise]

    @property
    def most_bytes(self) -> int:
        return getattr(settings, self.limit_name)

    @property
    def accept(self) -> str:
        """The attribute of a file input."""
        return ",".join(dict.fromkeys([*self.endings, *self.endings.values()]))

    @property
    def limits(self) -> dict[str, int]:
        """What its words may speak of: megabytes, pages, megapixels."""
        return {"limit": self.most_bytes // MB, "pages": MOST_PAGES, "megapixels": MOST_PIXELS // 1_000_000}

    @property
    def told(self) -> str:
        """What is said before a file is chosen."""
        return self.help_text % self.limits

    def refusal(self, code: str) -> DocumentRefused:
        return DocumentRefused(code, str(self.words[code]) % self.limits)

    def too_large(self) -> DocumentRefused:
        return DocumentRefused("large", _("The file must be smaller than %(limit)d MB") % self.limits)


SLOW = gettext_lazy("The file is too intricate to be checked: save it in a simpler form and upload it again")
PDF = Kind(
    key="pdf",
    endings={".pdf": "application/pdf"},
    beginnings=(b"%PDF-",),
    limit_name="DOCUMENT_MAX_BYTES",
    help_text=gettext_lazy("PDF without a password, smaller than %(limit)d MB, with at most %(pages)d pages."),
    words={
        "kind": gettext_lazy("The file must be a PDF"),
        "encrypted": gettext_lazy("The file must open without a password: remove the protection and upload it again"),
        "broken": gettext_lazy("The file is damaged: save the PDF anew and upload it again"),
        "polyglot": gettext_lazy("Something else is joined to the PDF: save the PDF anew and upload it again"),
        "long": gettext_lazy("The file must have at most %(pages)d pages"),
        "bomb": gettext_lazy("The file takes too much memory when opened: save it with smaller images"),
        "stopped": SLOW,
    },
)
IMAGE = Kind(
    key="image",
    endings={".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"},
    beginnings=(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"),
    limit_name="IMAGE_MAX_BYTES",
    help_text=gettext_lazy("PNG or JPEG, smaller than %(limit)d MB, with at most %(megapixels)d megapixels."),
    words={
        "kind": gettext_lazy("The file must be a PNG or JPEG image"),
        "broken": gettext_lazy("The image is damaged: save it anew and upload it again"),
        "polyglot": gettext_lazy("Something else is joined to the image: save the image anew and upload it again"),
        "animated": gettext_lazy("The image must not be animated"),
        "bomb": gettext_lazy("The image must have at most %(megapixels)d megapixels"),
        "stopped": SLOW,
    },
)
MEDIA_TYPES = {**PDF.endings, **IMAGE.endings}


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower()


def media_type_of(name: str) -> str:
    """Return the media type of a file that was taken under this name."""
    return MEDIA_TYPES[ending_of(name)]


def empty() -> DocumentRefused:
    return DocumentRefused("empty", _("The file must not be empty"))


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
