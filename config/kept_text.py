"""No text is lost because somebody may not save it any more: their session has ended, a role was taken from them while
the form was open, what they wrote about is gone. Whatever was typed is shown again, to be copied."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.views.csrf import csrf_failure as csrf_page

from filings.views import autosave
from filings.visibility import OF_FIELD, SENSITIVE

# Secrets are never shown, nor identity numbers and the like; and what a form says by itself is no text.
SECRET = ("csrf", "password", "credential")
SECRETS = {"code", "next", "login", "version", "confirmed", "change", "edition", "page", "turn"}


class TypedTextIsKept:
    """``status`` and the words stay those of the answer that is replaced, so that what is foreign and what is missing
    still answer alike; only a redirect, which has no words, becomes a page of its own (401)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "POST" or not (why := _why(request, response)):
            return response
        if autosave.is_one(request):  # the page still has what was typed
            if isinstance(response, JsonResponse):
                return response
            return JsonResponse({"why": why, "error": autosave.sentence(why)}, status=STATUS[why])
        texts = typed(request)
        return kept(request, texts, why, status=STATUS[why]) if texts else response


STATUS = {
    "signed_out": HTTPStatus.UNAUTHORIZED,
    "factor": HTTPStatus.FORBIDDEN,
    "forbidden": HTTPStatus.FORBIDDEN,
    "stale": HTTPStatus.FORBIDDEN,
    "missing": HTTPStatus.NOT_FOUND,
}


def typed(request: HttpRequest) -> list[str]:
    """The texts of a form that was sent from a page of ours, without its secrets."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return []  # another site made this form: its words are not shown as the reader's own
    try:
        sent = request.POST.lists()
    except (RequestDataTooBig, SuspiciousOperation, OSError):
        return []
    return [value for name, values in sent if not _is_secret(name) for value in values if value.strip()]


def kept(request: HttpRequest, texts: list[str], why: str, *, status: int) -> HttpResponse:
    response = render(request, "kept_text.html", {"texts": texts, "why": why}, status=status)
    add_never_cache_headers(response)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    request.turned_away = "stale"  # type: ignore[attr-defined]
    return csrf_page(request, reason)


def _is_secret(name: str) -> bool:
    return name in SECRETS or any(word in name for word in SECRET) or OF_FIELD.get(name) == SENSITIVE


def _why(request: HttpRequest, response: HttpResponseBase) -> str:
    """Why the form was not saved; empty where it was, or where the page itself says so."""
    if why := getattr(request, "turned_away", ""):  # by csrf_failure, or for want of a second factor
        return str(why)
    match response.status_code:
        case HTTPStatus.FORBIDDEN:
            return "forbidden"
        case HTTPStatus.NOT_FOUND:
            return "missing"
        case HTTPStatus.FOUND:
            to = response.headers["Location"].partition("?")[0]
            return "signed_out" if to == resolve_url(settings.LOGIN_URL) else ""
        case _:
            return ""
