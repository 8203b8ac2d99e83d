"""What reviewers and publishers are asked. The forms check input; the acts decide."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from design.fields import DatePartsField, LongTextField
from design.layout import Button, ButtonGroup, PortalHelper, Question, TextLink, counted
from filings.models import Comment, Filing
from registry.models import Approval, Holder
from registry.models.batch import usual_title
from reviews import handover, queue, record, tiers
from reviews.models import Case, Decision, DraftComment

Outcome = Decision.Outcome

LABELS = {
    Outcome.PASSED: _("Pass to national review"),
    Outcome.RETURNED: _("Return to the company"),
    Outcome.REFUSED: _("Refuse"),
    Outcome.APPROVED: _("Approve"),
    Outcome.HANDED_BACK: _("Hand back to the province"),
    Outcome.VERIFIED: _("Verify the company's details"),
}
HINTS = {
    Outcome.PASSED: _("Your words, if any, go to the national reviewer as your opinion."),
    Outcome.RETURNED: _("The company reads the reason, corrects and submits again. The clock stops meanwhile."),
    Outcome.REFUSED: _("The company reads the reason. This ends the case."),
    Outcome.APPROVED: _("The company gets its filing number. Words, if any, stay on the record."),
    Outcome.VERIFIED: _("They count for what the company submits from now on. Words, if any, stay on the record."),
    Outcome.HANDED_BACK: _("The province reads the reason, and the company does not."),
}
REASON_HINTS = {
    Case.Status.PROVINCIAL: _("Needed to return or to refuse. Kept on the record."),
    Case.Status.NATIONAL: _("Needed to hand back or to refuse. Kept on the record."),
}
NEEDS_A_REASON = frozenset({Outcome.RETURNED, Outcome.REFUSED, Outcome.HANDED_BACK})


HINTS_OF_AMENDMENT = {
    **HINTS,
    Outcome.APPROVED: _("It is published with the next batch. Words, if any, stay on the record."),
}


def label_of(outcome: Outcome, case: Case) -> Any:
    """The decision in words. It is algorithms that are refused a filing (不予备案)."""
    refuses_details = outcome == Outcome.REFUSED and case.filing.is_of_entity
    return _("Refuse to verify the company's details") if refuses_details else LABELS[outcome]


class DecisionForm(forms.Form):
    """The panel beside a case. ``version`` is that of the case which the page shows."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Select your decision"), "invalid_choice": _("Select your decision")},
    )
    reason = LongTextField(
        label=_("Reason or opinion"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": _("The reason must be 4,000 characters or fewer")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, case: Case, action: str) -> None:
        super().__init__(data, initial={"version": case.version})
        _offer(self, "outcome", [(outcome.value, label_of(outcome, case)) for outcome in tiers.outcomes_of(case)])
        self.fields["reason"].help_text = REASON_HINTS.get(Case.Status(case.status), "")
        hints = HINTS_OF_AMENDMENT if case.filing.amends_id else HINTS
        self.helper = PortalHelper(
            Question("outcome", size="m", hints={value.value: hint for value, hint in hints.items()}),
            Question("reason", optional=False),
            "version",
            Button(gettext("Check your decision")),
            action=action,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") in NEEDS_A_REASON and cleaned.get("reason") == "":
            self.add_error("reason", _("Enter the reason"))
        return cleaned


class ConfirmForm(forms.Form):
    """The decision once more, out of sight; for an approval also whose the number will be. ``comments`` is the stamp of
    those that go with a return."""

    outcome = forms.CharField(widget=forms.HiddenInput)
    reason = LongTextField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    comments = forms.CharField(widget=forms.HiddenInput, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, initial="yes")
    holder = forms.ChoiceField(
        label=_("Holder of the number"),
        help_text=_("A holder of this name is on file. Confirm that it is this company, so that its numbers go on."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select whose the number will be"),
            "invalid_choice": _("Select whose the number will be"),
        },
    )

    def __init__(self, data: Any = None, *, decision: dict[str, Any], offered: Iterable[Holder]) -> None:
        super().__init__(data, initial=decision)
        choices = [(holder.code, holder_label(holder)) for holder in offered]
        if choices:
            _offer(self, "holder", [*choices, (handover.NEW, _("None of these: draw a new code"))])
        else:
            del self.fields["holder"]
        self.helper = PortalHelper(*self.fields, tag=False)


def holder_label(holder: Holder) -> str:
    return _("%(name)s, code %(code)s, numbers so far: %(count)d") % {
        "name": holder.name,
        "code": holder.code,
        "count": holder.last_sequence,
    }


class CommentForm(forms.Form):
    """A comment on one field, to be sent with a return."""

    text = LongTextField(
        label=_("Comment"),
        help_text=_("The company reads it when you return the filing, and answers it."),
        max_length=Comment.MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Enter the comment"),
            "max_length": _("The comment must be 2,000 characters or fewer"),
        },
    )

    def __init__(self, data: Any = None, *, draft: DraftComment | None, action: str, back: str) -> None:
        super().__init__(data, initial={"text": draft.text if draft else ""})
        remove = [Button(gettext("Remove the comment"), "remove", "yes", kind="secondary")] if draft else []
        self.helper = PortalHelper(
            Question("text"),
            ButtonGroup(Button(gettext("Save the comment")), *remove, TextLink(gettext("Cancel"), back)),
            action=action,
        )


class QueueFilters(forms.Form):
    """The panel beside the queue, sent by GET."""

    q = forms.CharField(
        label=_("Search"), help_text=_("Reference, algorithm or company"), required=False, max_length=100
    )
    status = forms.MultipleChoiceField(
        label=_("Status"), choices=queue.Stage, required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Any kind")), *Filing.Kind.choices], required=False)
    reviewer = forms.ChoiceField(label=_("Reviewer"), required=False)
    team = forms.ChoiceField(label=_("Team"), required=False)
    view = forms.ChoiceField(choices=queue.View, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, colleagues: Iterable[User], teams: Iterable[Team], counts: dict[str, int]) -> None:
        super().__init__(data)
        people = [(str(person.uuid), str(person)) for person in colleagues]
        groups = [(str(team.pk), str(team)) for team in teams]
        _offer(self, "status", [(stage.value, _with_count(stage, counts)) for stage in queue.Stage])
        _offer(self, "reviewer", [("", _("Anyone")), ("none", _("Unassigned")), *people])
        _offer(self, "team", [("", _("Any team")), *groups])
        self.helper = PortalHelper(
            "q",
            "status",
            "kind",
            "reviewer",
            *(["team"] if groups else []),
            "view",
            Button(gettext("Apply filters")),
            TextLink(gettext("Clear filters"), "?"),
            method="get",
        )

    def filters(self) -> queue.Filters:
        """What was asked for; what cannot be asked for is left out."""
        self.is_valid()
        asked = self.cleaned_data
        return queue.Filters(
            view=asked.get("view", ""),
            stages=asked.get("status", []),
            kind=asked.get("kind", ""),
            reviewer=asked.get("reviewer", ""),
            team=asked.get("team", ""),
            text=asked.get("q", ""),
        )


class TrailFilters(forms.Form):
    """Whose deeds, and of which day. Sent by GET."""

    person = forms.ChoiceField(label=_("Done by"), required=False)
    day = DatePartsField(label=_("Date"), help_text=_("For example, 2026 3 27"), required=False)

    def __init__(self, data: Any, *, people: Iterable[User]) -> None:
        super().__init__(data)
        self.people = {str(person.uuid): person for person in people}
        _offer(self, "person", [("", _("Anyone")), *((key, str(person)) for key, person in self.people.items())])
        self.helper = PortalHelper(
            "person",
            Question("day", optional=False),
            Button(gettext("Apply filters")),
            TextLink(gettext("Clear filters"), "?"),
            method="get",
        )

    def filters(self) -> record.Filters:
        """What was asked for; what cannot be asked for is left out."""
        if not self.is_bound:
            return record.Filters()
        self.is_valid()
        asked = self.cleaned_data
        return record.Filters(by=self.people.get(asked.get("person", "")), on=asked.get("day"))


class ApprovalsField(forms.ModelMultipleChoiceField):
    """Approved filings, each told from the other by all that a publisher knows it by."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        words = _("%(algorithm)s, %(company)s")
        if obj.is_change:
            words = _("Change: %(algorithm)s, %(company)s")
        elif obj.is_cancellation:
            words = _("Cancellation: %(algorithm)s, %(company)s")
        return words % {"algorithm": obj.algorithm, "company": obj.company}


class BatchForm(forms.Form):
    """What a batch holds, and what stands above it. ``approvals`` are those that may be in it."""

    approvals = ApprovalsField(
        label=_("Approved filings"),
        queryset=Approval.objects.none(),
        error_messages={
            "required": _("Select the filings to publish"),
            "invalid_choice": _("Some of these filings are in a batch already: select from those that wait"),
        },
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={
            "required": _("Enter the title of the batch"),
            "max_length": _("The title must be 200 characters or fewer"),
        },
    )
    notice = LongTextField(
        label=_("Notice"),
        help_text=_("Stands above the list on the public page."),
        required=False,
        max_length=4000,
        error_messages={"max_length": _("The notice must be 4,000 characters or fewer")},
    )

    def __init__(
        self, data: Any = None, *, approvals: QuerySet[Approval], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["approvals"].queryset = approvals  # type: ignore[attr-defined]
        self.helper = PortalHelper("approvals", "title", "notice", Button(gettext("Save")))


class GatherForm(BatchForm):
    """A new batch, with its month. Left empty, the title is the usual one of that month."""

    month = forms.ChoiceField(
        label=_("Month"),
        help_text=_("A batch is named by its month, one a month."),
        error_messages={"required": _("Select the month"), "invalid_choice": _("Select the month")},
    )

    def __init__(self, data: Any = None, *, approvals: QuerySet[Approval], months: list[date]) -> None:
        super().__init__(data, approvals=approvals, initial={"approvals": approvals})
        _offer(self, "month", [(f"{day:%Y-%m}", date_format(day, "YEAR_MONTH_FORMAT")) for day in months])
        self.fields["title"].required = False
        usual = {"title": usual_title(months[0]) if months else ""}
        self.fields["title"].help_text = _("Left empty, it is the usual one, such as %(title)s") % usual
        self.helper = PortalHelper("approvals", "month", "title", "notice", Button(gettext("Gather into a batch")))

    def clean_month(self) -> date:
        return date.fromisoformat(f"{self.cleaned_data['month']}-01")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "month" in cleaned and not cleaned.get("title"):
            cleaned["title"] = usual_title(cleaned["month"])
        return cleaned


def _with_count(stage: queue.Stage, counts: dict[str, int]) -> Any:
    return counted(str(stage.label), counts[stage]) if stage in queue.WAITING else stage.label


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
