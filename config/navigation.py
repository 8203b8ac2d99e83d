"""The bar under the header: the places of each role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import hat, permissions
from accounts.permissions import Work


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
        work = permissions.work_of(user)
        if worn := hat.of(request).worn:
            places.append((_("My filings"), reverse("my_filings")))
            places.append((_("People"), reverse("company_people", args=[worn.company.uuid])))
        elif not work:
            places.append((_("Your company"), reverse("company_new")))
        if any(role == Work.REVIEWER for role, _province in work):
            places.append((_("Cases"), reverse("reviews:queue")))
        if (Work.PUBLISHER, "") in work:
            places.append((_("Publication"), reverse("reviews:publication")))
        if (Work.ADMINISTRATOR, "") in work:
            places.append((_("Administration"), reverse("admin:index")))
    places.append((_("Registry"), reverse("registry:search")))
    here = max((url for _label, url in places if request.path.startswith(url)), key=len, default="")
    return [Link(label, url, url == here) for label, url in places]
