"""The questions of the guide "Do I have to file?". They are asked by GET: the address keeps the answers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from design.fields import DatePartsField
from design.layout import Button, ButtonGroup, PortalHelper, Question
from filings.duty import Part, Situation, Stage
from filings.technology import HINTS
from filings.vocabulary import Technology, YesNo

NONE = "none"
FIRST, LAST = date(2022, 3, 1), date(2099, 12, 31)  # art. 24 is in force from the first; a later day is a slip


def chosen(label: Any, choices: Any, missing: Any, help_text: Any = "") -> forms.ChoiceField:
    """One of a few, by radios."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class DutyForm(forms.Form):
    classes = forms.MultipleChoiceField(
        label=_("What does the technology generate or edit?"),
        help_text=_("Select all that apply."),
        choices=[*Technology.choices, (NONE, _("None of these"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Select what it generates or edits, or “None of these”"),
            "invalid_choice": _("Select what it generates or edits, or “None of these”"),
        },
    )
    china = chosen(
        _("Is the service provided in mainland China?"),
        YesNo.choices,
        _("Select whether it is provided in mainland China"),
    )
    part = chosen(_("What is your part in it?"), Part.choices, _("Select your part"))
    opinion = chosen(
        _("Can people express opinions to the public with it, or be mobilised by it?"),
        YesNo.choices,
        _("Select whether people can express opinions to the public with it"),
        _(
            "Such as forums, blogs, microblogs, chat rooms, groups, public accounts, short videos, live streams, shared"
            " information and mini programs, or another channel for public expression."
        ),
    )
    generative = chosen(
        _("Is it generative artificial intelligence for the public?"),
        YesNo.choices,
        _("Select whether it is generative artificial intelligence for the public"),
    )
    stage = chosen(_("What has happened?"), Stage.choices, _("Select what has happened"))
    day = DatePartsField(
        label=_("On which day was that, or will it be?"),
        help_text=_("From this day the period runs. Leave it empty if you do not know it yet."),
        required=False,
    )

    def clean_classes(self) -> list[str]:
        classes: list[str] = self.cleaned_data["classes"]
        if NONE in classes and len(classes) > 1:
            raise ValidationError(_("Select what it generates or edits, or “None of these” alone"))
        return [each for each in classes if each != NONE]

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and not FIRST <= day <= LAST:
            raise ValidationError(_("The day must be between 2022 3 1, from when the rules hold, and 2099 12 31"))
        return day

    @property
    def situation(self) -> Situation:
        said = self.cleaned_data
        return Situation(
            classes=frozenset(said["classes"]),
            in_china=said["china"] == YesNo.YES,
            part=said["part"],
            has_opinion_attributes=said["opinion"] == YesNo.YES,
            stage=said["stage"],
            generative=said["generative"] == YesNo.YES,
            on=said["day"],
        )

    @property
    def helper(self) -> PortalHelper:
        names = ["china", "part", "opinion", "generative", "stage", "day"]
        again = self.is_bound and self.is_valid()
        button = Button(gettext("Ask again") if again else gettext("See whether I have to file"))
        rest = (Question(name) for name in names)
        return PortalHelper(Question("classes", hints=HINTS), *rest, ButtonGroup(button), method="get")
