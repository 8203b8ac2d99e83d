"""Whether somebody has to file, told from a few answers before there is an account. Pure: the calendar is handed in.

Sources, as the articles are named below: ARP 互联网信息服务算法推荐管理规定, DSP 互联网信息服务深度合成管理规定, GAI
生成式人工智能服务管理暂行办法, SAR 具有舆论属性或社会动员能力的互联网信息服务安全评估规定.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from deadlines import periods
from deadlines.working_days import Calendar, DueDate, add_working_days
from filings import sections, technology
from filings.models import Filing
from filings.technology import Duty

Kind = Filing.Kind
Role = Filing.Role


class Part(TextChoices):
    """What one does with the technology (DSP art. 23)."""

    PROVIDER = "provider", _("We offer the service to its users")
    SUPPORTER = "supporter", _("We supply the technology to those who offer the service")
    BOTH = "both", _("Both")
    USER = "user", _("We only use the service of another company")


class Stage(TextChoices):
    """What has happened, from which a period of art. 24 runs."""

    PLANNED = "planned", _("It is not offered yet")
    OFFERED = "offered", _("It is offered, and not filed yet")
    CHANGED = "changed", _("It is filed, and something that was filed has changed")
    ENDED = "ended", _("It is filed, and the service has ended or is about to")


class Outcome(TextChoices):
    FILE = "file", _("You have to file")
    CHANGE = "change", _("You have to file the change")
    CANCEL = "cancel", _("You have to cancel the filing")
    NEED_NOT = "need_not", _("By your answers you need not file")


@dataclass(frozen=True)
class Situation:
    """The answers. ``on`` is the day of what ``stage`` names, None where it is not known yet."""

    classes: frozenset[str]  # of Technology
    in_china: bool
    part: str
    has_opinion_attributes: bool
    stage: str
    generative: bool
    on: date | None = None


@dataclass(frozen=True)
class Finding:
    """What follows. ``days`` are working days, ``due`` the last of them, where the day is known."""

    outcome: Outcome
    why: Duty
    roles: tuple[Filing.Role, ...] = ()
    days: int = 0
    period: Duty | None = None
    due: DueDate | None = None
    remarks: tuple[Duty, ...] = field(default=())


PERIODS = {
    Stage.PLANNED: (
        Outcome.FILE,
        periods.INITIAL_FILING,
        Duty(_("File within 10 working days from the day on which the service is provided."), _("ARP art. 24")),
    ),
    Stage.OFFERED: (
        Outcome.FILE,
        periods.INITIAL_FILING,
        Duty(_("File within 10 working days from the day on which the service is provided."), _("ARP art. 24")),
    ),
    Stage.CHANGED: (
        Outcome.CHANGE,
        periods.CHANGE,
        Duty(_("File the change within 10 working days from the day of the change."), _("ARP art. 24")),
    ),
    Stage.ENDED: (
        Outcome.CANCEL,
        periods.CANCELLATION,
        Duty(
            _("Cancel within 20 working days from the day on which the service ends, and arrange for its users."),
            _("ARP art. 24"),
        ),
    ),
}


def find(said: Situation, *, calendar: Calendar) -> Finding:
    """Return what the law asks in this situation."""
    if needless := _needless(said):
        return Finding(Outcome.NEED_NOT, needless)
    roles = _roles(said)
    outcome, days, period = PERIODS[Stage(said.stage)]
    due = add_working_days(said.on, days, calendar=calendar) if said.on else None
    return Finding(outcome, _why(roles), roles, days, period, due, tuple(_remarks(said, roles)))


def documents(role: str, classes: Iterable[str]) -> list[str]:
    """Return what a filing in this ``role``, of an algorithm of these ``classes``, asks to be uploaded, as the form has
    it, the company's papers first."""
    said = {Kind.ENTITY: ("", {}), Kind.INITIAL: (role, {"technology": list(classes)})}
    asking = [
        SimpleNamespace(kind=kind, role=its_role, version=sections.newest(kind), answers=answers, opened=None)
        for kind, (its_role, answers) in said.items()
    ]
    return [label for of in asking for section in sections.asked(of) for label in section.documents(of).values()]


def _needless(said: Situation) -> Duty | None:
    """Return why nothing has to be filed; None where something has."""
    if not said.classes:
        return Duty(
            _(
                "This filing is for algorithms of deep synthesis. Algorithms that recommend, rank, filter or dispatch"
                " are filed too, but not here."
            ),
            _("DSP art. 23; ARP art. 2"),
        )
    if not said.in_china:
        return Duty(_("The rules hold for services that are provided in mainland China."), _("DSP art. 2"))
    if said.part == Part.USER:
        return Duty(
            _("Providers and technical supporters file. Whoever only uses the service of another does not."),
            _("DSP art. 19 and 23"),
        )
    if said.part == Part.PROVIDER and not said.has_opinion_attributes:
        return Duty(
            _(
                "A provider files where the service has public-opinion attributes or can mobilise society. Look again"
                " when you add such a function."
            ),
            _("DSP art. 19; SAR art. 2"),
        )
    return None


def _roles(said: Situation) -> tuple[Filing.Role, ...]:
    """In both roles there are two filings; without opinion attributes only the supporter's is due."""
    provides = said.part in (Part.PROVIDER, Part.BOTH) and said.has_opinion_attributes
    supports = said.part in (Part.SUPPORTER, Part.BOTH)
    return tuple(role for role, due in ((Role.PROVIDER, provides), (Role.SUPPORTER, supports)) if due)


def _why(roles: tuple[Filing.Role, ...]) -> Duty:
    if Role.PROVIDER in roles:
        return Duty(
            _("Providers of deep synthesis with public-opinion attributes or the power to mobilise society file."),
            _("DSP art. 19; SAR art. 2"),
        )
    return Duty(
        _("Technical supporters file likewise, whether or not the service has public-opinion attributes."),
        _("DSP art. 19"),
    )


def _remarks(said: Situation, roles: tuple[Filing.Role, ...]) -> list[Duty]:
    """Return what has to be done beside the filing; of a service that ends nothing more."""
    if said.stage == Stage.ENDED:
        return []
    remarks = technology.duties(said.classes)
    if Role.PROVIDER in roles:
        remarks.append(
            Duty(_("Assess the security of new products and functions with such attributes."), _("DSP art. 20"))
        )
        if said.generative:
            remarks.append(
                Duty(
                    _(
                        "Generative services for the public need a security assessment too. Their own filing, with a"
                        " number of its own, does not replace this one."
                    ),
                    _("GAI art. 17"),
                )
            )
    remarks.append(
        Duty(
            _("Once filed, show the number in a prominent place on your site or app, with a link to what is public."),
            _("DSP art. 19; ARP art. 26"),
        )
    )
    return remarks
