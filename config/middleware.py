"""What every answer carries, whichever view made it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class PrivatePagesAreNotStored:
    """A page made for a person who has signed in is kept by no cache, shared or the browser's own (ASVS 14.3.2)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


class UploadsAreLedOnward:
    """A script that sends a form, to show how far it is, cannot tell a redirection from the page behind it: it would
    fetch that page, and with it what is said there once. So it is told where to go, and the browser goes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "X-Upload" in request.headers and 300 <= response.status_code < 400 and "Location" in response:
            response["X-Onward"] = response["Location"]
            del response["Location"]
            response.status_code = 200
        return response
