import pytest

from filings import copying, drafting, permissions
from filings.models import Filing
from tests.factories import NOON, make_applicant
from tests.filings.factories import make_entity_filing, make_filing
from tests.filings.second import ALGORITHM, OF_PROVIDER, make_second

pytestmark = pytest.mark.django_db


@pytest.fixture
def applicant():
    return make_applicant()


def copied(pattern, role, by=None):
    return copying.copy(pattern, role=role, by=by or pattern.applicant, at=NOON)


def test_a_copy_in_the_other_role_says_what_both_are_asked(applicant):
    pattern = make_second(Filing.Status.SUBMITTED, by=applicant)

    copy = copied(pattern, "supporter")

    assert (copy.status, copy.role, copy.version, copy.company) == ("draft", "supporter", 2, pattern.company)
    assert {key: copy.answers[key] for key in ALGORITHM} == {key: pattern.answers[key] for key in ALGORITHM}
    assert OF_PROVIDER.keys() & copy.answers.keys() == set()
    assert [(event.act, event.detail) for event in copy.events.all()] == [("started", {"like": pattern.reference})]


def test_the_documents_come_too_but_for_the_report_of_the_other_role(applicant):
    pattern = make_second(by=applicant)

    copy = copied(pattern, "supporter")

    before = {key: document.sha256 for key, document in pattern.documents().items()}
    del before["self_assessment"]
    assert {key: document.sha256 for key, document in copy.documents().items()} == before
    assert len(pattern.documents()) == len(before) + 1


def test_a_copy_in_the_same_role_has_it_all(applicant):
    pattern = make_second(by=applicant)

    copy = copied(pattern, "provider")

    assert copy.answers == pattern.answers
    assert copy.documents().keys() == pattern.documents().keys()


def test_a_filing_on_an_older_form_is_copied_into_the_newest(applicant):
    pattern = make_filing(Filing.Status.APPROVED, by=applicant)

    copy = copied(pattern, "provider")

    assert (copy.version, copy.answers["algorithm_name"]) == (2, pattern.answers["algorithm_name"])
    assert "domain" not in copy.answers


def test_two_clicks_make_one_copy(applicant):
    pattern = make_second(by=applicant)

    assert copied(pattern, "supporter") == copied(pattern, "supporter")


def test_a_copy_that_was_written_into_is_not_given_again(applicant):
    pattern = make_second(by=applicant)
    first = copied(pattern, "supporter")
    drafting.save_answers(
        first, section="purpose", answers={"scene": "", "purpose": ""}, edition=first.edition, by=applicant, at=NOON
    )

    assert copied(pattern, "supporter") != first


def test_the_company_is_its_own_people_s_business(applicant):
    pattern = make_second(by=applicant)

    for other in (make_applicant(), make_applicant(pattern.company, role="viewer")):
        with pytest.raises(permissions.NotYours):
            copied(pattern, "supporter", other)
    assert Filing.objects.filter(role="supporter").count() == 0


def test_a_registration_is_no_pattern(applicant):
    with pytest.raises(copying.NoPattern):
        copied(make_entity_filing(by=applicant), "supporter")
