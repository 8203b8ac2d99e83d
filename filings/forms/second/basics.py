"""What the algorithm is: its name and role, its technology, what it is for (算法基础属性)."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from design.layout import PortalHelper, Question, Revealing
from filings import technology as technologies
from filings.forms import questions
from filings.forms.algorithm import ROLE_HINTS
from filings.forms.base import SectionForm
from filings.forms.conditions import asked_if
from filings.models import Filing
from filings.vocabulary import Application, LaunchStatus, Technology


def hint_of(technology: str) -> str:
    """Return what belongs to the class, and what the law asks beyond that."""
    duties = [f"{duty.said} ({duty.article})" for duty in technologies.of_class(technology)]
    return "\n".join([str(technologies.HINTS[technology]), *duties])


class BasicsForm(SectionForm):
    """The role is the filing's own; it stands here because it is asked here."""

    asked_if: ClassVar = dict.fromkeys(("launched_on", "late_reason"), asked_if("launch_status", LaunchStatus.LAUNCHED))

    algorithm_name = questions.short(
        _("Algorithm name"),
        _("Enter the algorithm name"),
        most=60,
        hint=_("In Chinese, as it will stand in the public registry, and the same in your report."),
        example="澜亭老照片修复算法",
    )
    role = questions.one_of(
        Filing.Role,
        _("Your role for this algorithm"),
        _("Select your role"),
        hint=_("A company in both roles makes two filings and receives two numbers."),
    )
    launch_status = questions.one_of(
        LaunchStatus, _("Has the service been launched?"), _("Select whether the service has been launched")
    )
    launched_on = questions.day(
        _("Day of the launch"),
        _("Enter the day of the launch"),
        hint=_(
            "The first day on which users could use it: filing is due within 10 working days. For example, 2026 3 27"
        ),
    )
    late_reason = questions.long(
        _("Why the filing comes late"),
        most=500,
        hint=_(
            "Only if more than 10 working days have passed since the launch. A late filing is accepted all the same."
        ),
    )

    @classmethod
    def kept_in(cls, filing: Any) -> dict[str, Any]:
        return super().kept_in(filing) | {"role": filing.role}

    def clean_algorithm_name(self) -> str:
        name: str = self.cleaned_data["algorithm_name"]
        if len(name) < 2:
            raise ValidationError(_("The algorithm name must be 2 characters or more"), code="min_length")
        return name

    def clean_launched_on(self) -> date | None:
        day: date | None = self.cleaned_data["launched_on"]
        questions.refuse_later_than(timezone.localdate(), day, self.fields["launched_on"].label)
        return day

    def answers(self) -> dict[str, Any]:
        found = super().answers()
        if found["role"] not in Filing.Role.values:
            del found["role"]
        return found

    @property
    def helper(self) -> PortalHelper:
        launched = [Question("launched_on"), Question("late_reason")]
        return PortalHelper(
            Question("algorithm_name"),
            Question("role", hints=ROLE_HINTS),
            Revealing("launch_status", {LaunchStatus.LAUNCHED.value: launched}),
            tag=False,
        )


class TechnologyForm(SectionForm):
    technology = questions.some_of(
        Technology,
        _("Which technology does it use?"),
        _("Select the technology it uses"),
        hint=_("Select all that apply. Some classes bring further duties, which the form then asks about."),
    )
    applications = questions.some_of(
        Application, _("In which fields is it applied?"), _("Select the fields in which it is applied")
    )

    @property
    def helper(self) -> PortalHelper:
        hints = {technology: hint_of(technology) for technology in Technology.values}
        return PortalHelper(Question("technology", hints=hints), Question("applications", columns=True), tag=False)


class PurposeForm(SectionForm):
    scene = questions.long(
        _("Where it is used"),
        _("Enter where the algorithm is used"),
        most=200,
        rows=3,
        hint=_("The situations in which users meet it, and in which product."),
        example="用户在影像应用中上传家庭旧照，系统自动修复划痕与褪色。",
    )
    purpose = questions.long(
        _("Main purpose"),
        _("Enter the main purpose"),
        most=200,
        hint=_("Say where it is used, what the user puts in and what comes out. This text will be published."),
        example="应用于图像生成场景，根据用户上传的旧照，生成去除划痕、补全色彩后的图像。",
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(Question("scene"), Question("purpose"), tag=False)


class IntroductionForm(SectionForm):
    introduction = questions.long(
        _("Introduction"),
        _("Enter an introduction to the algorithm"),
        most=1000,
        rows=6,
        hint=_("What the algorithm does, step by step, in words that somebody from outside can follow."),
        example="算法先检测照片中的破损区域，再用扩散模型补全内容，最后调整色彩并添加标识。",
    )
    scope = questions.long(
        _("Scope of application"),
        _("Enter the scope of application"),
        most=500,
        rows=3,
        hint=_("What it is used for, and what it is not used for."),
        example="仅用于静态照片修复，不用于视频，不改变人物面部特征。",
    )
    served = questions.long(
        _("Whom it serves"),
        _("Enter whom the algorithm serves"),
        most=200,
        rows=2,
        hint=_("The groups of people or companies, minors included."),
        example="18 周岁以上的个人用户。",
    )
    user_count = questions.count(
        _("Number of users"),
        _("Enter the number of users; 0 if there are none yet"),
        most=10_000_000_000,
        hint=_("Users of this algorithm. The same figure stands in your report."),
    )
    facilities = questions.long(
        _("Hardware, software and where they stand"),
        _("Enter the hardware and software and where they stand"),
        most=500,
        rows=3,
        hint=_("Servers or cloud services, and in which city they are."),
        example="部署于杭州的云服务器，8 张 GPU，Linux 操作系统。",
    )

    @property
    def helper(self) -> PortalHelper:
        return PortalHelper(
            Question("introduction"),
            Question("scope"),
            Question("served"),
            Question("user_count", width=20),
            Question("facilities"),
            tag=False,
        )
