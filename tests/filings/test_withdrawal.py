import pytest

from accounts.permissions import NotYours
from audit.trail import Refused
from filings import reasons, standing, withdrawal
from notifications.models import Notification
from tests.factories import NOON, make_applicant
from tests.filings.factories import make_entity_filing, make_filing

pytestmark = pytest.mark.django_db


def withdraw(filing, by=None, reason=" 产品已停止开发。 "):
    withdrawal.withdraw(filing, reason=reason, by=by or filing.applicant, at=NOON)


@pytest.mark.parametrize("status", ["submitted", "returned"])
def test_a_filing_is_withdrawn_before_it_is_decided_and_its_people_are_told_why(status):
    filing = make_filing(status)
    make_applicant(filing.company, "viewer")
    editor = make_applicant(filing.company, "editor")

    withdraw(filing)

    filing.refresh_from_db()
    event = filing.events.last()
    assert (filing.status, event.act, event.by, event.detail) == (
        "withdrawn",
        "withdrawn",
        filing.applicant,
        {"reason": "产品已停止开发。"},
    )
    assert reasons.latest(filing) == "产品已停止开发。"
    told = Notification.objects.filter(event="filings/withdrawn").order_by("pk")
    assert [note.recipient for note in told] == [filing.applicant, editor]
    assert all("产品已停止开发。" in note.body for note in told)


@pytest.mark.parametrize("status", ["draft", "approved", "refused", "withdrawn"])
def test_what_is_no_longer_or_not_yet_with_the_office_is_not_withdrawn(status):
    filing = make_filing(status)

    with pytest.raises(Refused, match=f"the status is now “{filing.get_status_display()}”"):
        withdraw(filing)


def test_a_withdrawal_says_why():
    filing = make_filing("submitted")

    with pytest.raises(reasons.ReasonMissing, match="Enter the reason: the office reads it"):
        withdraw(filing, reason="  ")

    filing.refresh_from_db()
    assert filing.status == "submitted"


def test_the_company_details_are_withdrawn_by_an_owner_and_can_be_started_again():
    filing = make_entity_filing("submitted")
    editor = make_applicant(filing.company, "editor")

    with pytest.raises(NotYours):
        withdraw(filing, by=editor)
    withdraw(filing)

    assert standing.of(filing.company).state == "not_started"
