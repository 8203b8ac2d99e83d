"""Setting up and removing second factors. The steps are allauth's; each change asks for a fresh sign-in."""

from typing import Any

import qrcode
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import factors, sessions
from accounts.factor_forms import AddCodeAppForm, AddPasskeyForm, RenamePasskeyForm
from accounts.freshness import must_confirm, note_passkey, used_passkey
from accounts.views.limited import AnswersTooMany

private = method_decorator(never_cache, name="dispatch")


class Index(base.IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        return super().get_context_data(**kwargs) | {
            "asked_of": factors.asked_of(person),
            "lacking": factors.lacks(person, used_passkey=used_passkey(self.request)),
            "shut": must_confirm(self.request),
            "codes": Authenticator.objects.filter(user=person, type=factors.Type.RECOVERY_CODES).first(),
            "has_code_app": person.has_code_app,
            "passkeys": Authenticator.objects.filter(user=person, type=factors.Type.WEBAUTHN).order_by("pk"),
        }


@private
class AddCodeApp(AnswersTooMany, totp.ActivateTOTPView):
    def get_form_class(self) -> type[AddCodeAppForm]:
        return AddCodeAppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """``modules`` is the path of the dark squares, for an <svg> of ``size`` squares: no image, no style."""
        context = super().get_context_data(**kwargs)
        square = qrcode.QRCode(border=4)
        square.add_data(context["totp_url"])
        rows = square.get_matrix()
        dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
        secret = context["form"].secret
        in_fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"modules": "".join(dark), "size": len(rows), "secret": in_fours}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        factors.note_step(Authenticator.objects.get(user=form.user, type=factors.Type.TOTP), form.step)
        sessions.end_others(form.user, request=self.request, at=timezone.now())
        return response


class RemoveCodeApp(totp.DeactivateTOTPView):
    pass


@private
class AddPasskey(webauthn.AddWebAuthnView):
    def get_form_class(self) -> type[AddPasskeyForm]:
        return AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth builds the page of a refused form from an empty one: ours says what was wrong."""
        context = super().get_context_data(**kwargs)
        return context | {"form": kwargs["form"]} if "form" in kwargs else context

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_passkey(self.request, form.user)
        sessions.end_others(form.user, request=self.request, at=timezone.now())
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    pass


class RenamePasskey(webauthn.EditWebAuthnView):
    def get_form_class(self) -> type[RenamePasskeyForm]:
        return RenamePasskeyForm


@private
class RecoveryCodes(recovery.ViewRecoveryCodesView):
    pass


class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):
    pass
