"""What every page is given: where one may go from here, and whether the data is invented."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config import navigation


def page(request: HttpRequest) -> dict[str, Any]:
    return {"demonstration": settings.DEMONSTRATION, "nav": navigation.links_for(request)}
