"""An entry at its permanent address."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry import history, numbers
from registry.models import Entry, Listing

OTHERS = 10


@require_safe
def entry(request, number):
    """What is public of the algorithm with this number. An unknown number gets a 404 page that offers the search."""
    found = Entry.objects.defer("doc").select_related("batch").filter(number=number).first()
    if found is None:
        asked = numbers.FilingNumber(number)
        return render(
            request, "registry/no_such_number.html", {"number": number, "is_sound": asked.is_sound}, status=404
        )
    others = Entry.objects.filter(holder=found.holder_id).exclude(pk=found.pk).only("number", "algorithm", "status")
    context = {
        "entry": found,
        "history": history.of(found),
        "listings": Listing.objects.filter(entry=found).select_related("batch").order_by("-batch_id"),
        "others": others[: OTHERS + 1],
        "shown": OTHERS,
    }
    return render(request, "registry/entry.html", context)
