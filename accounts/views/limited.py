"""An answer to too many tries."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import attempts


class AnswersTooMany:
    """A form that was refused because there were too many tries is shown with the status 429."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if attempts.is_limited(form):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


def too_many(request: HttpRequest, said: object) -> HttpResponse:
    """The page that says so in place of a form's."""
    return render(request, "429.html", {"said": said}, status=HTTPStatus.TOO_MANY_REQUESTS)
