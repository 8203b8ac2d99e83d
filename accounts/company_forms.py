"""What is asked about a company and its people."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import credit_codes
from accounts.models import Membership
from accounts.typed import UNSEEN, WRONG_EMAIL, AddressField
from design.fields import LongTextField
from design.layout import Button, ButtonGroup, PortalHelper, Question, TextLink

ROLE_HINTS: dict[str, Any] = {
    Membership.Role.OWNER.value: _(
        "Writes and submits filings, and decides who belongs to the company and what it says of itself."
    ),
    Membership.Role.EDITOR.value: _("Writes and submits filings."),
    Membership.Role.VIEWER.value: _("Reads everything and changes nothing."),
}


def role_field(label: Any) -> forms.ChoiceField:
    wrong = _("Select a role")
    return forms.ChoiceField(
        label=label,
        choices=Membership.Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


class OpenCompanyForm(forms.Form):
    name = forms.CharField(
        label=_("Company name"),
        help_text=_("As on the business licence."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={
            "required": _("Enter the company name"),
            "max_length": _("The company name must be 100 characters or fewer"),
        },
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        help_text=_("The 18 digits and capital letters on the business licence."),
        error_messages={"required": _("Enter the unified social credit code")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if any(unicodedata.category(character) in UNSEEN for character in name):
            raise ValidationError(_("The company name must hold no characters that cannot be seen"), code="unseen")
        return name

    def clean_credit_code(self) -> str:
        code = credit_codes.tidy(self.cleaned_data["credit_code"])
        credit_codes.validate(code)
        return code

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("name"), Question("credit_code", width=20), ButtonGroup(Button(gettext("Continue")))
        )


class AskForm(forms.Form):
    message = LongTextField(
        label=_("Message to the owners"),
        help_text=_("Such as who you are and what you will work on."),
        max_length=300,
        required=False,
        error_messages={"max_length": _("The message must be 300 characters or fewer")},
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("message"), ButtonGroup(Button(gettext("Ask to be let in"))))


class InviteForm(forms.Form):
    email = AddressField(
        help_text=_("The invitation works for this address alone."),
        error_messages={
            "required": _("Enter the e-mail address of the person that you invite"),
            "invalid": WRONG_EMAIL,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = role_field(_("Role"))
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a language"), "invalid_choice": _("Select a language")},
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("email"),
            Question("role", hints=ROLE_HINTS),
            Question("language", inline=True),
            ButtonGroup(Button(gettext("Send the invitation"))),
        )


class AnswerForm(forms.Form):
    """Let somebody in, as what, or not. The answer is a role, or DECLINE."""

    DECLINE = "decline"
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Membership.Role.EDITOR.value, _("Let in as editor")),
            (Membership.Role.VIEWER.value, _("Let in as viewer")),
            (Membership.Role.OWNER.value, _("Let in as owner")),
            (DECLINE, _("Decline")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your answer"), "invalid_choice": _("Select your answer")},
    )

    @property
    def helper(self) -> PortalHelper:
        hints = {**ROLE_HINTS, self.DECLINE: _("The person is told, and can ask again.")}
        return PortalHelper(Question("answer", hints=hints), ButtonGroup(Button(gettext("Answer"))))


class HandOverForm(forms.Form):
    """Who becomes an owner in place of the one who asks."""

    to = forms.ChoiceField(
        label=_("Hand over to"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select who the company is handed over to"),
            "invalid_choice": _("Select who the company is handed over to"),
        },
    )

    def __init__(self, *args: Any, others: Iterable[Membership], back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(each.uuid): each for each in others}
        choices = [(key, f"{each.user} · {each.get_role_display()}") for key, each in self.others.items()]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.back = back

    def clean_to(self) -> Membership:
        return self.others[self.cleaned_data["to"]]

    @property
    def helper(self) -> PortalHelper:
        buttons = ButtonGroup(
            Button(gettext("Hand the company over"), kind="warning"), TextLink(gettext("Stay owner"), self.back)
        )
        return PortalHelper(Question("to"), buttons)
