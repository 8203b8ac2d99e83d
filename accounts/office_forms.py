"""What administrators of an office are asked. The forms check input; the acts decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts import postings
from accounts.models import Office, User
from accounts.typed import WRONG_EMAIL, AddressField, plain_name
from design.layout import Button, ButtonGroup, PortalHelper, Question, TextLink

ROLE_HINTS = {
    "intake": _("Assigns cases to reviewers. Decides nothing."),
    "reviewer": _("Takes cases and decides on them."),
    "approver": _("Reads the cases of the office."),
    "head": _("Is told of late cases, re-assigns them and hands cases over."),
    "publisher": _("Gathers approved filings into batches and publishes them."),
    "auditor": _("Reads everything, changes nothing."),
    "administrator": _("Looks after people and teams. Sees no cases."),
}


class RolesField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


def _roles(office: Office) -> list[tuple[str, Any]]:
    return [(role.value, role.label) for role in postings.roles_in(office)]


class InviteForm(forms.Form):
    email = AddressField(
        error_messages={"required": _("Enter the e-mail address"), "invalid": WRONG_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    roles = RolesField(
        label=_("Roles"),
        error_messages={"required": _("Select one role or more"), "invalid_choice": _("Select from these roles")},
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        initial=get_language,
        error_messages={"required": _("Select the language"), "invalid_choice": _("Select the language")},
    )

    def __init__(self, data: Any = None, *, office: Office, back: str) -> None:
        super().__init__(data)
        self.fields["roles"].choices = _roles(office)  # type: ignore[attr-defined]
        buttons = ButtonGroup(Button(gettext("Send the invitation")), TextLink(gettext("Cancel"), back))
        self.helper = PortalHelper("email", Question("roles", hints=ROLE_HINTS), "language", buttons)


class RolesForm(forms.Form):
    """What a person does in an office, whole."""

    roles = RolesField(
        label=_("Roles"),
        help_text=_("With no role ticked the person leaves the office."),
        required=False,
        error_messages={"invalid_choice": _("Select from these roles")},
    )

    def __init__(self, data: Any = None, *, office: Office, held: Iterable[str]) -> None:
        super().__init__(data, initial={"roles": list(held)})
        self.fields["roles"].choices = _roles(office)  # type: ignore[attr-defined]
        question = Question("roles", hints=ROLE_HINTS, optional=False, size="m")
        self.helper = PortalHelper(question, Button(gettext("Save the roles")))


class TeamForm(forms.Form):
    """The name of a team, and who is in it: some of ``people``."""

    name = forms.CharField(
        label=_("Name of the team"),
        max_length=60,
        validators=[plain_name],
        error_messages={
            "required": _("Enter the name of the team"),
            "max_length": _("The name must be 60 characters or fewer"),
        },
    )
    members = forms.MultipleChoiceField(
        label=_("Members"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Select from the reviewers of the office")},
    )

    def __init__(
        self, data: Any = None, *, people: Iterable[User], back: str, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(person.uuid): person for person in people}
        self.fields["members"].choices = [(key, str(person)) for key, person in self.people.items()]  # type: ignore[attr-defined]
        buttons = ButtonGroup(Button(gettext("Save the team")), TextLink(gettext("Cancel"), back))
        self.helper = PortalHelper("name", Question("members", optional=False), buttons)

    def clean_members(self) -> list[User]:
        return [self.people[key] for key in self.cleaned_data["members"]]
