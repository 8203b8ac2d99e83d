"""What is asked about a change of a published filing."""

from collections.abc import Iterable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, ClassVar, Self

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question
from filings.forms import questions
from filings.forms.base import Documents, SectionForm, Subject

# The company's details are no section of the form: the change takes them over as they are verified now.
OF_THE_COMPANY = "company"
# What is asked about the change itself, and is no part of what is filed.
KEYS = frozenset({"changed_sections", "change_reason", "changed_on", "public_remark"})


class ChangeForm(SectionForm):
    offered: ClassVar[Sequence[Any]] = ()  # the sections of what is changed

    change_reason = questions.long(_("Why does it change?"), _("Enter why it changes"), most=500)
    changed_on = questions.day(
        _("Day of the change"),
        _("Enter the day of the change"),
        hint=_("The change is due within 10 working days of it. For example, 2026 3 27"),
    )

    def _of(self, filing: Subject, documents: Documents) -> Self:
        """Offer what the filing's role is asked."""
        asked = {section.key for section in self.offered if filing.role in section.roles} | {OF_THE_COMPANY}
        field: Any = self.fields["changed_sections"]
        field.choices = [(key, title) for key, title in field.choices if key in asked]
        return super()._of(filing, documents)

    def clean_changed_on(self) -> date | None:
        day: date | None = self.cleaned_data["changed_on"]
        questions.refuse_later_than(timezone.localdate(), day, self.fields["changed_on"].label)
        return day

    @property
    def helper(self) -> PortalHelper:
        hints = {OF_THE_COMPANY: _("As they are verified now. Nothing is to be filled in.")}
        return PortalHelper(
            Question("changed_sections", hints=hints), Question("change_reason"), Question("changed_on"), tag=False
        )


def form_for(choices: Iterable[tuple[str, Any]], sections: Sequence[Any]) -> type[ChangeForm]:
    """Return the form of a change that offers these ``choices`` (key, title) of ``sections``."""
    choices = [(OF_THE_COMPANY, _("Company details")), *choices]

    class ChangeOfSections(ChangeForm):
        offered = sections
        changed_sections = questions.some_of(
            SimpleNamespace(choices=choices), _("What changes?"), _("Select what changes")
        )

    # Asked, and read, first of all; a field of a heir comes last.
    ChangeOfSections.base_fields = {
        key: ChangeOfSections.base_fields[key] for key in ("changed_sections", "change_reason", "changed_on")
    }
    return ChangeOfSections


class RemarkForm(SectionForm):
    public_remark = questions.long(
        _("Public remark"),
        _("Enter the public remark"),
        most=300,
        hint=_("In Chinese. Suggested from your answers; change it where it does not say what changed."),
        example="变更内容：新增产品“澜亭助手（小程序）”",
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("public_remark"), tag=False)
