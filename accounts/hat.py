"""The company that a person of several acts for at the moment. It chooses what is listed and where a filing is started;
what a person may see and do is decided by their roles alone."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import cached_property

from accounts.models import Company, Membership

KEY = "company"  # in the session: the company's primary key


@dataclass
class Hat:
    """``worn`` is empty for whoever acts for no company. The memberships are asked for once, when first needed."""

    request: HttpRequest
    shown: int | None = None  # the primary key of the company that this page is about

    @cached_property
    def memberships(self) -> list[Membership]:
        user = self.request.user
        if not user.is_authenticated:
            return []
        return list(Membership.objects.filter(user=user).select_related("company").order_by("pk"))

    @cached_property
    def worn(self) -> Membership | None:
        by_company: dict[int | None, Membership] = {each.company_id: each for each in self.memberships}
        chosen = self.request.session.get(KEY) if by_company else None
        return by_company.get(self.shown) or by_company.get(chosen) or next(iter(self.memberships), None)

    @property
    def others(self) -> list[Membership]:
        return [each for each in self.memberships if each != self.worn]


def of(request: HttpRequest) -> Hat:
    """Return the hat of this request, the same for the view and for the header."""
    if not hasattr(request, "hat"):
        request.hat = Hat(request)  # type: ignore[attr-defined]
    return request.hat  # type: ignore[attr-defined]


def show(request: HttpRequest, company: Company) -> None:
    """Let this page be about ``company``, one of the person's own; the next page is as before."""
    hat = of(request)
    hat.shown = company.pk
    hat.__dict__.pop("worn", None)  # should it have been asked for before


def put_on(request: HttpRequest, company: Company) -> None:
    """Act for ``company`` from now on."""
    request.session[KEY] = company.pk
