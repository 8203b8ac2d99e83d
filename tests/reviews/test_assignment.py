from datetime import date

import pytest

from audit import trail
from notifications.models import Notification
from reviews import assignment
from reviews.models import Case, Recusal
from tests.factories import NOON, make_applicant, make_office, make_publisher, make_reviewer, make_staff
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

    with pytest.raises(trail.Refused, match="This case is not for you to review"):
        assignment.take(case, by=make(), at=NOON)


@pytest.mark.parametrize("role", ["intake", "approver", "head", "auditor"])
def test_who_reads_the_case_and_does_not_review_does_not_take_it(role):
    with pytest.raises(trail.Refused, match="does not wait for a reviewer of your office"):
        assignment.take(make_case(), by=make_staff(role, "33"), at=NOON)


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
    gate = meet(monkeypatch, assignment, "_give", patience=2)
    people, cases = [make_reviewer("33"), make_reviewer("33")], [make_case(), make_case()]

    taken = at_once(*[lambda person=person: assignment.take_next(by=person, at=NOON) for person in people])

    assert sorted(case.pk for case in taken) == [case.pk for case in cases]
    assert not gate.broken


# --- Given by others ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["intake", "head"])
def test_intake_and_head_assign_what_nobody_has(role):
    giver, reviewer, case = make_staff(role, "33"), make_reviewer("33"), make_case()

    assignment.assign(case, to=reviewer, version=0, by=giver, at=NOON)

    case.refresh_from_db()
    assert (case.assignee, case.version) == (reviewer, 1)
    event = case.events.last()
    assert (event.act, event.by, event.detail) == ("assigned", giver, {"to": reviewer.pk, "reason": ""})
    assert [(note.event, note.recipient) for note in Notification.objects.all()] == [("reviews/assigned", reviewer)]


def test_the_head_reassigns_with_a_reason_and_both_reviewers_are_told():
    head, before, after = make_staff("head", "33"), make_reviewer("33"), make_reviewer("33")
    case = make_case(assignee=before)

    assignment.assign(case, to=after, reason=" 休假 ", version=0, by=head, at=NOON)

    event = case.events.last()
    assert (case.assignee, event.act) == (after, "reassigned")
    assert event.detail == {"from": before.pk, "to": after.pk, "reason": "休假"}
    notes = Notification.objects.order_by("recipient")
    assert [(note.recipient, note.subject.split(": ")[1]) for note in notes] == [
        (before, "no longer your case"),
        (after, "this case is yours now"),
    ]
    assert ["休假" in note.body for note in notes] == [True, True]


def test_from_one_reviewer_to_another_only_the_head_gives_a_case():
    case = make_case(assignee=make_reviewer("33"))

    with pytest.raises(trail.Refused, match="Only the head of the office re-assigns a case that somebody has"):
        assignment.assign(case, to=make_reviewer("33"), reason="x", version=0, by=make_staff("intake", "33"), at=NOON)


@pytest.mark.parametrize("role", ["intake", "head"])
def test_intake_and_head_put_a_case_back_into_the_queue(role):
    reviewer = make_reviewer("33")
    case = make_case(assignee=reviewer)

    assignment.assign(case, to=None, reason="误分配", version=0, by=make_staff(role, "33"), at=NOON)

    assert (case.assignee, case.events.last().act) == (None, "recalled")
    assert [note.recipient for note in Notification.objects.all()] == [reviewer]


def test_what_somebody_has_is_not_taken_from_them_without_a_reason():
    case = make_case(assignee=make_reviewer("33"))

    with pytest.raises(assignment.ReasonMissing, match="Enter the reason"):
        assignment.assign(case, to=None, reason=" ", version=0, by=make_staff("head", "33"), at=NOON)


def test_what_waits_is_not_put_back():
    with pytest.raises(trail.Refused, match="waits in the queue already"):
        assignment.assign(make_case(), to=None, version=0, by=make_staff("head", "33"), at=NOON)


@pytest.mark.parametrize("role", ["reviewer", "approver", "auditor"])
def test_nobody_else_assigns(role):
    with pytest.raises(trail.Refused, match="Only intake and the head of the office that has the case assign it"):
        assignment.assign(make_case(), to=make_reviewer("33"), version=0, by=make_staff(role, "33"), at=NOON)


@pytest.mark.parametrize("make", [lambda: make_staff("head", "44"), lambda: make_staff("head", "")])
def test_the_head_of_another_office_does_not_assign(make):
    with pytest.raises(trail.Refused):
        assignment.assign(make_case(), to=make_reviewer("33"), version=0, by=make(), at=NOON)


def test_on_an_old_page_a_case_is_not_assigned():
    first, second, case = make_reviewer("33", name="Chen Yu"), make_reviewer("33"), make_case()
    head = make_staff("head", "33")
    assignment.take(case, by=first, at=NOON)

    with pytest.raises(assignment.Stale, match="Chen Yu took this case on 2 March 2026, 12:00"):
        assignment.assign(case, to=second, reason="x", version=0, by=head, at=NOON)


def test_a_decided_case_is_not_assigned():
    case = make_case(status="approved")
    case.events.create(act="approved", by=make_reviewer("", name="Gao Ning"), at=NOON)

    with pytest.raises(trail.Refused, match="Gao Ning approved it on"):
        assignment.assign(case, to=make_reviewer(""), version=0, by=make_staff("head", ""), at=NOON)


def recuse(case, person):
    Recusal.objects.create(case=case, person=person, reason="亲属", at=NOON)


def join(case, person):
    case.filing.company.memberships.create(user=person, role="viewer")


def decide_elsewhere(case, person):
    revision = case.filing.revisions.get()
    case.decisions.create(office=make_office("44"), revision=revision, outcome="passed", by=person, at=NOON)


def submit_it(case, person):
    case.filing.revisions.create(number=2, answers={}, documents=[], submitted_by=person, submitted_at=NOON)


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        (recuse, "Wu Di has declared a conflict of interest."),
        (join, "Wu Di belongs to the company."),
        (submit_it, "Wu Di has submitted it for the company."),
        (decide_elsewhere, "Wu Di has decided on it in the other office."),
        (lambda case, person: close_the_account(person), "Wu Di does not review in this office."),
        (lambda case, person: end_the_posting(person), "Wu Di does not review in this office."),
    ],
)
def test_who_cannot_review_a_case_does_not_get_it_and_only_the_head_is_told_why(obstacle, words):
    case, wu = make_case(), make_reviewer("33", name="Wu Di")
    obstacle(case, wu)

    for role, said in (("head", words), ("intake", "Wu Di cannot review this case.")):
        with pytest.raises(assignment.NotTheirs) as refused:
            assignment.assign(case, to=wu, version=0, by=make_staff(role, "33"), at=NOON)
        assert str(refused.value) == said
    assert case.assignee is None


def test_who_has_a_case_does_not_get_it_again():
    wu = make_reviewer("33", name="Wu Di")
    case = make_case(assignee=wu)

    with pytest.raises(assignment.NotTheirs, match="Wu Di has this case already"):
        assignment.assign(case, to=wu, reason="x", version=0, by=make_staff("head", "33"), at=NOON)


def test_whoever_assigns_a_case_to_themselves_is_told_nothing():
    head = make_staff("head", "33")
    head.postings.create(office=make_office("33"), role="reviewer")

    assignment.assign(make_case(), to=head, version=0, by=head, at=NOON)

    assert Notification.objects.count() == 0


def test_the_next_case_is_none_that_four_eyes_keep_from_the_person():
    person = make_reviewer("33")
    person.postings.create(office=make_office(""), role="reviewer")
    case = make_case(status="national")
    case.decisions.create(
        office=make_office("33"), revision=case.filing.revisions.get(), outcome="passed", by=person, at=NOON
    )

    with pytest.raises(assignment.NothingWaits):
        assignment.take_next(by=person, at=NOON)


def test_the_next_case_is_none_of_a_declared_conflict():
    person, case = make_reviewer("33"), make_case()
    recuse(case, person)

    with pytest.raises(assignment.NothingWaits):
        assignment.take_next(by=person, at=NOON)


def test_somebody_who_may_not_see_the_case_is_not_told_what_happened_to_it():
    case = make_case(status="refused")

    with pytest.raises(trail.Refused) as refused:
        assignment.give_back(case, by=make_reviewer("44"), at=NOON)

    assert str(refused.value) == "This case is not for you to review."
