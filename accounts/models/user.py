"""A person who signs in, by e-mail and password."""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.office import Posting
from audit.models import AuditEvent, append_only


class UserQuerySet(models.QuerySet["User"]):
    def knowing_factors(self) -> "UserQuerySet":
        """With what ``accounts.factors`` asks about each person, so that asking it costs a page no further query."""
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        postings = Posting.objects.filter(user=OuterRef("pk"))
        return self.annotate(
            has_code_app=Exists(factors.filter(type=Authenticator.Type.TOTP)),
            has_passkey=Exists(factors.filter(type=Authenticator.Type.WEBAUTHN)),
            is_staff_member=Exists(postings),
            must_use_passkey=Exists(postings.filter(office__requires_passkey=True)),
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account whose address counts as verified: whoever calls has seen to that."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Who may do what is said by memberships and postings alone: see the ``permissions`` of each room. ``uuid`` stands
    for the person in addresses, which show neither ids nor e-mail."""

    uuid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    is_active = models.BooleanField(_("active"), default=True)
    is_demonstration = models.BooleanField(_("demonstration account"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """However an administrator typed the address, it is kept as signing in looks for it."""
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class PersonEvent(AuditEvent):
    """What happened to an account: signing in and failing to, another password, factor, address or posting."""

    person = models.ForeignKey(User, models.PROTECT, related_name="events")

    class Meta(AuditEvent.Meta):
        abstract = False
        # What happened in an office is found among all the sign-ins: see accounts.office_history.
        indexes = [models.Index(fields=["act", "at"], name="person_event_act_at")]
        triggers = append_only("person_event")
