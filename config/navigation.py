"""The bar under the header: the places of each role."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import hat, permissions
from accounts.permissions import Work
from reviews.permissions import FOR_A_CASE


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
            places.append((_("Your company"), reverse("filings:company")))
            places.append((_("People"), reverse("company_people", args=[worn.company.uuid])))
        elif not work:
            places.append((_("Your company"), reverse("company_new")))
        roles = {role for role, _province in work}
        if roles & FOR_A_CASE["read"].roles:
            places.append((_("Cases"), reverse("reviews:queue")))
        if (Work.PUBLISHER, "") in work:
            places.append((_("Publication"), reverse("reviews:publication")))
        if roles & permissions.FOR_AN_OFFICE["see_people"].roles:
            places.append((_("Offices"), reverse("offices:offices")))
        if roles & permissions.FOR_AN_OFFICE["read_trail"].roles:
            places.append((_("Trail"), reverse("reviews:trail")))
        if (Work.ADMINISTRATOR, "") in work:
            places.append((_("Administration"), reverse("admin:index")))
    places.append((_("Registry"), reverse("registry:search")))
    here = max((url for _label, url in places if request.path.startswith(url)), key=len, default="")
    return [Link(label, url, url == here) for label, url in places]
