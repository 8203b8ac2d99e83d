"""What could be read in a document when it was uploaded. For those who compare; it is shown to nobody as it is."""

from collections.abc import Iterable

from filings.inspection import Facts
from filings.models import DocumentText


def keep(sha256: str, facts: Facts) -> None:
    """Keep what was read of a PDF, once for the same bytes."""
    DocumentText.objects.get_or_create(sha256=sha256, defaults={"pages": facts.pages, "text": facts.text})


def of(sha256s: Iterable[str]) -> dict[str, str | None]:
    """Return the text of each document: empty of a scan, None of an image, and of what came before texts were kept."""
    wanted = list(sha256s)
    there = dict(DocumentText.objects.filter(sha256__in=wanted).values_list("sha256", "text"))
    return {sha256: there.get(sha256) for sha256 in wanted}
