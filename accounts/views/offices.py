"""The offices: which there are, who works there, what has happened to them."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import office_history, permissions, postings
from accounts.freshness import fresh_sign_in_required
from accounts.models import Office, Posting, User
from audit.trail import Refused

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A person of the office. ``factor``: whether they have a second one; ``passkey``: whether it is a passkey."""

    person: User
    roles: str
    teams: str
    factor: bool
    passkey: bool


def office_for(request: HttpRequest, place: str, act: str = "see_people") -> Office:
    """The office, for whoever may see its people; for everybody else there is none. Whoever may see and not do
    ``act`` is told so."""
    mine = permissions.offices_for(request.user, "see_people")  # type: ignore[arg-type]
    office = get_object_or_404(Office.objects.at(place).filter(pk__in=mine))
    if not permissions.may_for_office(request.user, act, office):  # type: ignore[arg-type]
        raise PermissionDenied(_("Your role in the office does not let you do this."))
    return office


@login_required
@require_safe
def offices(request):
    """Whoever sees one office goes there at once."""
    mine = permissions.offices_for(request.user, "see_people")
    found = list(mine.annotate(people=Count("postings__user", filter=Q(postings__user__is_active=True), distinct=True)))
    if not found:
        raise PermissionDenied(_("The people of the offices are for their administrators, heads and auditors."))
    if len(found) == 1:
        return redirect("offices:people", found[0].place)
    return render(request, "offices/offices.html", {"offices": found})


@login_required
@require_safe
def people(request, place):
    office = office_for(request, place)
    context = {
        "office": office,
        "rows": rows(office),
        "teams": office.teams.annotate(size=Count("members")),
        "invitations": office.invitations.standing(),
        "now": timezone.now(),
        "may": {act: permissions.may_for_office(request.user, act, office) for act in ("invite", "read_history")},
    }
    return render(request, "offices/people.html", context)


@login_required
@require_safe
def past(request, place):
    office = office_for(request, place, "read_history")
    events = office_history.of_offices(Office.objects.filter(pk=office.pk)).select_related("person", "by")
    page = Paginator(events.order_by("-at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    lines = [{"label": office_history.said(event), "at": event.at} for event in page]
    context = {
        "office": office,
        "lines": lines,
        "newer": f"?page={page.previous_page_number()}" if page.has_previous() else None,
        "older": f"?page={page.next_page_number()}" if page.has_next() else None,
    }
    return render(request, "offices/history.html", context)


@login_required
@require_POST
@fresh_sign_in_required
def passkeys(request, place):
    office = office_for(request, place, "require_passkeys")
    required = request.POST.get("required") == "yes"
    try:
        postings.require_passkeys(office, required=required, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        done = _("Everybody in the office signs in with a passkey from now on.")
        messages.success(request, done if required else _("Passkeys are no longer required in the office."))
    return redirect("offices:people", office.place)


def rows(office: Office) -> list[Row]:
    """Everybody with a posting in ``office``, the closed accounts last."""
    here = Posting.objects.filter(office=office)
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    kinds = Authenticator.Type
    found = (
        User.objects.filter(pk__in=here.values("user"))
        .annotate(
            factor=Exists(factors.filter(type__in=[kinds.TOTP, kinds.WEBAUTHN])),
            passkey=Exists(factors.filter(type=kinds.WEBAUTHN)),
        )
        .prefetch_related(
            Prefetch("postings", here, to_attr="here"), Prefetch("teams", office.teams.all(), to_attr="groups")
        )
        .order_by("-is_active", "name", "pk")
    )
    return [_row(person) for person in found]


def _row(person: User) -> Row:
    held = [posting.role for posting in person.here]  # type: ignore[attr-defined]
    teams = _(", ").join(str(team) for team in person.groups)  # type: ignore[attr-defined]
    return Row(person, office_history.roles(held), teams, person.factor, person.passkey)  # type: ignore[attr-defined]
