"""What holds at each request of somebody who has signed in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts import factors, freshness, sessions

Answer = Callable[[HttpRequest], HttpResponseBase]

# Open to staff who have no second factor yet: setting one up, the rest of their own account, and what the public reads.
OPEN = ("account", "mfa_", "usersessions_", "home")
OPEN_ROOMS = {"registry"}
# Of them, what makes, shows or removes a factor: see freshness.must_confirm.
CHANGES_FACTORS = {
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


class SessionsEnd:
    """A session that has lasted too long, or was left too long, is over: the request is a visitor's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = timezone.now()
            if sessions.is_over(request, at=now):
                sessions.end_this(request)
                request.user = AnonymousUser()
            else:
                sessions.see(request, at=now)
        return self.get_response(request)


class StaffHaveASecondFactor:
    """Who works in an office sets up a second factor before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        person, place = request.user, request.resolver_match
        if not person.is_authenticated or place is None:
            return None
        if _is_shut(request, place):
            request.turned_away = "factor"  # type: ignore[attr-defined]  # what they had typed is kept: config.kept_text
            return redirect("mfa_index")
        return None


def _is_shut(request: HttpRequest, place: Any) -> bool:
    if place.view_name in CHANGES_FACTORS:
        return freshness.must_confirm(request)
    return not _is_open(place) and factors.lacks(request.user, used_passkey=freshness.used_passkey(request))  # type: ignore[arg-type]


def _is_open(place: Any) -> bool:
    if place.namespaces:
        return place.namespaces[0] in OPEN_ROOMS  # the administration has a page accounts_user_changelist
    return (place.url_name or "").startswith(OPEN)
