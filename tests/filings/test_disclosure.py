from datetime import timedelta

import pytest

from filings import disclosure
from filings.models import Filing
from tests.factories import NOON
from tests.filings.factories import (
    ENTITY,
    make_attachment,
    make_entity_draft,
    make_entity_filing,
    make_submitted_filing,
)

LATER = NOON + timedelta(minutes=5)
WHY = "Compared with the card"

pytestmark = pytest.mark.django_db


def reveal(of, key="officer_id_number", why=WHY):
    by = of.applicant if isinstance(of, Filing) else of.submitted_by
    return disclosure.reveal(of, key=key, why=why, by=by, at=LATER)


def test_a_sensitive_answer_is_read_in_full_and_leaves_who_what_when_and_why():
    filing = make_entity_filing(Filing.Status.SUBMITTED)

    assert reveal(filing.revisions.get()) == "EX4471902"

    event = filing.events.last()
    assert (event.act, event.by, event.at, event.from_status, event.to_status) == (
        "revealed",
        filing.applicant,
        LATER,
        "submitted",
        "submitted",
    )
    assert event.detail == {"key": "officer_id_number", "revision": 1, "why": WHY, "own": True}


def test_a_draft_is_read_without_a_revision():
    filing = make_entity_filing()

    assert reveal(filing, "officer_id_type") == "Passport"
    assert filing.events.last().detail == {"key": "officer_id_type", "revision": None, "why": WHY, "own": True}


@pytest.mark.parametrize("why", ["", " \n"])
def test_nothing_is_read_without_a_reason(why):
    filing = make_entity_filing()

    with pytest.raises(disclosure.WhyMissing, match="Enter why you need to read it"):
        reveal(filing, why=why)

    assert filing.events.filter(act="revealed").count() == 0


def test_a_reason_is_one_line_of_at_most_300_characters():
    filing = make_entity_filing()

    reveal(filing, why="because\r\n" + "长" * 400)

    assert filing.events.last().detail["why"] == "because " + "长" * 292


@pytest.mark.parametrize("key", ["legal_name", "company_name", "officer_employment", "algorithm_name", "nonsense"])
def test_what_is_not_masked_or_not_asked_is_not_revealed(key):
    filing = make_entity_filing()

    with pytest.raises(disclosure.NothingToReveal):
        reveal(filing, key)


def test_an_unanswered_field_has_nothing_to_reveal():
    with pytest.raises(disclosure.NothingToReveal):
        reveal(make_entity_draft())


def test_a_filing_of_an_algorithm_has_nothing_to_reveal_even_where_an_answer_is_left_over():
    filing = make_submitted_filing()
    filing.answers["officer_name"] = ENTITY["officer_name"]

    with pytest.raises(disclosure.NothingToReveal):
        reveal(filing, "officer_name")


def test_taking_a_sensitive_paper_away_leaves_an_event_with_the_last_revision_that_shows_it():
    filing = make_entity_filing(Filing.Status.SUBMITTED)
    paper = filing.documents()["officer_employment"]

    disclosure.hand_out(paper, why=WHY, by=filing.applicant, at=LATER)

    assert filing.events.last().detail == {"key": "officer_employment", "revision": 1, "why": WHY, "own": True}


def test_a_paper_of_a_draft_has_no_revision_yet():
    paper = make_attachment(make_entity_draft(), "officer_employment")

    disclosure.hand_out(paper, why=WHY, by=paper.uploaded_by, at=LATER)

    assert paper.filing.events.last().detail["revision"] is None


def test_a_sensitive_field_is_called_by_its_section_and_its_label():
    assert disclosure.label_of("legal_id_number") == "Legal representative: Number of the document"
    assert disclosure.label_of("officer_employment") == "Algorithm security officer: Proof of employment"
