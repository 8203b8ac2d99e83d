from datetime import date

import pytest

from audit import trail
from filings.models import Filing
from notifications.models import Notification
from registry.models import Approval, Entry, Holder
from reviews import assignment, determination, handover
from reviews.models import Case, Decision
from tests.factories import NOON, make_applicant, make_company, make_reviewer
from tests.reviews.factories import days_later, make_case, make_filing, make_revision
from tests.together import at_once, meet

pytestmark = pytest.mark.django_db

ACTS = {
    "take": lambda case, by: assignment.take(case, by=by, at=NOON),
    "give_back": lambda case, by: assignment.give_back(case, by=by, at=NOON),
    "pass_on": lambda case, by: determination.pass_on(case, version=0, by=by, at=NOON),
    "return_to_company": lambda case, by: determination.return_to_company(
        case, reason="材料不齐", version=0, by=by, at=NOON
    ),
    "hand_back": lambda case, by: determination.hand_back(case, reason="材料不齐", version=0, by=by, at=NOON),
    "refuse": lambda case, by: determination.refuse(case, reason="材料不齐", version=0, by=by, at=NOON),
    "approve": lambda case, by: determination.approve(case, holder_code=None, version=0, by=by, at=NOON),
    "verify": lambda case, by: determination.verify(case, version=0, by=by, at=NOON),
}


def test_passing_on_hands_the_case_to_the_national_office_with_the_opinion():
    reviewer, national = make_reviewer("33"), make_reviewer("")
    case = make_case(assignee=reviewer, due_on=NOON.date())
    case.resubmitted_at = NOON

    determination.pass_on(case, opinion=" 材料齐全。 ", version=0, by=reviewer, at=days_later(1))

    case.refresh_from_db()
    decision = Decision.objects.get()
    assert (case.status, case.office.is_national, case.assignee) == ("national", True, None)
    assert (case.reached_national_at, case.resubmitted_at, case.due_on) == (days_later(1), None, NOON.date())
    assert (decision.outcome, decision.reason, decision.by, decision.at) == (
        "passed",
        "材料齐全。",
        reviewer,
        days_later(1),
    )
    assert (str(decision.office), decision.revision.number) == ("Zhejiang", 1)
    assert {(note.event, note.recipient) for note in Notification.objects.all()} == {
        ("reviews/new_case", national),
        ("reviews/passed_on", case.filing.applicant),
    }


def test_a_return_gives_the_filing_back_and_stops_the_clock():
    reviewer = make_reviewer("33")
    case = make_case(assignee=reviewer)

    determination.return_to_company(case, reason="请补充评估报告第三章。", version=0, by=reviewer, at=days_later(3))

    case.refresh_from_db()
    assert (case.status, case.paused_on, case.assignee) == ("returned", days_later(3).date(), reviewer)
    assert (case.filing.status, case.filing.events.last().detail) == ("returned", {"reason": "请补充评估报告第三章。"})
    assert [note.recipient for note in Notification.objects.all()] == [case.filing.applicant]
    assert "请补充评估报告第三章。" in Notification.objects.get().body


def test_a_hand_back_puts_the_case_into_the_queue_of_its_province_with_the_reason():
    provincial, national = make_reviewer("33"), make_reviewer("")
    case = make_case(status="national", assignee=national)

    determination.hand_back(case, reason="产品形式与报告不符。", version=0, by=national, at=NOON)

    case.refresh_from_db()
    assert (case.status, case.office, case.assignee) == ("provincial", case.province, None)
    assert case.filing.status == "submitted"
    assert [note.recipient for note in Notification.objects.all()] == [provincial]
    assert "The reason:\n产品形式与报告不符。" in Notification.objects.get().body


@pytest.mark.parametrize("act", ["pass_on", "hand_back"])
def test_reviewers_are_told_when_the_day_by_which_they_decide_is_provisional(act):
    provincial, national = make_reviewer("33"), make_reviewer("")
    by, to, status = (provincial, national, "provincial") if act == "pass_on" else (national, provincial, "national")
    case = make_case(status=status, assignee=by, due_on=date(2027, 1, 4), due_provisional=True)

    ACTS[act](case, by)

    assert (
        "Decide by 4 January 2027. This date is provisional: the calendar of that year is not announced.\n"
    ) in Notification.objects.get(recipient=to).body


@pytest.mark.parametrize(("status", "province"), [("provincial", "33"), ("national", "")])
def test_a_refusal_closes_the_case_and_tells_the_company_why(status, province):
    reviewer = make_reviewer(province)
    case = make_case(status=status, assignee=reviewer)

    determination.refuse(case, reason="不属于深度合成服务。", version=0, by=reviewer, at=NOON)

    case.refresh_from_db()
    assert (case.status, case.closed_at, case.filing.status) == ("refused", NOON, "refused")
    assert [(note.event, note.recipient) for note in Notification.objects.all()] == [
        ("filings/refused", case.filing.applicant)
    ]


def test_an_approval_issues_the_number_and_lays_the_facts_ready_for_publication():
    national = make_reviewer("")
    case = make_case(status="national", assignee=national)

    determination.approve(case, holder_code=None, note="同意。", version=0, by=national, at=NOON)

    case.refresh_from_db()
    approval = Approval.objects.get()
    holder = Holder.objects.get()
    assert (case.status, case.closed_at, case.filing.status) == ("approved", None, "approved")
    assert (approval.filing_reference, approval.holder, approval.batch, approval.entry) == (
        case.filing.reference,
        holder,
        None,
        None,
    )
    assert approval.number[:20] == f"330106{holder.code}0126001"
    assert approval.facts() == {
        "company": "杭州澜亭影像科技有限公司",
        "algorithm": "澜亭老照片修复算法",
        "role": 1,
        "product": "澜亭相册（APP、网站）",
        "purpose": "应用于图像编辑场景，根据用户上传的老照片，生成修复后的图像。",
        "remark": "",
    }
    assert case.filing.events.last().detail == {"number": approval.number}
    assert (Decision.objects.get().outcome, Decision.objects.get().reason) == ("approved", "同意。")
    assert [(note.event, note.recipient) for note in Notification.objects.all()] == [
        ("reviews/approved", case.filing.applicant)
    ]
    assert f"网信算备{approval.number}号" in Notification.objects.get().body
    assert Entry.objects.count() == 0


def test_a_technical_supporter_is_published_without_a_product():
    national = make_reviewer("")
    filing = make_filing(role=Filing.Role.SUPPORTER, products=[])
    case = make_case(filing=filing, status="national", assignee=national)

    determination.approve(case, holder_code=None, version=0, by=national, at=NOON)

    approval = Approval.objects.get()
    assert (approval.role, approval.product) == (2, "--")


def test_the_latest_revision_is_what_is_published():
    national = make_reviewer("")
    case = make_case(status="national", assignee=national)
    make_revision(case.filing, algorithm_name="澜亭照片修复算法", division="330110")

    determination.approve(case, holder_code=None, version=0, by=national, at=NOON)

    approval = Approval.objects.get()
    assert (approval.algorithm, approval.number[:6]) == ("澜亭照片修复算法", "330110")


def approved(national, *, holder_code=None, **changed):
    case = make_case(filing=make_filing(**changed), status="national", assignee=national)
    determination.approve(case, holder_code=holder_code, version=0, by=national, at=NOON)
    return Approval.objects.get(filing_reference=case.filing.reference)


def test_the_numbers_of_a_confirmed_holder_go_on():
    national = make_reviewer("")
    first = approved(national)

    second = approved(national, holder_code=first.holder.code)

    assert second.holder == first.holder
    assert (first.number[17:20], second.number[17:20]) == ("001", "002")


def test_a_new_code_is_drawn_when_none_of_those_offered_is_the_company():
    national = make_reviewer("")
    first = approved(national)

    second = approved(national, holder_code=handover.NEW)

    assert (second.holder.code != first.holder.code, second.number[17:20]) == (True, "001")


def test_a_holder_that_has_come_up_meanwhile_must_be_confirmed():
    national = make_reviewer("")
    approved(national)

    with pytest.raises(handover.HolderUnclear, match="A holder of this name is on file"):
        approved(national, holder_code=None)

    assert (Holder.objects.count(), Approval.objects.count()) == (1, 1)


def test_a_holder_of_another_name_cannot_be_confirmed():
    national = make_reviewer("")
    other = approved(national, company_name="宁波云雀网络有限公司").holder

    with pytest.raises(handover.HolderUnclear, match="No holder with this code"):
        approved(national, holder_code=other.code)

    other.refresh_from_db()
    assert other.last_sequence == 1


def test_a_failed_approval_leaves_no_gap_in_the_numbers(monkeypatch):
    national = make_reviewer("")
    holder = approved(national).holder
    monkeypatch.setattr(determination.notices, "approved", lambda *given, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        approved(national, holder_code=holder.code)
    monkeypatch.undo()

    assert approved(national, holder_code=holder.code).number[17:20] == "002"


@pytest.mark.parametrize("act", ["return_to_company", "refuse", "hand_back"])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_nothing_is_returned_refused_or_handed_back(act, reason):
    status, province = ("national", "") if act == "hand_back" else ("provincial", "33")
    reviewer = make_reviewer(province)
    case = make_case(status=status, assignee=reviewer)

    with pytest.raises(determination.ReasonMissing, match="Enter the reason"):
        getattr(determination, act)(case, reason=reason, version=0, by=reviewer, at=NOON)

    assert (Decision.objects.count(), Case.objects.get().status) == (0, status)


def test_a_decision_on_an_old_page_is_refused_with_who_did_what_and_when():
    chen, wu = make_reviewer("33", name="Chen Yu"), make_reviewer("33", name="Wu Di")
    case = make_case(assignee=chen)
    determination.return_to_company(case, reason="材料不齐", version=0, by=chen, at=NOON)

    for person in (chen, wu):
        with pytest.raises(determination.Stale) as refused:
            determination.pass_on(Case.objects.get(), version=0, by=person, at=days_later(1))
        assert str(refused.value) == "Chen Yu returned it to the company on 2 March 2026, 12:00."


def test_the_national_reviewer_is_told_of_a_hand_back_though_the_case_has_left_the_office():
    zhou = make_reviewer("", name="Zhou Min")
    case = make_case(status="national", assignee=zhou)
    determination.hand_back(case, reason="材料不齐", version=0, by=zhou, at=NOON)

    with pytest.raises(determination.Stale, match="Zhou Min handed it back to the province on 2 March 2026, 12:00"):
        determination.approve(Case.objects.get(), holder_code=None, version=0, by=zhou, at=NOON)


def test_a_decision_on_a_case_that_waits_for_nobody_is_refused_with_what_happened():
    chen = make_reviewer("33", name="Chen Yu")
    case = make_case(assignee=chen)
    determination.return_to_company(case, reason="材料不齐", version=0, by=chen, at=NOON)

    with pytest.raises(trail.Refused) as refused:
        determination.refuse(case, reason="材料不齐", version=1, by=chen, at=NOON)

    assert str(refused.value) == "Chen Yu returned it to the company on 2 March 2026, 12:00."


def test_a_case_must_be_taken_before_it_is_decided_on():
    with pytest.raises(trail.Refused, match="Take it first"):
        determination.pass_on(make_case(), version=0, by=make_reviewer("33"), at=NOON)


def test_who_has_no_business_with_the_case_is_not_told_what_happened_to_it():
    chen = make_reviewer("33")
    case = make_case(assignee=chen)
    determination.return_to_company(case, reason="材料不齐", version=0, by=chen, at=NOON)

    with pytest.raises(trail.Refused, match="This case is not for you to review"):
        determination.pass_on(case, version=0, by=make_reviewer("44"), at=NOON)


def decide(pk, act, **said):
    """As a page does it: the case is read, then decided on."""
    case = Case.objects.get(pk=pk)
    return lambda: getattr(determination, act)(case, version=0, at=NOON, **said)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("acts", [("approve", "approve"), ("approve", "refuse"), ("hand_back", "approve")])
def test_of_two_decisions_at_once_one_is_made_and_the_other_is_told_who_and_when(acts):
    chen = make_reviewer("", name="Chen Yu")
    make_reviewer("33")
    case = make_case(status="national", assignee=chen)
    more = {"approve": {"holder_code": None}, "refuse": {"reason": "材料不齐"}, "hand_back": {"reason": "材料不齐"}}

    results = at_once(*[decide(case.pk, act, by=chen, **more[act]) for act in acts])

    made = acts[results.index(None)]
    done = {"approve": "approved it", "refuse": "refused it", "hand_back": "handed it back to the province"}[made]
    assert [str(result) for result in results if result] == [f"Chen Yu {done} on 2 March 2026, 12:00."]
    case.refresh_from_db()
    assert (Decision.objects.count(), case.version, case.events.exclude(act="opened").count()) == (1, 1, 1)
    assert Approval.objects.count() == Holder.objects.count() == (made == "approve")
    assert Notification.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_of_one_company_at_once_do_not_make_two_holders(monkeypatch):
    meet(monkeypatch, handover.holders, "draw")
    chen, wu, company = make_reviewer(""), make_reviewer(""), make_company()
    make_applicant(company)
    cases = [
        make_case(filing=make_filing(company=company), status="national", assignee=person) for person in (chen, wu)
    ]

    results = at_once(
        *[
            decide(case.pk, "approve", holder_code=None, by=person)
            for case, person in zip(cases, (chen, wu), strict=True)
        ]
    )

    assert [type(result) for result in results if result] == [handover.HolderUnclear]
    assert (Holder.objects.count(), Approval.objects.count()) == (1, 1)
