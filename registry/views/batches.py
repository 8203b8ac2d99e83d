"""The batches: what was published together, as it was published."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry import exports
from registry.models import Batch, Listing
from registry.models.batch import ordinal_of

PAGE = 50


@require_safe
def batches(request):
    """All public batches, newest first."""
    published = list(Batch.objects.published())
    return render(request, "registry/batches.html", {"batches": published})


@require_safe
def batch(request, month):
    """A public batch: its notice, and fifty of its entries at a time with the facts as it has them."""
    shown = published_batch(month)
    start = _start(request.GET.get("after", ""))
    rows = list(
        Listing.objects.filter(batch=shown, position__gt=start)
        .select_related("version", "entry")
        .defer("entry__doc")[: PAGE + 1]
    )
    context = {
        "batch": shown,
        "listings": rows[:PAGE],
        "newer": f"?after={max(start - PAGE, 0)}" if start else "",
        "older": f"?after={rows[PAGE - 1].position}" if len(rows) > PAGE else "",
    }
    return render(request, "registry/batch.html", context)


@require_safe
def batch_csv(request, month):
    """A public batch as CSV."""
    shown = published_batch(month)
    return exports.download(exports.of_batch(shown), name=f"深度合成服务算法备案清单-{shown.slug}.csv")


def published_batch(month: str) -> Batch:
    """The public batch of a month such as 2026-03. A draft is as unknown to the public as no batch at all."""
    try:
        return Batch.objects.published().get(ordinal=ordinal_of(date.fromisoformat(f"{month}-01")))
    except (ValueError, Batch.DoesNotExist) as error:
        raise Http404(_("No such batch")) from error


def _start(after: str) -> int:
    return int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
