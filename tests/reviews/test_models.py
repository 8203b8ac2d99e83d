from datetime import date

import pytest
from django.db import IntegrityError

from reviews.models import Case, Decision, Reminder
from tests.factories import NOON, make_office, make_reviewer
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "wrong"),
    [
        ("returned", {"paused_on": None}),
        ("provincial", {"paused_on": date(2026, 3, 2)}),
        ("published", {"closed_at": None}),
        ("approved", {"closed_at": NOON}),
    ],
)
def test_the_database_holds_a_case_to_its_status(status, wrong):
    with pytest.raises(IntegrityError):
        make_case(status=status, **wrong)


def test_a_case_in_national_review_is_not_at_its_province():
    with pytest.raises(IntegrityError, match="case_national_is_at_national_office"):
        make_case(status="national", office=make_office("33"))


def decide(case: Case, outcome: str, reason: str = "") -> Decision:
    return Decision.objects.create(
        case=case,
        office=case.office,
        revision=case.filing.revisions.get(),
        outcome=outcome,
        reason=reason,
        by=make_reviewer(""),
        at=NOON,
    )


@pytest.mark.parametrize("outcome", ["returned", "refused", "handed_back"])
def test_the_database_takes_no_such_decision_without_a_reason(outcome):
    with pytest.raises(IntegrityError, match="decision_carries_its_reason"):
        decide(make_case(), outcome)


def test_the_database_takes_one_last_decision():
    case = make_case(status="national")
    decide(case, "approved")

    with pytest.raises(IntegrityError, match="decision_is_final_once"):
        decide(case, "refused", "材料不齐")


def test_rows_have_names():
    case = make_case()
    reminder = Reminder.objects.create(case=case, due_on=date(2026, 3, 30), milestone=5, at=NOON)

    assert str(case) == case.filing.reference
    assert str(decide(case, "passed")) == f"{case.pk} passed"
    assert str(reminder) == f"{case.pk}:2026-03-30:5"
