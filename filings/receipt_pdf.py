"""The receipt of a revision as a PDF, in Chinese and English: what stands in it, and the process that sets it."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import qrcode
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from audit import trail
from filings import answers, papers, receipts
from filings.models import Revision

PATIENCE = 40  # seconds, waiting for the processor included
LANGUAGES = ("zh-hans", "en")


class CannotTypeset(trail.Refused):
    """The other process was stopped at a limit, or failed."""


def pdf_of(revision: Revision) -> bytes:
    """Return the PDF, the same bytes for the same revision. Raises ``CannotTypeset``."""
    try:
        done = subprocess.run(  # noqa: S603  # our own module, and a number of our own making
            [sys.executable, "-m", "filings.typesetting", str(int(revision.submitted_at.timestamp()))],
            input=json.dumps(contents(revision), ensure_ascii=False).encode(),
            cwd=settings.BASE_DIR,
            env={},  # no secret of ours is within reach of a fault in the compiler
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise CannotTypeset(_("The receipt could not be made as a PDF. Try again, or take the JSON.")) from error
    return done.stdout


def contents(revision: Revision) -> dict[str, Any]:
    """Return what the template receipt.typ shows. A text that is said in both languages is a pair of them."""
    address = receipts.address_of(revision)
    return {
        "title": _pair(lambda: _("Receipt of a filing")),
        "meaning": _pair(
            lambda: _(
                "The portal received what is listed here and froze it. A receipt is not an approval: filing is not an"
                " endorsement, and nobody may use it for publicity."
            )
        ),
        "reference": f"{revision.filing.reference} / {revision.number}",
        "facts": [{"label": label, "value": value} for label, value in _facts(revision)],
        "fingerprint": revision.fingerprint,
        "fingerprint_label": _pair(lambda: _("Fingerprint (SHA-256)")),
        "fingerprint_meaning": _pair(
            lambda: _("It covers all answers in full, also those that are masked here, and the documents.")
        ),
        "check": _pair(lambda: _("Whether it is genuine is said by the page that the code opens:")),
        "address": address,
        "qr": _qr(address),
        "parts": _parts(revision),
        "documents_title": _pair(lambda: _("Documents")),
        "documents": _documents(revision),
        "declaration_title": _pair(lambda: _("Declaration")),
        "declaration": revision.declaration,
    }


def _pair(said: Callable[[], str]) -> list[str]:
    """Return what is said in each language."""
    texts = []
    for language in LANGUAGES:
        with translation.override(language):
            texts.append(said())
    return texts


def _facts(revision: Revision) -> list[tuple[list[str], list[str]]]:
    filing, at = revision.filing, timezone.localtime(revision.submitted_at)
    return [
        (_pair(lambda: _("Reference")), _same(filing.reference)),
        (_pair(lambda: _("Kind")), _pair(lambda: str(filing.get_kind_display()))),
        (_pair(lambda: _("Revision")), _same(str(revision.number))),
        (_pair(lambda: _("Submitted (Beijing time)")), _pair(lambda: date_format(at, "DATETIME_FORMAT"))),
        (_pair(lambda: _("Submitted by")), _same(revision.submitter)),
    ]


def _parts(revision: Revision) -> list[dict[str, Any]]:
    chinese, english = _said(lambda: answers.of_revision(revision))
    unanswered = _pair(lambda: _("Not answered"))
    return [
        {
            "title": [part.title, other.title],
            "rows": [
                {"label": [row.label, twin.label], "value": [row.value, twin.value] if row.value else unanswered}
                for row, twin in zip(part.rows, other.rows, strict=True)
            ],
        }
        for part, other in zip(chinese, english, strict=True)
    ]


def _documents(revision: Revision) -> list[dict[str, Any]]:
    chinese, english = _said(lambda: papers.of_revision(revision))
    return [
        {
            "label": [paper.label, twin.label],
            "name": [paper.name, twin.name],
            "size": _size(paper.size),
            "sha256": paper.sha256,
        }
        for paper, twin in zip(chinese, english, strict=True)
    ]


def _size(size: int) -> list[str]:
    return _pair(lambda: filesizeformat(size))


def _said(said: Callable[[], list[Any]]) -> list[list[Any]]:
    """Return lists of what is said in each language; they are whole before the language changes."""
    lists = []
    for language in LANGUAGES:
        with translation.override(language):
            lists.append([_settled(each) for each in said()])
    return lists


def _settled(said: Any) -> Any:
    """Return ``said`` with its words in the language of now: what is lazy would be read in another one."""
    if isinstance(said, answers.Part):
        return said._replace(title=str(said.title), rows=[_settled(row) for row in said.rows])
    return said._replace(label=str(said.label))


def _same(text: str) -> list[str]:
    return [text, text]


def _qr(address: str) -> str:
    """Return the code as SVG."""
    return qrcode.make(address, image_factory=SvgPathImage, border=0).to_string().decode()
