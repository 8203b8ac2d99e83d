"""What every page is given: where one may go from here, and whether the data is invented."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts import hat
from config import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    # An error page asks for neither links nor hat, so that it can be drawn while the database is away.
    return {
        "demonstration": settings.DEMONSTRATION,
        "nav": SimpleLazyObject(lambda: navigation.links_for(request)),
        "hat": SimpleLazyObject(lambda: hat.of(request)),
    }
