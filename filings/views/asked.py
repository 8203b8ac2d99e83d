"""What a request names, and whether whoever asks may see it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import hat
from filings import drafting, permissions, rows
from filings.models import Filing


def filing_of(request: HttpRequest, reference: str) -> Filing:
    """Return the filing; 404 where there is none, and the same 404 where it is another company's. The page shows the
    filing's company as the one that is acted for."""
    mine = Filing.objects.visible_to(request.user).select_related("company", "saved_by")
    filing = get_object_or_404(mine, reference=reference)
    hat.show(request, filing.company)
    return filing


def may(request: Any, act: str, filing: Filing) -> bool:
    return permissions.may(request.user, act, filing)


def must(request: Any, act: str, filing: Filing) -> None:
    """Raise ``PermissionDenied``, a 403, where the person's role does not do ``act``; the status is another matter."""
    try:
        permissions.require_role(request.user, act, filing)
    except permissions.NotYours:
        raise PermissionDenied from None


def sender_of(request: HttpRequest) -> drafting.Sender:
    """Return which page was posted, told from any other by its mark, and how much was typed into it by then."""
    mark = request.POST.get("page", "")
    return drafting.Sender(mark if rows.is_new_key(mark) else "", number(request, "turn"))


def number(request: HttpRequest, name: str) -> int:
    """Return the posted whole number ``name``; -1, which fits nothing, where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
