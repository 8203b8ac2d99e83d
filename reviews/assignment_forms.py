"""What is asked when cases are given to somebody, and when somebody must not have one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from design.fields import LongTextField
from design.layout import Button, ButtonGroup, PortalHelper, Question, Revealing, TextLink
from reviews import permissions
from reviews.models import Case

QUEUE = "queue"
SELECT = _("Select whom it goes to")


def _reason(**more: Any) -> LongTextField:
    return LongTextField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Enter the reason"),
            "max_length": _("The reason must be 1,000 characters or fewer"),
        },
        **more,
    )


def by_team(people: Iterable[User], teams: Iterable[Team]) -> list[Any]:
    """The choices of ``people``, grouped by their teams; whoever is in several stands in each."""
    people = list(people)
    groups: list[Any] = [
        (str(team), [_choice(each) for each in people if each in team.members.all()]) for team in teams
    ]
    groups = [group for group in groups if group[1]]
    grouped = {value for _label, members in groups for value, _name in members}
    alone = [_choice(each) for each in people if str(each.uuid) not in grouped]
    if not groups:
        return alone
    return [*groups, (gettext("Without a team"), alone)] if alone else groups


def _choice(person: User) -> tuple[str, str]:
    return str(person.uuid), str(person)


class AssignForm(forms.Form):
    """To whom a case goes. ``version`` is that of the case on the page; where somebody has it, ``held``, a reason is
    asked for."""

    to = forms.ChoiceField(label=_("Reviewer"), error_messages={"required": SELECT, "invalid_choice": SELECT})
    reason = _reason(help_text=_("Kept on the record, and told to both reviewers."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, case: Case, people: Sequence[User], teams: Iterable[Team], held: bool) -> None:
        super().__init__(data, initial={"version": case.version}, auto_id="assign_%s")
        self.held = held
        self.people = {str(person.uuid): person for person in people if person.pk != case.assignee_id}
        queue = [(QUEUE, _("Back to the queue"))] if case.assignee_id else []
        choices = [("", _("Select")), *queue, *by_team(self.people.values(), teams)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        if not held:
            del self.fields["reason"]
        action = reverse("reviews:assign", args=[case.filing.reference])
        label = gettext("Re-assign") if held else gettext("Assign")
        self.helper = PortalHelper(*self.fields, Button(label, kind="secondary"), action=action)

    def chosen(self) -> User | None:
        """The person, or None for the queue."""
        return self.people.get(self.cleaned_data["to"])


def assign_form(case: Case, open_acts: frozenset[str], data: Any = None) -> AssignForm:
    """The form for whoever may do these acts: where somebody has the case, only the head gives it to another one."""
    held = permissions.is_held(case)
    people = list(permissions.reviewers_of(case)) if "reassign" in open_acts or not held else []
    teams = case.office.teams.prefetch_related("members")
    return AssignForm(data, case=case, people=people, teams=teams, held=held)


class ConflictForm(forms.Form):
    """Why somebody must not have anything to do with a case."""

    reason = LongTextField(
        label=_("What the conflict is"),
        help_text=_("Read by the head of the office and its auditors, and kept on the record."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Enter what the conflict of interest is"),
            "max_length": _("What the conflict is must be said in 1,000 characters or fewer"),
        },
    )

    def __init__(self, data: Any = None, *, back: str) -> None:
        super().__init__(data)
        buttons = ButtonGroup(
            Button(gettext("Declare and leave the case"), kind="warning"), TextLink(gettext("Cancel"), back)
        )
        self.helper = PortalHelper("reason", buttons)


class HandOverForm(forms.Form):
    """Which cases of a reviewer go to whom."""

    PERSON, TEAM = "person", "team"

    cases = forms.MultipleChoiceField(
        label=_("Cases"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Select the cases to hand over"),
            "invalid_choice": _("Some of these cases are with somebody else now: select from those that are left"),
        },
    )
    target = forms.ChoiceField(
        label=_("Who gets them"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select who gets the cases"), "invalid_choice": _("Select who gets the cases")},
    )
    person = forms.ChoiceField(
        label=_("Colleague"), required=False, error_messages={"invalid_choice": _("Select the colleague")}
    )
    team = forms.ChoiceField(label=_("Team"), required=False, error_messages={"invalid_choice": _("Select the team")})
    reason = _reason(help_text=_("Kept on the record of each case, and told to those concerned."))

    def __init__(
        self, data: Any = None, *, cases: Sequence[Case], people: Sequence[User], teams: Sequence[Team], back: str
    ) -> None:
        super().__init__(data, initial={"cases": [case.filing.reference for case in cases]})
        self.people = {str(person.uuid): person for person in people}
        self.teams = {str(team.pk): team for team in teams}
        targets: list[Any] = [(self.PERSON, _("One colleague"))] if people else []
        targets += [(self.TEAM, _("The members of a team, in turn"))] if teams else []
        self._offer("cases", [(case.filing.reference, _label(case)) for case in cases])
        self._offer("target", [*targets, (QUEUE, _("Back to the queue"))])
        self._offer("person", [("", _("Select")), *by_team(people, teams)])
        self._offer("team", [("", _("Select")), *((key, str(team)) for key, team in self.teams.items())])
        reveals: dict[str, list[Any]] = {self.PERSON: ["person"]} if people else {}
        reveals |= {self.TEAM: ["team"]} if teams else {}
        buttons = ButtonGroup(Button(gettext("Hand over")), TextLink(gettext("Cancel"), back))
        self.helper = PortalHelper("cases", Revealing("target", reveals), Question("reason"), buttons)

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, missing in ((self.PERSON, _("Select the colleague")), (self.TEAM, _("Select the team"))):
            if cleaned.get("target") == name and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, missing)
        return cleaned

    def chosen(self) -> User | Team | None:
        """The person or the team; None for the queue."""
        match self.cleaned_data["target"]:
            case self.PERSON:
                return self.people[self.cleaned_data["person"]]
            case self.TEAM:
                return self.teams[self.cleaned_data["team"]]
        return None


def _label(case: Case) -> str:
    words = {"algorithm": case.title, "reference": case.filing.reference, "day": date_format(case.due_on)}
    return gettext("%(algorithm)s, %(reference)s, due %(day)s") % words
