from datetime import date, timedelta

import pytest

from deadlines.calendar import OFFICIAL
from filings.models import Filing
from reviews import durations
from reviews.durations import Typical
from reviews.models import Decision
from tests.factories import NOON, make_office
from tests.reviews.factories import days_later, make_case, make_filing, make_revision

MONDAY = date(2026, 3, 2)


def test_a_span_is_counted_in_working_days_without_its_first():
    spans = [
        (MONDAY, MONDAY),
        (MONDAY, date(2026, 3, 9)),
        (date(2026, 2, 10), date(2026, 3, 2)),  # the Spring Festival, with two weekends made up for
        (date(2026, 3, 7), date(2026, 3, 8)),
    ]

    assert durations.durations(spans, calendar=OFFICIAL) == [0, 5, 10, 0]
    assert durations.durations([], calendar=OFFICIAL) == []


def test_twenty_cases_are_the_fewest():
    assert durations.summary(range(1, 20)) is None
    assert durations.summary(range(1, 21)) == Typical(median=10, low=2, high=18, cases=20)


def test_single_long_cases_do_not_move_the_range():
    assert durations.summary([5] * 19 + [400]) == Typical(median=5, low=5, high=5, cases=20)


# --- From cases ------------------------------------------------------------------------------------------------
def concluded(*, days=5, province="33", outcome="approved", kind="initial", at=NOON, **fields):
    """A case that was decided ``days`` after it was submitted, and when that was."""
    filing = make_filing(status="approved", at=at - timedelta(days=days))
    Filing.objects.filter(pk=filing.pk).update(kind=kind, role="" if kind == "entity" else "provider")
    status = "refused" if outcome == "refused" else "approved"
    case = make_case(status=status, filing=filing, province=province, at=at, **fields)
    return decide(case, outcome, at)


def decide(case, outcome, at):
    revision = case.filing.revisions.latest("number")
    Decision.objects.create(
        case=case,
        office=case.office,
        revision=revision,
        outcome=outcome,
        reason="材料不齐。",
        by=case.filing.applicant,
        at=at,
    )
    return case


@pytest.fixture
def few(monkeypatch):
    """Three cases are enough here, so that a test need not make twenty."""
    monkeypatch.setattr(durations, "FEWEST", 3)


def ask(kind="initial", at=NOON):
    return durations.typical(make_office("33"), kind, at=at)


@pytest.mark.django_db
def test_the_duration_is_that_of_decided_cases_of_the_office_and_kind_in_a_year(few):
    for days in (7, 7, 14):
        concluded(days=days)

    # None of these counts.
    concluded(days=70, province="44")
    concluded(days=70, kind="entity", outcome="verified")
    concluded(days=70, at=NOON - timedelta(days=365))
    concluded(days=70, at=days_later(1))
    decide(make_case(status="returned"), "returned", NOON)
    make_case()

    # Seven days before Monday 2 March 2026 are six working days: the Saturday between was one.
    assert ask() == Typical(median=6, low=6, high=6, cases=3)
    assert ask(at=days_later(1)).cases == 4


@pytest.mark.django_db
def test_a_refusal_counts_and_a_corrected_filing_counts_from_its_first_submission(few):
    concluded(days=7)
    concluded(days=7, outcome="refused")
    corrected = concluded(days=7)
    make_revision(corrected.filing, at=NOON - timedelta(days=1))

    assert ask() == Typical(median=6, low=6, high=6, cases=3)


@pytest.mark.django_db
def test_it_is_one_query_for_any_number_of_cases(few, django_assert_num_queries):
    office = make_office("33")
    for cases in (1, 3):
        while Decision.objects.count() < cases:
            concluded()
        with django_assert_num_queries(1):
            durations.typical(office, "initial", at=NOON)


@pytest.mark.django_db
def test_fewer_than_twenty_cases_tell_nothing():
    for _ in range(19):
        concluded()
    assert ask() is None

    concluded()

    assert ask().cases == 20
