import logging
from datetime import date

import pytest
from django.utils import timezone

from filings.models import Filing
from notifications.models import Notification
from reviews import intake
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_company, make_office, make_reviewer
from tests.reviews.factories import days_later, make_case, make_filing, make_revision
from tests.together import at_once, meet

pytestmark = pytest.mark.django_db

TUESDAY = days_later(1)


def test_a_submitted_filing_becomes_a_case_of_the_province_of_its_division():
    zhejiang, reviewer = make_office("33"), make_reviewer("33")
    filing = make_filing(division="330113", at=NOON)

    assert intake.open_waiting(at=TUESDAY) == 1

    case = Case.objects.get()
    assert (case.filing, case.province, case.office, case.status) == (filing, zhejiang, zhejiang, "provincial")
    assert (case.algorithm, case.company) == ("澜亭老照片修复算法", "杭州澜亭影像科技有限公司")
    assert (case.assignee, case.opened_at) == (None, TUESDAY)
    assert [(event.act, event.by, event.at) for event in case.events.all()] == [("opened", None, TUESDAY)]
    assert [note.recipient for note in Notification.objects.all()] == [reviewer]


def test_the_review_is_due_thirty_working_days_after_submission_however_late_the_case_is_opened():
    make_office("33")
    make_filing(at=NOON)  # 2 March 2026

    intake.open_waiting(at=days_later(10))

    case = Case.objects.get()
    assert (case.due_on, case.due_provisional) == (date(2026, 4, 14), False)


def test_a_due_date_in_a_year_without_a_calendar_is_provisional():
    make_office("33")
    make_filing(at=NOON.replace(month=11, day=23))

    intake.open_waiting(at=NOON.replace(month=11, day=23))

    case = Case.objects.get()
    assert (case.due_on, case.due_provisional) == (date(2027, 1, 5), True)


def test_the_notice_names_the_case_and_the_day(settings):
    settings.PORTAL_URL = "https://portal.example"
    reviewer = make_reviewer("33", name="Chen Yu", language="en")
    filing = make_filing(at=NOON)

    intake.open_waiting(at=NOON)

    note = Notification.objects.get(recipient=reviewer)
    assert note.subject == f"{filing.reference}: a case waits for a reviewer"
    assert note.body.startswith(
        "Dear Chen Yu,\n\n"
        "“澜亭老照片修复算法” of 杭州澜亭影像科技有限公司 waits for a reviewer of your office (Zhejiang).\n"
        "Decide by 14 April 2026.\n\nRead it and take it here:\n"
        f"https://portal.example/reviews/{filing.reference}/\n"
    )


def test_nobody_is_told_of_a_case_of_their_own_company():
    company = make_company()
    reviewer = make_reviewer("33")
    make_applicant(company)
    company.memberships.create(user=reviewer, role="editor")
    make_filing(company=company)

    intake.open_waiting(at=NOON)

    assert Notification.objects.count() == 0


def test_run_again_it_opens_nothing():
    make_reviewer("33")
    make_filing()

    assert [intake.open_waiting(at=NOON) for _run in range(3)] == [1, 0, 0]
    assert (Case.objects.count(), Notification.objects.count()) == (1, 1)


@pytest.mark.parametrize("status", ["draft", "returned", "approved", "refused"])
def test_only_submitted_filings_are_taken_in(status):
    make_office("33")
    make_filing(status=status)

    assert intake.open_waiting(at=NOON) == 0


def test_one_filing_that_cannot_be_taken_in_stops_no_other(caplog):
    make_office("33")
    broken, sound = make_filing(division="990000"), make_filing()

    with caplog.at_level(logging.ERROR):
        assert intake.open_waiting(at=NOON) == 1

    assert [case.filing for case in Case.objects.all()] == [sound]
    assert [record.getMessage() for record in caplog.records] == [
        f"The filing {broken.reference} could not be taken in."
    ]


def submitted_again(case: Case, at, **changed) -> None:
    Filing.objects.filter(pk=case.filing_id).update(status=Filing.Status.SUBMITTED, submitted_at=at)
    make_revision(case.filing, at=at, **changed)


def test_a_corrected_filing_resumes_its_case_with_the_same_reviewer():
    reviewer, _colleague = make_reviewer("33"), make_reviewer("33")
    case = make_case(status=Case.Status.RETURNED, assignee=reviewer, version=3)
    submitted_again(case, days_later(7), algorithm_name="澜亭照片修复算法")

    assert intake.open_waiting(at=days_later(8)) == 1

    case.refresh_from_db()
    assert (case.status, case.assignee, case.paused_on, case.version) == ("provincial", reviewer, None, 4)
    assert (case.resubmitted_at, case.algorithm) == (days_later(7), "澜亭照片修复算法")
    event = case.events.last()
    assert (event.act, event.from_status, event.to_status, event.detail) == (
        "resumed",
        "returned",
        "provincial",
        {"revision": 2},
    )
    assert [(note.event, note.recipient) for note in Notification.objects.all()] == [("reviews/resubmitted", reviewer)]


def test_the_due_date_moves_by_the_working_days_of_the_pause():
    make_office("33")
    case = make_case(status=Case.Status.RETURNED, due_on=date(2026, 4, 14))
    submitted_again(case, days_later(7))  # five working days after

    intake.open_waiting(at=days_later(20))

    case.refresh_from_db()
    assert (case.due_on, timezone.localdate(days_later(7))) == (date(2026, 4, 21), date(2026, 3, 9))


def test_a_reviewer_who_has_left_the_office_does_not_get_the_case_back():
    gone, there = make_reviewer("33"), make_reviewer("33")
    case = make_case(status=Case.Status.RETURNED, assignee=gone)
    gone.postings.all().delete()
    submitted_again(case, days_later(7))

    intake.open_waiting(at=days_later(7))

    case.refresh_from_db()
    assert case.assignee is None
    assert [note.recipient for note in Notification.objects.all()] == [there]


def test_a_company_that_corrects_its_division_goes_on_in_the_right_province():
    guangdong, there = make_office("44"), make_reviewer("44")
    case = make_case(status=Case.Status.RETURNED, assignee=make_reviewer("33"))
    submitted_again(case, days_later(7), division="440305")

    intake.open_waiting(at=days_later(7))

    case.refresh_from_db()
    assert (case.province, case.office, case.assignee) == (guangdong, guangdong, None)
    assert [note.recipient for note in Notification.objects.all()] == [there]


def test_a_case_that_is_under_way_is_left_alone():
    case = make_case()

    assert intake.take_in(case.filing_id, at=NOON) is False
    assert (Case.objects.get().version, case.events.count()) == (0, 1)


def test_a_resumed_case_is_resumed_once():
    case = make_case(status=Case.Status.RETURNED)
    submitted_again(case, days_later(7))

    assert [intake.open_waiting(at=days_later(7)) for _run in range(3)] == [1, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_open_a_case_once_and_do_not_run_into_each_other(monkeypatch, caplog):
    make_reviewer("33")
    make_filing()
    meet(monkeypatch, intake, "_open")

    opened = at_once(*[lambda: intake.open_waiting(at=NOON)] * 2)

    assert sorted(opened) == [0, 1]
    assert (Case.objects.count(), Notification.objects.count()) == (1, 1)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_resume_a_case_once(monkeypatch):
    case = make_case(status=Case.Status.RETURNED, assignee=make_reviewer("33"))
    submitted_again(case, days_later(7))
    meet(monkeypatch, intake, "_resume")

    resumed = at_once(*[lambda: intake.open_waiting(at=days_later(7))] * 2)

    assert sorted(resumed) == [0, 1]
    assert case.events.filter(act="resumed").count() == 1
