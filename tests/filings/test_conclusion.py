import pytest

from audit import trail
from filings import amendment, conclusion, reasons
from filings.models import Filing
from notifications.models import Notification
from tests.factories import NOON, make_staff
from tests.filings.factories import FILING_NUMBER, make_filing, make_submitted_filing

REASON = "请补充训练数据来源。"


@pytest.fixture
def reviewer(db):
    return make_staff("reviewer")


def letters(event):
    return [(each.recipient, REASON in each.body) for each in Notification.objects.filter(event=f"filings/{event}")]


def test_a_returned_filing_is_with_the_company_again_which_reads_the_reason(reviewer):
    filing = make_submitted_filing()

    amendment.reopen(filing, reason=f" {REASON}\n", by=reviewer, at=NOON)

    filing.refresh_from_db()
    assert (filing.status, filing.is_editable, reasons.latest(filing)) == ("returned", True, REASON)
    assert (filing.events.last().act, filing.events.last().by) == ("returned", reviewer)
    assert letters("returned") == [(filing.applicant, True)]


def test_a_refused_filing_is_closed_and_the_company_reads_the_reason(reviewer):
    filing = make_submitted_filing()

    conclusion.refuse(filing, reason=REASON, by=reviewer, at=NOON)

    filing.refresh_from_db()
    assert (filing.status, filing.is_editable, reasons.latest(filing)) == ("refused", False, REASON)
    assert letters("refused") == [(filing.applicant, True)]


def test_an_approved_filing_keeps_its_number_in_its_event(reviewer):
    filing = make_submitted_filing()

    conclusion.approve(filing, number=FILING_NUMBER, by=reviewer, at=NOON)

    assert (filing.status, filing.events.last().detail) == ("approved", {"number": FILING_NUMBER})


@pytest.mark.parametrize("act", [amendment.reopen, conclusion.refuse])
def test_nobody_is_turned_away_without_a_reason(reviewer, act):
    filing = make_submitted_filing()

    with pytest.raises(reasons.ReasonMissing):
        act(filing, reason=" \n", by=reviewer, at=NOON)

    filing.refresh_from_db()
    assert filing.status == "submitted"


@pytest.mark.parametrize("status", [Filing.Status.DRAFT, Filing.Status.RETURNED, Filing.Status.APPROVED])
def test_only_a_submitted_filing_is_returned_or_concluded(reviewer, status):
    filing = make_filing(status)

    with pytest.raises(trail.Refused):
        amendment.reopen(filing, reason=REASON, by=reviewer, at=NOON)
    with pytest.raises(trail.Refused):
        conclusion.refuse(filing, reason=REASON, by=reviewer, at=NOON)
    with pytest.raises(trail.Refused):
        conclusion.approve(filing, number=FILING_NUMBER, by=reviewer, at=NOON)
    assert Filing.objects.get(pk=filing.pk).status == status


def test_a_filing_that_was_never_sent_back_has_no_reason(reviewer):
    assert reasons.latest(make_submitted_filing()) == ""
