"""Codes and passkeys: django-allauth's forms in our words, with our count of tries."""

from typing import Any

from allauth.core import context
from allauth.mfa.base import forms as allauth
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import attempts, factors
from accounts.factors import FactorAdapter
from accounts.typed import plain_name

# What a credential that was made up by hand can raise below us.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError, IndexError)
PASSKEY_REFUSED = _("This passkey was not accepted. Try again, or use another way")
CODE_REFUSED = FactorAdapter.error_messages["incorrect_code"]


def _code_field(label: Any, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        error_messages={"required": required, "max_length": CODE_REFUSED},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )


class CodeForm(allauth.AuthenticateForm):
    """A code of the app, or a recovery code."""

    code = _code_field(_("Code"), _("Enter the code of your app, or a recovery code"))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        with attempts.counted(context.request, self.user.email):
            found = factors.accept(self.user, code, at=timezone.now())
            if found is None:
                raise FactorAdapter().validation_error("incorrect_code")
        self.authenticator = found
        return code

    def save(self) -> None:
        post_authentication(context.request, self.authenticator)


class CodeAgainForm(CodeForm):
    def save(self) -> None:
        post_authentication(context.request, self.authenticator, reauthenticated=True)


class AddCodeAppForm(forms.Form):
    """``secret`` waits in the session, encrypted, until a code shows that the app has it."""

    code = _code_field(_("Code that the app shows"), _("Enter the code that the app shows"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.secret = self._secret()
        self.step = 0

    def clean_code(self) -> str:
        validate_can_add_authenticator(self.user)
        with attempts.counted(context.request, self.user.email):
            step = factors.step_of(self.secret, self.cleaned_data["code"], at=timezone.now())
            if step is None:
                raise FactorAdapter().validation_error("incorrect_code")
        self.step = step
        return str(self.cleaned_data["code"])

    def _secret(self) -> str:
        """A new one for each page that is opened; of a page that is sent, the one it showed."""
        session, adapter = context.request.session, FactorAdapter()
        if not self.is_bound or SECRET_SESSION_KEY not in session:
            session[SECRET_SESSION_KEY] = adapter.encrypt(generate_totp_secret())
        return adapter.decrypt(session[SECRET_SESSION_KEY])


class _Credential:
    """A passkey's answer. What was made up by hand is refused as a wrong one is."""

    user: Any

    def clean_credential(self) -> Any:
        with self._counted():
            try:
                return super().clean_credential()  # type: ignore[misc]
            except (ValidationError, *MALFORMED):
                raise ValidationError(PASSKEY_REFUSED) from None

    def _counted(self) -> Any:
        return attempts.counted(context.request, self.user.email)


class PasskeyForm(_Credential, webauthn.AuthenticateWebAuthnForm):
    """After the password."""


class PasskeyAgainForm(_Credential, webauthn.ReauthenticateWebAuthnForm):
    pass


class PasskeyAloneForm(_Credential, webauthn.LoginWebAuthnForm):
    """Instead of e-mail and password."""

    def _counted(self) -> Any:
        return attempts.counted_for_the_address(context.request)


class _Named:
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of the passkey"),
            help_text=_("So that you know it again, such as: office laptop"),
            validators=[plain_name],
            error_messages={"required": _("Enter a name for the passkey")},
            required=self.fields["name"].required,
        )
        self.fields["name"].initial = None
        self.order_fields(["name"])  # type: ignore[attr-defined]


class AddPasskeyForm(_Named, webauthn.AddWebAuthnForm):
    """A passkey in the strict sense: it says who one is, and checks by itself that it is them (PIN, finger, face)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"] = forms.BooleanField(
            required=False,
            initial=True,
            label=_("Sign in with this passkey alone, without the password"),
        )

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except (ValidationError, *MALFORMED):
            raise ValidationError(PASSKEY_REFUSED) from None


class RenamePasskeyForm(_Named, webauthn.EditWebAuthnForm):
    pass
