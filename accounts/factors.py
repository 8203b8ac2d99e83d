"""Second factors: who needs which, how their secrets are kept, and when a code is accepted.

TOTP is RFC 6238 with steps of 30 seconds. A code is good during its own step, and once (ASVS 6.5.1): the step of the
last one accepted is kept with the secret, in the row that is locked while a code is checked.
"""

import base64
from datetime import datetime
from functools import cache
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

Type = Authenticator.Type


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("The code is not right, or has been used. Enter the one that is shown now"),
        "unverified_email": gettext_lazy("Confirm your e-mail address first"),
        "cannot_generate_recovery_codes": gettext_lazy("Add a code app or a passkey first"),
    }

    def encrypt(self, text: str) -> str:
        return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return _("Algorithm Filing")

    def _get_site_name(self) -> str:
        return _("Algorithm Filing")

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  # allauth's name
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}


@cache
def _keys(*secrets: str) -> MultiFernet:
    """Keys for this use alone, from the installation's secrets: a copy of the database opens nothing. The first
    encrypts; the others still decrypt while a secret is being replaced."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(secret))) for secret in secrets])


def _derive(secret: str) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=None, info=b"accounts.factors").derive(secret.encode())


@transaction.atomic
def accept(person: User, code: str, *, at: datetime) -> Authenticator | None:
    """Use up the code of the person's app, or one of their recovery codes; None where it is neither."""
    mine = Authenticator.objects.select_for_update().filter(user=person, type__in=[Type.TOTP, Type.RECOVERY_CODES])
    return next((each for each in mine.order_by("-type") if _accepts(each, code, at=at)), None)


def _accepts(factor: Authenticator, code: str, *, at: datetime) -> bool:
    if factor.type == Type.RECOVERY_CODES:
        return bool(factor.wrap().validate_code(code))
    step = step_of(FactorAdapter().decrypt(factor.data["secret"]), code, at=at)
    if step is None or step <= factor.data.get("last_step", 0):
        return False
    note_step(factor, step)
    return True


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The step of time whose code this is; None unless it is the present one."""
    step = int(at.timestamp()) // app_settings.TOTP_PERIOD
    right = compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    return step if right else None


def note_step(factor: Authenticator, step: int) -> None:
    factor.data["last_step"] = step
    factor.save(update_fields=["data"])


def asked_of(person: User) -> str:
    """What a person who works in an office must have before they work: "passkey", "any", or nothing.

    Only the demonstration's own accounts are spared, and only where there is a demonstration.
    """
    known = _known(person)
    if not known.is_staff_member or (settings.DEMONSTRATION and known.is_demonstration):
        return ""
    return "passkey" if known.must_use_passkey else "any"


def has_one(person: User) -> bool:
    known = _known(person)
    return bool(known.has_code_app or known.has_passkey)


def has_passkey(person: User) -> bool:
    return bool(_known(person).has_passkey)


def lacks(person: User, *, used_passkey: bool) -> bool:
    """Whether a person may not work yet. Where passkeys are asked for, having one is not enough: the session must have
    been made or confirmed with it, for a code can be fished for."""
    match asked_of(person):
        case "":
            return False
        case "passkey":
            return not (_known(person).has_passkey and used_passkey)
        case _:
            return not has_one(person)


def _known(person: User) -> Any:
    """The person of a request comes with the answers (accounts.backend); of another they are asked for."""
    return person if hasattr(person, "is_staff_member") else User.objects.knowing_factors().get(pk=person.pk)
