"""Forms about one's own account; those of django-allauth are said in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import attempts
from accounts.models import User
from accounts.typed import ENTER_EMAIL, AddressField, NameField


def _say(form: Any, key: str, label: Any, required: Any, **others: Any) -> None:
    """Give the field ``key`` of ``form`` our label and our errors; a placeholder would only repeat the label."""
    field = form.fields[key]
    field.label = label
    field.error_messages |= {"required": required, **others}
    field.widget.attrs.pop("placeholder", None)


def _languages() -> list[tuple[str, str]]:
    """Each language by its own name: nobody has to read another one to find theirs."""
    named = []
    for code, name in settings.LANGUAGES:
        with override(code):
            named.append((code, str(name)))
    return named


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("E-mail address"), ENTER_EMAIL)
        _say(self, "password", _("Password"), _("Enter your password"))
        self.fields["login"].validators = []  # a mistyped address is a wrong one, and no more is said of it

    def clean_login(self) -> str:
        return str(super().clean_login()).replace("\0", "")


class ReauthenticateForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", _("Password"), _("Enter your password"))


class AskForLetterForm(forms.Form):
    """To open an account, and to choose a new password: the same form, so that both answer alike."""

    email = AddressField()


class NewAccountForm(forms.Form):
    """For somebody whose ``email`` is known to be theirs, by the link in a letter or in an invitation.

    One password field: whoever mistypes it has a mailbox to which a link to set it anew can be sent.
    """

    name = NameField()
    language = forms.ChoiceField(
        label=_("Language of mails and pages"),
        choices=_languages,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a language"), "invalid_choice": _("Select a language")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = password_validators_help_texts()[0]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "password" in said:
            try:
                validate_password(said["password"], User(email=self.email, name=said.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return said


class DetailsForm(forms.Form):
    name = NameField()
    language = forms.ChoiceField(
        label=_("Language of mails and pages"),
        choices=_languages,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a language"), "invalid_choice": _("Select a language")},
    )


class ChangeAddressForm(forms.Form):
    email = AddressField(
        label=_("New e-mail address"),
        error_messages={"required": _("Enter the new e-mail address")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email == self.person.email:
            raise ValidationError(gettext("This is your e-mail address already"))
        return email


class _NewPassword:
    """Asks twice for a new password."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password1", _("New password"), _("Enter a new password"))
        _say(self, "password2", _("New password, again"), _("Enter the new password again"))
        self.fields["password1"].help_text = password_validators_help_texts()[0]

    def add_error(self, field: str | None, error: Any) -> None:
        """allauth's one error here is that the two differ."""
        if field == "password2" and not isinstance(error, ValidationError):
            error = gettext("Enter the same new password twice")
        super().add_error(field, error)  # type: ignore[misc]


class ResetPasswordKeyForm(_NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_NewPassword, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        _say(self, "oldpassword", _("Current password"), _("Enter your current password"))

    def clean_oldpassword(self) -> str:
        with attempts.counted(self.request, self.user.email):
            return str(super().clean_oldpassword())
