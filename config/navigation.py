"""The bar under the header: the places of each role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import permissions


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


def links_for(request: HttpRequest) -> list[Link]:
    """The places open to whoever asks; ``current`` is the one that the page lies below, the nearest of several."""
    user = getattr(request, "user", None)
    places: list[tuple[str, str]] = []
    if user is not None and user.is_authenticated:
        if permissions.belongs_to_a_company(user):
            places.append((_("My filings"), reverse("my_filings")))
        if permissions.reviews_somewhere(user):
            places.append((_("Cases"), reverse("reviews:queue")))
        if permissions.publishes(user):
            places.append((_("Publication"), reverse("reviews:publication")))
        if permissions.administers(user):
            places.append((_("Administration"), reverse("admin:index")))
    places.append((_("Registry"), reverse("registry:search")))
    here = max((url for _label, url in places if request.path.startswith(url)), key=len, default="")
    return [Link(label, url, url == here) for label, url in places]
