"""The administration's site: who may enter it is asked where everything else is asked."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import administers


class PortalAdminSite(AdminSite):
    """To be looked at: nothing but GET is answered. What changes a row is an act, on a page of ours."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and administers(request.user)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        verbs = ["POST"] if view == self.logout else ["GET", "HEAD"]
        return require_http_methods(verbs)(super().admin_view(view, cacheable))

    @method_decorator(require_safe)
    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """There is one way to sign in for everybody; whoever has signed in and comes here may not enter."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

    def password_change(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> Any:
        """There is one way to change a password, too."""
        return redirect("account_change_password")
