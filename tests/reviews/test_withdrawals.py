"""What becomes of the case of a filing that its company has withdrawn."""

import pytest

from audit.trail import Refused
from filings import withdrawal
from notifications.models import Notification
from reviews import assignment, determination, progress, queue, timeline, withdrawals
from reviews.models import Case
from tests.factories import NOON, make_office, make_reviewer
from tests.reviews.factories import days_later, make_case
from tests.together import at_once

pytestmark = pytest.mark.django_db
SAID = "The company withdrew it on 2 March 2026, 12:00."
ACTS = {
    "pass": lambda case, by: determination.pass_on(case, version=case.version, by=by, at=NOON),
    "return": lambda case, by: determination.return_to_company(
        case, reason="材料不齐", version=case.version, by=by, at=NOON
    ),
    "refuse": lambda case, by: determination.refuse(case, reason="材料不齐", version=case.version, by=by, at=NOON),
    "hand back": lambda case, by: determination.hand_back(
        case, reason="材料不齐", version=case.version, by=by, at=NOON
    ),
    "approve": lambda case, by: determination.approve(case, holder_code=None, version=case.version, by=by, at=NOON),
}


def withdraw(case, at=NOON):
    withdrawal.withdraw(case.filing, reason="产品已停止开发。", by=case.filing.applicant, at=at)


def make_withdrawn(status="provincial"):
    office = "33" if status in ("provincial", "returned") else ""
    case = make_case(status=status, assignee=make_reviewer(office))
    withdraw(case)
    return case


@pytest.mark.parametrize("status", ["provincial", "returned", "national"])
def test_the_case_is_closed_once_and_its_reviewer_is_told_why(status):
    case, other = make_withdrawn(status), make_case()

    assert [withdrawals.close_withdrawn(at=days_later(1)) for _run in range(2)] == [1, 0]

    case.refresh_from_db(), other.refresh_from_db()
    event = case.events.last()
    assert (case.status, case.closed_at, case.paused_on, other.status) == (
        "withdrawn",
        days_later(1),
        None,
        "provincial",
    )
    assert (event.act, event.by, event.detail) == ("withdrawn", case.filing.applicant, {"reason": "产品已停止开发。"})
    note = Notification.objects.get(event="reviews/withdrawn")
    assert (note.recipient, "产品已停止开发。" in note.body) == (case.assignee, True)


def test_of_a_case_that_nobody_has_the_office_is_told():
    case, colleagues = make_case(), [make_reviewer("33"), make_reviewer("33")]
    withdraw(case)

    withdrawals.close_withdrawn(at=NOON)

    assert {note.recipient for note in Notification.objects.filter(event="reviews/withdrawn")} == set(colleagues)


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ("pass", "provincial"),
        ("return", "provincial"),
        ("refuse", "provincial"),
        ("hand back", "national"),
        ("refuse", "national"),
        ("approve", "national"),
    ],
)
def test_nothing_is_decided_on_what_is_withdrawn(act, status):
    case = make_withdrawn(status)
    make_office("")
    for _time in ("before its case is closed", "and after"):
        with pytest.raises(Refused, match=SAID):
            ACTS[act](case, case.assignee)
        withdrawals.close_withdrawn(at=NOON)

    assert case.decisions.count() == 0


def test_a_withdrawn_case_leaves_the_queue_and_is_found_by_its_status():
    case = make_withdrawn()
    reviewer = case.assignee
    withdrawals.close_withdrawn(at=NOON)

    def found(**asked):
        return list(queue.search(reviewer, queue.Filters(**asked), today=NOON.date()))

    assert (found(), found(stages=["withdrawn"])) == ([], [case])
    with pytest.raises(Refused):
        assignment.take(case, by=make_reviewer("33"), at=NOON)


def test_the_timeline_tells_the_reason():
    case = make_withdrawn()
    withdrawals.close_withdrawn(at=NOON)

    line = timeline.of(case, case.filing.revisions.all())[0]

    assert (line.label, line.by, line.detail) == (
        "Withdrawn by the company",
        str(case.filing.applicant),
        "产品已停止开发。",
    )


def test_the_company_reads_at_once_that_nobody_decides_any_more():
    case = make_withdrawn()

    assert progress.whose_turn(case.filing, case) == ("Your company has withdrawn it. Nobody decides on it any more.")
    assert [(stage.label, stage.state) for stage in progress.stages(case.filing, case)] == [
        ("Submitted", "done"),
        ("Withdrawn", "current"),
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["pass", "return", "refuse"])
def test_of_a_decision_and_a_withdrawal_at_once_the_case_never_goes_on_without_its_filing(act):
    make_office("")
    case = make_case(assignee=make_reviewer("33"))
    ours, theirs = Case.objects.get(), Case.objects.get()

    at_once(lambda: ACTS[act](ours, case.assignee), lambda: withdraw(theirs))
    withdrawals.close_withdrawn(at=NOON)

    case.refresh_from_db()
    expected = {
        "withdrawn": "withdrawn",
        "refused": "refused",
    }[case.filing.status]
    assert case.status == expected


def test_the_company_reads_in_its_progress_who_withdrew_it_and_why():
    case = make_withdrawn()
    withdrawals.close_withdrawn(at=days_later(1))

    told = [each for each in progress.happenings(case.filing, case) if each.label == "Withdrawn"]

    by = str(case.filing.applicant)
    assert [(each.at, each.by, each.detail) for each in told] == [(NOON, by, "产品已停止开发。")]
