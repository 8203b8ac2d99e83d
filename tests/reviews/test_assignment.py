from datetime import date

import pytest

from audit import trail
from reviews import assignment
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_publisher, make_reviewer
from tests.reviews.factories import days_later, make_case
from tests.together import at_once, meet

pytestmark = pytest.mark.django_db


def test_a_reviewer_of_the_office_takes_a_case():
    reviewer, case = make_reviewer("33"), make_case()

    assignment.take(case, by=reviewer, at=NOON)

    case.refresh_from_db()
    assert (case.assignee, case.version, case.status) == (reviewer, 1, "provincial")
    assert [(event.act, event.by) for event in case.events.all()] == [("opened", None), ("taken", reviewer)]


def test_taking_twice_is_taking_once():
    reviewer, case = make_reviewer("33"), make_case()

    for _click in range(2):
        assignment.take(case, by=reviewer, at=NOON)

    assert (case.version, case.events.count()) == (1, 2)


def test_who_comes_second_is_told_who_has_the_case_and_since_when():
    first, second, case = make_reviewer("33", name="Chen Yu"), make_reviewer("33"), make_case()
    assignment.take(case, by=first, at=NOON)

    with pytest.raises(assignment.TakenByAnother) as refused:
        assignment.take(case, by=second, at=days_later(1))

    assert str(refused.value) == "Chen Yu took this case on 2 March 2026, 12:00."
    case.refresh_from_db()
    assert case.assignee == first


def close_the_account(person):
    person.is_active = False
    person.save()


def end_the_posting(person):
    person.postings.all().delete()


@pytest.mark.parametrize("leave", [close_the_account, end_the_posting])
def test_a_case_whose_reviewer_has_left_is_taken_by_a_colleague(leave):
    gone, colleague = make_reviewer("33"), make_reviewer("33")
    case = make_case(assignee=gone)
    leave(gone)

    assignment.take(case, by=colleague, at=NOON)

    case.refresh_from_db()
    assert case.assignee == colleague


@pytest.mark.parametrize(
    "make", [lambda: make_reviewer("44"), lambda: make_reviewer(""), make_applicant, make_publisher]
)
def test_nobody_else_takes_a_case_of_the_province(make):
    case = make_case(province="33")

    with pytest.raises(trail.Refused, match="does not wait for a reviewer of your office"):
        assignment.take(case, by=make(), at=NOON)


def test_nobody_takes_a_case_of_their_own_company():
    reviewer, case = make_reviewer("33"), make_case()
    case.filing.company.memberships.create(user=reviewer, role="editor")

    with pytest.raises(trail.Refused):
        assignment.take(case, by=reviewer, at=NOON)


@pytest.mark.parametrize("status", ["returned", "approved", "published", "refused"])
def test_only_cases_in_review_are_taken_else_one_is_told_what_happened_last(status):
    reviewer = make_reviewer("33" if status == "returned" else "")

    with pytest.raises(trail.Refused, match="The case was opened on 2 March 2026, 12:00"):
        assignment.take(make_case(status=status), by=reviewer, at=NOON)


def test_a_case_given_back_waits_again():
    reviewer = make_reviewer("33")
    case = make_case(assignee=reviewer)

    assignment.give_back(case, by=reviewer, at=NOON)

    case.refresh_from_db()
    assert (case.assignee, case.version, case.events.last().act) == (None, 1, "given_back")


def test_only_its_reviewer_gives_a_case_back():
    case = make_case(assignee=make_reviewer("33"))

    with pytest.raises(trail.Refused, match="Only its reviewer can give a case back"):
        assignment.give_back(case, by=make_reviewer("33"), at=NOON)


def test_a_case_that_the_company_has_is_not_given_back():
    reviewer = make_reviewer("33")

    with pytest.raises(trail.Refused):
        assignment.give_back(make_case(status="returned", assignee=reviewer), by=reviewer, at=NOON)


def test_the_next_case_is_the_most_urgent_one_that_waits_in_the_office():
    reviewer = make_reviewer("33")
    make_case(due_on=date(2026, 3, 20))
    urgent = make_case(due_on=date(2026, 3, 10))
    make_case(due_on=date(2026, 3, 3), assignee=make_reviewer("33"))
    make_case(due_on=date(2026, 3, 2), province="44")
    make_case(due_on=date(2026, 3, 1), status="returned")
    make_case(due_on=date(2026, 3, 1), status="national")

    assert assignment.take_next(by=reviewer, at=NOON) == urgent
    urgent.refresh_from_db()
    assert urgent.assignee == reviewer


def test_there_may_be_no_next_case():
    make_case(province="44")

    with pytest.raises(assignment.NothingWaits, match="No cases are waiting for a reviewer"):
        assignment.take_next(by=make_reviewer("33"), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_take_a_case_at_once_and_one_has_it():
    people, case = [make_reviewer("33"), make_reviewer("33")], make_case()

    results = at_once(
        *[lambda person=person: assignment.take(Case.objects.get(pk=case.pk), by=person, at=NOON) for person in people]
    )

    case.refresh_from_db()
    winner = people[results.index(None)]
    assert [str(result) for result in results if result] == [f"{winner.name} took this case on 2 March 2026, 12:00."]
    assert (case.assignee, case.version, case.events.filter(act="taken").count()) == (winner, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_who_ask_for_the_next_case_at_once_get_two_and_wait_for_nobody(monkeypatch):
    gate = meet(monkeypatch, assignment, "_assign", patience=2)
    people, cases = [make_reviewer("33"), make_reviewer("33")], [make_case(), make_case()]

    taken = at_once(*[lambda person=person: assignment.take_next(by=person, at=NOON) for person in people])

    assert sorted(case.pk for case in taken) == [case.pk for case in cases]
    assert not gate.broken
