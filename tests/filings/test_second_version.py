"""The second version of the form, held to the regulator's data dictionary."""

import pytest

from filings import answers, papers, sections, submission, visibility
from filings.models import Filing, Revision
from tests.factories import NOON
from tests.filings import second
from tests.filings.dictionary import DICTIONARY
from tests.filings.second import make_second, make_second_draft
from tests.filings.views.pages import address, text_of

pytestmark = pytest.mark.django_db
PROVIDER, SUPPORTER = Filing.Role.PROVIDER, Filing.Role.SUPPORTER


def fields_of(role):
    """Every form field that a filing of the role may be asked, by key."""
    filing = Filing(role=role, version=2)
    found = {}
    for section in sections.offered(filing):
        if role in section.roles:
            found |= section.fields
    return found


@pytest.mark.parametrize("entry", DICTIONARY, ids=lambda entry: entry.key)
def test_each_entry_of_the_dictionary_is_asked_as_it_says(entry):
    roles = {role for role in (PROVIDER, SUPPORTER) if entry.key in fields_of(role)}
    field = fields_of(next(iter(entry.roles)))[entry.key]

    assert roles == set(entry.roles)
    assert field.required == entry.required
    assert visibility.of(entry.key) == entry.visibility


def test_nothing_is_asked_that_the_dictionary_of_the_form_does_not_list():
    asked = fields_of(PROVIDER).keys() | fields_of(SUPPORTER).keys()

    assert asked == {entry.key for entry in DICTIONARY}


@pytest.mark.parametrize("role", [PROVIDER, SUPPORTER])
def test_every_answer_is_stored_frozen_and_shown(role):
    filing = make_second(Filing.Status.SUBMITTED, role=role)

    given = second.ALGORITHM | second.OF_ROLE[role] | second.EVIDENCE
    revision = Revision.objects.get(filing=filing)
    assert {key: revision.answers[key] for key in given} == dict(given)
    shown = {row.key: row.value for part in answers.of_revision(revision) for row in part.rows}
    assert [key for key, value in given.items() if value and not isinstance(value, list) and not shown[key]] == []
    asked = {key for section in sections.asked(filing) for key in section.documents(filing)}
    assert {paper.key for paper in papers.of_revision(revision)} == asked


def test_answers_of_the_other_role_are_dropped_on_submission():
    filing = make_second(role=PROVIDER)
    filing.role, filing.answers = SUPPORTER, filing.answers | second.OF_SUPPORTER
    filing.save()

    revision = submission.submit(filing, revision=1, by=filing.applicant, at=NOON)

    assert {"products", "functions"} & revision.answers.keys() == set()
    assert revision.answers["service_modes"] == ["api"]


def test_faces_bring_a_section_of_their_own():
    plain = make_second_draft()
    plain.answers = {"technology": ["text"]}
    faces = make_second_draft()
    faces.answers = {"technology": ["text", "biometric"]}

    assert {s.key for s in sections.asked(faces)} - {s.key for s in sections.asked(plain)} == {"duties"}


def test_a_list_that_may_stay_empty_keeps_no_filing_from_being_sent(client):
    filing = make_second(evidence=[])
    client.force_login(filing.applicant)

    page = text_of(client.get(address("detail", filing)))

    assert "Further evidence Optional" in page
    assert "Check answers, declare and submit Ready" in page
    assert submission.submit(filing, revision=1, by=filing.applicant, at=NOON).answers["evidence"] == []
