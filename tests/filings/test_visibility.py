import pytest

from filings import sections, visibility
from filings.models import Filing
from filings.visibility import Visibility

CONFIDENTIAL_OF_PEOPLE = {"legal_name", "officer_is_legal"}


def test_every_field_of_every_section_says_who_may_read_it():
    asked = {key for section in sections.every() for key in section.fields}

    assert {key for key in asked if visibility.of(key) == Visibility.SENSITIVE} == {
        key for key, seen in visibility.OF_FIELD.items() if seen == Visibility.SENSITIVE
    }
    known = asked | {section.name for section in sections.every() if isinstance(section, sections.ListSection)}
    files = {key.rpartition(".")[2] for key in asked}
    assert set(visibility.OF_FIELD) - known - files == set()


def test_what_tells_of_a_person_is_sensitive():
    of_people = {
        key
        for section in sections.every()
        if section.key in ("legal-representative", "officer")
        for key in section.fields
    }

    assert {key for key, seen in visibility.OF_FIELD.items() if seen == Visibility.SENSITIVE} == (
        of_people - CONFIDENTIAL_OF_PEOPLE
    )


def test_a_field_that_nobody_has_declared_is_sensitive():
    assert visibility.is_sensitive("shoe_size")


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("legal_id_number", "330106199003070031", "3301••••••••0031"),
        ("officer_id_number", "EX4471902", "EX••••••••02"),
        ("officer_id_number", "1234", "••••••••"),
        ("officer_mobile", "13900009876", "13••••••••76"),
        ("officer_name", "周算安", "••••••••"),
        ("officer_email", "zhou@lanting.example", "••••••••"),
        ("officer_name", "", ""),
        ("officer_name", None, ""),
    ],
)
def test_a_masked_answer_shows_at_most_the_ends_of_a_number_and_no_length(key, value, shown):
    assert visibility.masked(key, value) == shown


def test_a_sensitive_paper_goes_by_no_name_of_its_own():
    assert visibility.name_of("officer_employment", "周算安 999999199003070012.pdf") == "PDF document"
    assert visibility.name_of("commitment", "承诺书.pdf") == "承诺书.pdf"


def test_a_company_and_an_algorithm_are_asked_different_things():
    company, algorithm = Filing(kind="entity", role=""), Filing(role="provider")

    assert [section.key for section in sections.asked(company)] == [
        "company",
        "certificate",
        "legal-representative",
        "officer",
        "undertakings",
    ]
    assert {section.key for section in sections.asked(algorithm)} & {s.key for s in sections.asked(company)} == set()
