"""What looks odd in an answer and may still be right: a word to the applicant, never an error."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deadlines import periods
from deadlines.calendar import OFFICIAL
from deadlines.working_days import add_working_days
from divisions import is_known_county, province_of


def of_division(division: str | None) -> str:
    """Return a sentence about a code of which no county is known, else an empty text. Tables lag behind: some
    counties that exist are in none."""
    if not division or province_of(division) is None:
        return ""
    if division.endswith("00"):
        return _("%(code)s is the code of a whole city or province. Check whether the licence names a county.") % {
            "code": division
        }
    if not is_known_county(division):
        return _("We know no county with the code %(code)s. If it is what the licence says, go on.") % {
            "code": division
        }
    return ""


def of_certificate(answers: Mapping[str, Any], *, today: date) -> str:
    """Return a sentence about a certificate that has ended, else an empty text. It is for the office to say whether
    one that is being renewed will do."""
    until = answers.get("certificate_until")
    if not isinstance(until, str) or not until or date.fromisoformat(until) >= today:
        return ""
    day = date_format(date.fromisoformat(until), "DATE_FORMAT")
    return _("The certificate ended on %(day)s. Renew it, and upload the new one.") % {"day": day}


def for_the_office(answers: Mapping[str, Any], *, today: date) -> list[str]:
    """Return what the office is to look at in a company's details, in sentences: the applicant was told the same and
    may have gone on all the same."""
    known = of_answers(answers, today=today)
    words = {
        "division": _("The registered division looks odd. Compare it with the licence."),
        "certificate_until": _("The certificate has ended. See whether the scan is of a newer one."),
    }
    return [words[key] for key in known]


def of_amendment(answers: Mapping[str, Any], *, today: date) -> list[str]:
    """Return a sentence about a change or a cancellation that comes late. It is accepted all the same."""
    late = {
        "changed_on": (periods.CHANGE, _("The change was on %(on)s: it was to be filed by %(due)s.")),
        "ended_on": (periods.CANCELLATION, _("The service ended on %(on)s: it was to be cancelled by %(due)s.")),
    }
    told = []
    for key, (days, sentence) in late.items():
        day = answers.get(key)
        if not isinstance(day, str) or not day:
            continue
        due = add_working_days(date.fromisoformat(day), days, calendar=OFFICIAL).on
        if due < today:
            written = {"on": date_format(date.fromisoformat(day), "DATE_FORMAT")}
            told.append(sentence % {**written, "due": date_format(due, "DATE_FORMAT")})
    return told


def of_answers(answers: Mapping[str, Any], *, today: date) -> dict[str, str]:
    """Return the cautions about ``answers``, by field key."""
    doubts = {
        "division": of_division(answers.get("division")),
        "certificate_until": of_certificate(answers, today=today),
    }
    return {key: doubt for key, doubt in doubts.items() if doubt}
