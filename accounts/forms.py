"""django-allauth's forms in our words."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.layout import Button, ButtonGroup, PortalHelper, Question

ENTER_EMAIL = _("Enter your e-mail address")
WRONG_EMAIL = _("Enter an e-mail address, like name@example.cn")


def _say(form: Any, key: str, label: Any, required: Any, **others: Any) -> None:
    """Give the field ``key`` of ``form`` our label and our errors; a placeholder would only repeat the label."""
    field = form.fields[key]
    field.label = label
    field.error_messages |= {"required": required, **others}
    field.widget.attrs.pop("placeholder", None)


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("E-mail address"), ENTER_EMAIL)
        _say(self, "password", _("Password"), _("Enter your password"))
        self.fields["login"].validators = []  # a mistyped address is a wrong one, and no more is said of it


class ResetPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "email", _("E-mail address"), ENTER_EMAIL, invalid=WRONG_EMAIL)
        self.fields["email"].validators[0].message = WRONG_EMAIL


class _NewPassword:
    """Asks twice for a new password."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password1", _("New password"), _("Enter a new password"))
        _say(self, "password2", _("New password, again"), _("Enter the new password again"))
        self.fields["password1"].help_text = password_validators_help_texts()[0]


class ResetPasswordKeyForm(_NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_NewPassword, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("Current password"), _("Enter your current password"))


class NewAccountForm(forms.Form):
    """What an account needs beside an address that was proven."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        error_messages={
            "required": _("Enter your name"),
            "max_length": _("Your name must be 80 characters or fewer"),
        },
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = password_validators_help_texts()[0]

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("name"),
            Question("language"),
            Question("password"),
            ButtonGroup(Button(gettext("Make the account and accept"))),
        )
