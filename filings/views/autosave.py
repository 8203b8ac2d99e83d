"""Saving a page while it is typed: the same POST to the same address, by a script that accepts JSON alone.

It answers {"saved": words, "edition": number} or {"error": sentence}, and never takes files. What is refused before a
view is asked, for want of a session or a role, is answered the same way by config.kept_text.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from audit import trail
from filings import permissions
from filings.models import Filing


def is_one(request: HttpRequest) -> bool:
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def answer(filing: Filing, save: Callable[[], None]) -> JsonResponse:
    try:
        save()
    except permissions.NotYours as refusal:
        return JsonResponse({"error": str(refusal)}, status=HTTPStatus.FORBIDDEN)
    except trail.Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=HTTPStatus.CONFLICT)
    words = render_to_string("filings/_saved.html", {"filing": filing})
    return JsonResponse({"saved": " ".join(words.split()), "edition": filing.edition})


def sentence(why: str) -> str:
    """Return what a person is told whose text could not be saved, by the reasons of config.kept_text."""
    return {
        "signed_out": _("Your session has ended. Sign in again, and your text is saved."),
        "stale": _("This page was open too long, or you have signed in anew since."),
        "factor": _("Your office asks for a second factor, which you have not set up or not used."),
        "forbidden": _("Your role does not let you change this filing any more. Copy your text if you need it."),
        "missing": _("This filing is not open to you any more. Copy your text if you need it."),
    }[why]
