"""What a request names, and whether whoever asks may see it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from filings.models import Filing


def filing_of(request: HttpRequest, reference: str) -> Filing:
    """Return the filing; 404 where there is none, and the same 404 where it is another company's."""
    mine = Filing.objects.visible_to(request.user).select_related("company", "saved_by")
    return get_object_or_404(mine, reference=reference)


def number(request: HttpRequest, name: str) -> int:
    """Return the posted whole number ``name``; -1, which fits nothing, where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
