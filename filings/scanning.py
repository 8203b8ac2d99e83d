"""Documents and the virus scanner. Where one is configured, a document is in quarantine until it was found clean:
nobody downloads it, and the filing is not submitted. A scanner that is away lets nothing out."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from audit import trail
from filings import clamd, documents, notices
from filings.models import Attachment
from notifications import nudging

log = logging.getLogger(__name__)

AT_ONCE = 100  # documents of one sweep: while the scanner is away they come again each minute


def status_of_new() -> str:
    return Attachment.Scan.WAITING if clamd.is_configured() else Attachment.Scan.NOT_ASKED


def ask_for(attachment: Attachment) -> None:
    """Have it scanned once it is committed; the sweep asks again for what this loses."""
    if attachment.scan == Attachment.Scan.WAITING:
        transaction.on_commit(partial(nudge, attachment.pk))


def nudge(attachment_id: int) -> None:
    from filings import tasks  # which calls this module

    nudging.say(tasks.scan_document, attachment_id=attachment_id)


def scan(attachment_id: int, *, at: datetime) -> None:
    """Ask the scanner for a document that waits. Without an answer it waits on."""
    attachment = Attachment.objects.waiting_for_scan().filter(pk=attachment_id).first()
    if attachment is None or not clamd.is_configured():
        return
    try:
        with documents.open_stored(attachment.sha256) as file:
            virus = clamd.virus_in(file)
    except (clamd.NoAnswer, FileNotFoundError) as error:
        log.error("the document %s could not be scanned: %s", attachment.uuid, error)
        return
    conclude(attachment, virus=virus, at=at)


@transaction.atomic
def conclude(attachment: Attachment, *, virus: str, at: datetime) -> None:
    """Let a clean document out of quarantine. One with a virus stays there, is taken from the filing, and whoever
    uploaded it is told. To come twice is normal."""
    filing = attachment.filing
    trail.lock(filing)
    trail.lock(attachment)
    if attachment.scan != Attachment.Scan.WAITING:
        return
    attachment.scan = Attachment.Scan.INFECTED if virus else Attachment.Scan.CLEAN
    if virus and attachment.replaced_at is None:
        attachment.replaced_at = at
    attachment.save()
    if virus:
        trail.record(filing, by=None, at=at, act="infected", key=attachment.key, virus=virus)
        notices.infected(attachment, virus=virus, at=at)


def sweep() -> None:
    """Ask once more for what still waits."""
    for pk in Attachment.objects.waiting_for_scan().order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        nudge(pk)
