"""How a person is found: by e-mail when they sign in, and by their session at each request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from accounts.models import User


class Backend(AuthenticationBackend):
    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """One question whether or not there is such an account; for a missing one a password is hashed all the same."""
        email = (credentials.get("email") or "").strip().lower().replace("\0", "")
        user = User.objects.filter(email=email).first()
        return self._check_password(user, credentials["password"])

    def get_user(self, user_id: Any) -> User | None:
        """The person, knowing which second factors they have and need: pages ask that at each request."""
        user = User.objects.knowing_factors().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
