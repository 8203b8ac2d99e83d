"""The launch, the products and the figures: what must not contradict each other."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from deadlines import periods
from filings.checker.rule import Found, Severity, rule
from filings.checker.subject import Subject
from filings.vocabulary import LaunchStatus, ProductStatus, ServiceForm
from registry.spelling import key_of

# How a report may call each form of a product.
FORMS_IN_REPORTS = {
    ServiceForm.WEBSITE: ("网站", "网页", "web", "官网"),
    ServiceForm.APP: ("app", "应用程序", "客户端", "移动应用"),
    ServiceForm.MINI_PROGRAM: ("小程序",),
    ServiceForm.PUBLIC_ACCOUNT: ("公众账号", "公众号"),
}
USERS_IN_REPORTS = re.compile(r"用户(?:数量|规模|总数|数)[^0-9]{0,6}([0-9][0-9,]*(?:\.[0-9]+)?)(万|亿)?")
UNITS = {"": 1, "万": 10_000, "亿": 100_000_000}


# --- The launch ------------------------------------------------------------------------------------------------
def launched_on(subject: Subject) -> date | None:
    """Return the day of the launch; None before it, and where what was typed is no day."""
    answers = subject.answers
    if answers.get("launch_status") != LaunchStatus.LAUNCHED:
        return None
    try:
        return date.fromisoformat(answers.get("launched_on") or "")
    except (TypeError, ValueError):
        return None


def is_late(subject: Subject) -> bool:
    day = launched_on(subject)
    return day is not None and subject.filed_on > periods.filing_due(day, calendar=subject.calendar).on


@rule(
    "late-without-reason",
    Severity.STOPS,
    asks=_("A filing more than 10 working days after the launch says why it comes late."),
    because=_("Rules on recommendation algorithms, article 24: within 10 working days of the launch."),
    about=["late_reason"],
)
def late_without_reason(subject: Subject) -> Iterator[Found]:
    if not str(subject.answers.get("late_reason") or "").strip() and is_late(subject):
        yield Found("late_reason", _("More than 10 working days have passed since the launch. Enter why."))


@rule(
    "late",
    Severity.WARNS,
    asks=_(
        "The filing comes within 10 working days of the launch. A late one is accepted, and its reason is recorded."
    ),
    because=_("Rules on recommendation algorithms, article 24: within 10 working days of the launch."),
    about=["launched_on"],
)
def late(subject: Subject) -> Iterator[Found]:
    if is_late(subject):
        yield Found(
            "launched_on",
            _("The filing comes later than 10 working days after the launch. You can submit it all the same."),
        )


@rule(
    "launch-contradicted",
    Severity.WARNS,
    asks=_("What is not launched yet has no product online, and what is launched has one."),
    because=_("Known reason for a return: the launch contradicts the status of the products."),
    about=["launch_status"],
)
def launch_contradicted(subject: Subject) -> Iterator[Found]:
    online = [row for row in subject.rows("products") if row.get("status") == ProductStatus.ONLINE]
    statuses = [row["status"] for row in subject.rows("products") if row.get("status")]
    said = subject.answers.get("launch_status")
    if said == LaunchStatus.NOT_LAUNCHED and online:
        yield Found(
            "launch_status", _("The service is not launched, and yet a product is online. Correct one of them.")
        )
    if said == LaunchStatus.LAUNCHED and statuses and not online:
        yield Found("launch_status", _("The service is launched, and yet no product is online. Correct one of them."))


# --- Products and the report -----------------------------------------------------------------------------------
@rule(
    "products-in-report",
    Severity.WARNS,
    asks=_("Names and forms of the products are those in the self-assessment report."),
    because=_("Known reason for a return: the products in form and report differ."),
    about=["products.name", "products.forms"],
)
def products_in_report(subject: Subject) -> Iterator[Found]:
    report = subject.texts.get("self_assessment")
    if report is None:
        return
    for row in subject.rows("products"):
        name = str(row.get("name") or "")
        if name and key_of(name).casefold() not in report:
            words = _("The report does not mention “{name}”. Use the same names in both.")
            yield Found("products.name", format_lazy(words, name=name), row["row"])
        for form in ServiceForm:
            called = FORMS_IN_REPORTS.get(form)
            if called and form in (row.get("forms") or []) and not any(word in report for word in called):
                words = _("The report does not mention the form “{form}”. Compare the two.")
                yield Found("products.forms", format_lazy(words, form=form.label), row["row"])


# --- Figures ---------------------------------------------------------------------------------------------------
@rule(
    "users-contradicted",
    Severity.WARNS,
    asks=_("The number of users fits the launch, the company's monthly active users and the report."),
    because=_("Known reason for a return: figures conflict with the report."),
    about=["user_count"],
)
def users_contradicted(subject: Subject) -> Iterator[Found]:
    users = subject.answers.get("user_count")
    if not isinstance(users, int):
        return
    if users and subject.answers.get("launch_status") == LaunchStatus.NOT_LAUNCHED:
        yield Found("user_count", _("The service is not launched yet, and yet has users. Correct one of them."))
    active: Any = subject.company_facts.get("monthly_active_users")
    if isinstance(active, int) and users > active:
        words = _("It is more than the {number} monthly active users of all services of your company. Compare them.")
        yield Found("user_count", format_lazy(words, number=f"{active:,}"))
    told = users_in(subject.texts.get("self_assessment") or "")
    if told and users not in told:
        words = _("The report gives {number} as the number of users. Use the same figure in both.")
        yield Found("user_count", format_lazy(words, number=f"{told[0]:,}"))


def users_in(report: str) -> list[int]:
    """Return the numbers of users that a report tells of."""
    return [round(float(digits.replace(",", "")) * UNITS[unit]) for digits, unit in USERS_IN_REPORTS.findall(report)]
