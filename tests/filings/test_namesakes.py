import pytest

from filings import drafting, namesakes
from filings.models import Filing
from tests.factories import NOON, make_applicant
from tests.filings.factories import make_draft, make_filing
from tests.filings.second import make_second

pytestmark = pytest.mark.django_db
NAME = "澜亭 AI 修复算法"


@pytest.fixture
def applicant():
    return make_applicant()


def named(by, name, role=Filing.Role.PROVIDER):
    return drafting.start(company=by.companies.get(), role=role, name=name, by=by, at=NOON)


def found(by, name, role=Filing.Role.PROVIDER):
    return namesakes.of(by.companies.get(), role=role, name=name)


@pytest.mark.parametrize("spelt", [NAME, "澜亭ＡＩ修复算法", "澜亭 ai 修复算法 ", "澜亭　AI　修复算法"])
def test_a_name_is_found_however_it_is_spelt(applicant, spelt):
    filing = named(applicant, NAME)

    assert found(applicant, spelt) == [filing]


@pytest.mark.parametrize("other", ["澜亭 AI 修复算法-1", "澜亭修复算法", ""])
def test_another_name_is_not(applicant, other):
    named(applicant, NAME), make_draft(applicant)

    assert found(applicant, other) == []


def test_the_other_role_and_another_company_have_names_of_their_own(applicant):
    named(applicant, NAME)

    assert found(applicant, NAME, Filing.Role.SUPPORTER) == []
    assert found(make_applicant(), NAME) == []


def test_a_name_that_was_refused_is_free(applicant):
    make_filing(Filing.Status.REFUSED, by=applicant, algorithm_name=NAME)

    assert found(applicant, NAME) == []


def test_a_name_that_is_taken_is_a_caution(applicant):
    first = make_filing(Filing.Status.SUBMITTED, by=applicant, algorithm_name=NAME)
    second = make_second(by=applicant, algorithm_name=NAME)

    assert namesakes.caution_of(second) == (
        f"{first.reference} has the same algorithm name. Two algorithms of one company are told apart by an ending,"
        " such as -2."
    )


def test_a_name_of_its_own_is_none(applicant):
    assert namesakes.caution_of(make_second(by=applicant)) == ""
