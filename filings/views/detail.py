"""A filing: its task list while it is with the company, else what was submitted."""

from collections import Counter
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filings import answers, changing, moving, papers, permissions, reasons, sections, standing
from filings.checker import checking
from filings.models import Filing
from filings.stages import stages
from filings.views.asked import filing_of, may
from filings.views.corrections import items_of

ENDED_WITH_REASON = frozenset({Filing.Status.REFUSED, Filing.Status.WITHDRAWN})


@login_required
@require_safe
def detail(request, reference):
    filing = filing_of(request, reference)
    if filing.is_editable:
        return task_list(request, filing)
    return submitted_view(request, filing)


@login_required
@require_safe
def revision(request, reference, number):
    filing = filing_of(request, reference)
    return submitted_view(request, filing, number)


def task_list(request, filing):
    documents = filing.documents()
    events = list(filing.events.all())
    last = {event.act: event for event in events}
    stands = None if filing.is_of_entity else standing.of(filing.company)
    verification = stands.verification if stands else None
    findings = checking.check(filing, documents, today=timezone.localdate(), verification=verification)
    acts = permissions.open_to(request.user, filing)
    items = items_of(filing, may_write="write" in acts)
    left = Counter(item.comment.section for item in items if not item.comment.answer)
    tasks = [(section, section.state(filing, documents), left[section.key]) for section in sections.asked(filing)]
    done = sum(state.is_done and not unanswered for _section, state, unanswered in tasks)
    context = {
        "filing": filing,
        "may_write": "write" in acts,
        "may_reveal": "reveal" in acts,
        "may_submit": "submit" in acts,
        "may_withdraw": "withdraw" in acts,
        "is_behind": moving.is_behind(filing),
        "items": items,
        "left": left.total(),
        "may_copy": may_copy(request, filing),
        "parts": answers.summary(filing),
        "papers": papers.of_filing(filing, documents),
        "groups": grouped(tasks),
        "found_in": checking.counted(findings, filing),
        "stopping": sum(finding.stops for finding in findings),
        "done": done,
        "total": len(tasks),
        "stages": stages(filing, events),
        "submitted": last.get("submitted"),
        "returned": last.get("returned"),
        "standing": stands,
    }
    return render(request, "filings/task_list.html", context)


def may_copy(request, filing):
    return filing.kind == filing.Kind.INITIAL and permissions.may_start(request.user, filing.company)


def amendments_of(request, filing):
    """Return the changes and the cancellation of a published filing, and whether another may be begun."""
    begins = permissions.may_start(request.user, filing.company, Filing.Kind.CHANGE)
    free = filing.status == Filing.Status.APPROVED and filing.kind == Filing.Kind.INITIAL
    return {
        "amendments": list(filing.amendments.order_by("started_at")),
        "may_amend": begins and free and changing.is_free(filing),
    }


def grouped(tasks):
    """Return [(group, [(section, state, how many comments have no answer), …]), …] in the order of the form."""
    return [(group, list(part)) for group, part in groupby(tasks, key=lambda task: task[0].group)]


def submitted_view(request, filing, number=None):
    """Show the revision of that number; the latest for None."""
    revisions = list(filing.revisions.select_related("submitted_by").order_by("-number"))
    events = list(filing.events.all())
    frozen = next((each for each in revisions if number in (each.number, None)), None)
    if frozen is None:
        raise Http404
    context = {
        "filing": filing,
        "revision": frozen,
        "revisions": revisions,
        "latest": revisions[0],
        "may_reveal": may(request, "reveal", filing),
        "may_copy": may_copy(request, filing),
        "may_withdraw": may(request, "withdraw", filing),
        "parts": answers.of_revision(frozen),
        "papers": papers.of_revision(frozen),
        "reason": reasons.latest(filing) if filing.status in ENDED_WITH_REASON else "",
        "stages": stages(filing, events),
        **amendments_of(request, filing),
        "number": next((event.detail["number"] for event in events if event.act == "approved"), ""),
    }
    return render(request, "filings/submitted_filing.html", context)
