"""What is asked when somebody leaves a company or gets another role: who goes on with what they had begun."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.company_forms import ROLE_HINTS, role_field
from accounts.models import Membership, User
from design.layout import Button, ButtonGroup, PortalHelper, Question, Revealing, TextLink
from filings import colleagues


class HeirField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person} · {person.email}"


class _Heir(forms.Form):
    """Asks for an heir where the person of ``membership`` has filings in hand."""

    def __init__(self, *args: Any, membership: Membership, back: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.back = back
        begun = colleagues.begun_by(membership.user, membership.company)
        self.begun = list(begun)
        if self.begun:
            heirs = colleagues.heirs(membership)
            self.fields["heir"] = HeirField(
                label=_("Who goes on with the filings"),
                queryset=heirs,
                initial=heirs.first(),
                to_field_name="email",
                empty_label=None,
                required=False,
                error_messages={"invalid_choice": _("Select an owner or editor who goes on with the filings")},
            )

    def heir(self) -> User | None:
        return self.cleaned_data.get("heir")


class RemoveForm(_Heir):
    def __init__(self, *args: Any, leaves: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = leaves

    @property
    def helper(self) -> PortalHelper:
        asked = [Question("heir", optional=False)] if self.begun else []
        act, stay = (
            (gettext("Leave the company"), gettext("Stay"))
            if self.leaves
            else (gettext("Remove from the company"), gettext("Keep this person"))
        )
        return PortalHelper(*asked, ButtonGroup(Button(act, kind="warning"), TextLink(stay, self.back)))


class RoleForm(_Heir):
    role = role_field(_("Role"))

    @property
    def helper(self) -> PortalHelper:
        reveals: dict[str, list[Any]] = (
            {Membership.Role.VIEWER.value: [Question("heir", optional=False)]} if self.begun else {}
        )
        buttons = ButtonGroup(Button(gettext("Change the role")), TextLink(gettext("Leave it as it is"), self.back))
        return PortalHelper(Revealing("role", reveals, hints=ROLE_HINTS), buttons)
