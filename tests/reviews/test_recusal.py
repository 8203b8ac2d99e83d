import pytest

from audit import trail
from notifications.models import Notification
from reviews import recusal, reminders, timeline
from reviews.models import Recusal
from tests.factories import NOON, make_reviewer, make_staff
from tests.reviews.factories import days_later, make_case

pytestmark = pytest.mark.django_db


def test_a_declared_conflict_sends_the_case_back_and_stays_on_the_record():
    reviewer, case = make_reviewer("33"), make_case(version=4)
    case.assignee = reviewer
    case.save()

    recusal.declare(case, reason=" 配偶在该公司任职。 ", by=reviewer, at=NOON)

    case.refresh_from_db()
    assert (case.assignee, case.version) == (None, 5)
    (kept,) = Recusal.objects.all()
    assert (kept.case, kept.person, kept.reason, kept.at) == (case, reviewer, "配偶在该公司任职。", NOON)
    event = case.events.last()
    assert (event.act, event.by, event.detail) == ("recused", reviewer, {"had_it": True})


def test_the_office_is_told_that_the_case_waits_and_the_person_is_not():
    reviewer, colleague = make_reviewer("33"), make_reviewer("33")
    intake, head = make_staff("intake", "33"), make_staff("head", "33")
    make_staff("auditor", "33"), make_reviewer("44")

    recusal.declare(make_case(assignee=reviewer), reason="亲属", by=reviewer, at=NOON)

    notes = Notification.objects.order_by("recipient")
    assert [(note.event, note.recipient) for note in notes] == [
        ("reviews/back_in_queue", person) for person in (colleague, intake, head)
    ]
    assert [note.body for note in notes if reviewer.name in note.body or "亲属" in note.body] == []


@pytest.mark.parametrize("role", ["intake", "reviewer", "approver", "head"])
def test_who_does_not_have_the_case_declares_it_too_and_the_case_stays_where_it_is(role):
    reviewer, person = make_reviewer("33"), make_staff(role, "33")
    case = make_case(assignee=reviewer)

    recusal.declare(case, reason="亲属", by=person, at=NOON)

    case.refresh_from_db()
    assert (case.assignee, case.version, Notification.objects.count()) == (reviewer, 0, 0)
    assert case.events.last().detail == {"had_it": False}


def test_it_is_declared_once_and_cannot_be_taken_back():
    reviewer, case = make_reviewer("33"), make_case()
    recusal.declare(case, reason="亲属", by=reviewer, at=NOON)

    with pytest.raises(trail.Refused, match="This case is not for you to review"):
        recusal.declare(case, reason="亲属", by=reviewer, at=NOON)


def test_it_has_a_reason():
    reviewer = make_reviewer("33")

    with pytest.raises(recusal.ReasonMissing):
        recusal.declare(make_case(), reason=" ", by=reviewer, at=NOON)
    assert Recusal.objects.count() == 0


@pytest.mark.parametrize("status", ["approved", "published", "refused"])
def test_on_a_decided_case_there_is_nothing_to_declare(status):
    with pytest.raises(trail.Refused, match="while the case is open"):
        recusal.declare(make_case(status=status), reason="亲属", by=make_reviewer(""), at=NOON)


def test_an_auditor_changes_nothing():
    with pytest.raises(trail.Refused):
        recusal.declare(make_case(), reason="亲属", by=make_staff("auditor", "33"), at=NOON)


def test_reminders_pass_the_person_by():
    reviewer, colleague = make_reviewer("33"), make_reviewer("33")
    case = make_case(due_on=days_later(0).date())
    recusal.declare(case, reason="亲属", by=reviewer, at=NOON)

    reminders.remind(at=NOON)

    assert [note.recipient for note in Notification.objects.all()] == [colleague]


def test_who_it_was_and_why_is_for_the_head_and_the_auditors():
    reviewer, case = make_reviewer("33", name="Chen Yu"), make_case()
    case.assignee = reviewer
    case.save()
    recusal.declare(case, reason="亲属", by=reviewer, at=NOON)
    recusal.declare(case, reason="同学", by=make_staff("approver", "33", name="Fang Hua"), at=days_later(1))

    def story(**seeing):
        return [(line.label, line.by, line.detail) for line in timeline.of(case, [], **seeing)]

    assert story(recusals=True) == [
        ("Conflict of interest declared", "Fang Hua", "同学"),
        ("Conflict of interest declared", "Chen Yu", "亲属"),
        ("Case opened", "", ""),
    ]
    assert story() == [("Back in the queue", "", ""), ("Case opened", "", "")]
    assert timeline.last_said(case) == "The case went back to the queue on 2 March 2026, 12:00."
