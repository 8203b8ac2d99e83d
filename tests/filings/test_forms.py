import pytest
from django.http import QueryDict

from design.errors import problems_of
from filings.forms import AlgorithmForm
from filings.models import Filing
from filings.sections import State, asked, next_to_do, of_key
from tests.filings.factories import ANSWERS, make_attachment, make_draft, make_filing

FILING = Filing(role="provider", reference="F-2026-000001")
ALGORITHM = {key: ANSWERS[key] for key in ("algorithm_name", "domain", "purpose")} | {"role": "provider"}


def sent(form, data, filing=FILING):
    posted = QueryDict(mutable=True)
    for key, value in data.items():
        posted.setlist(key, value if isinstance(value, list) else [value])
    return form.sent(filing, {}, posted)


def problems(form):
    return [(problem.target, problem.text) for problem in problems_of(form)]


def test_each_empty_answer_is_asked_for_by_name():
    assert problems(sent(AlgorithmForm, {})) == [
        ("id_algorithm_name", "Enter the algorithm name"),
        ("id_role_0", "Select your role"),
        ("id_domain_0", "Select what the algorithm generates or edits"),
        ("id_purpose", "Enter the main purpose"),
    ]


@pytest.mark.parametrize(
    ("form", "wrong", "sentence"),
    [
        (AlgorithmForm, ALGORITHM | {"algorithm_name": "法"}, "The algorithm name must be 2 characters or more"),
        (AlgorithmForm, ALGORITHM | {"algorithm_name": "长" * 61}, "The algorithm name must be 60 characters or fewer"),
        (AlgorithmForm, ALGORITHM | {"domain": ["poems"]}, "Select what the algorithm generates or edits"),
        (AlgorithmForm, ALGORITHM | {"role": "reader"}, "Select your role"),
        (AlgorithmForm, ALGORITHM | {"purpose": "长" * 201}, "The main purpose must be 200 characters or fewer"),
        (AlgorithmForm, ALGORITHM | {"algorithm_name": "澜\x00亭"}, "Null characters are not allowed."),
    ],
)
def test_each_wrong_answer_is_told_in_a_sentence(form, wrong, sentence):
    assert [text for _target, text in problems(sent(form, wrong))] == [sentence]


def test_a_line_break_counts_as_one_character():
    assert sent(AlgorithmForm, ALGORITHM | {"purpose": "\r\n".join(["长"] * 100)}).is_valid()


def test_a_role_that_does_not_exist_is_not_saved():
    assert "role" not in sent(AlgorithmForm, ALGORITHM | {"role": "reader"}).answers()


def test_each_role_is_asked_what_concerns_it():
    assert [section.key for section in asked(Filing(role="provider"))] == [
        "algorithm",
        "documents",
        "products",
    ]
    assert [section.key for section in asked(Filing(role="supporter"))] == ["algorithm", "documents"]


def states(filing):
    return [section.state(filing, filing.documents()) for section in asked(filing)]


@pytest.mark.django_db
def test_sections_tell_whether_they_are_begun_and_done():
    filing = make_draft()
    assert states(filing) == [State.NOT_STARTED] * 3

    filing.answers = {"algorithm_name": "澜亭算法", "products": ANSWERS["products"]}
    make_attachment(filing)
    assert states(filing) == [State.IN_PROGRESS, State.COMPLETED, State.COMPLETED]


@pytest.mark.django_db
def test_the_next_section_to_do_comes_after_this_one_and_then_from_the_top():
    filing = make_filing(algorithm_name="", products=[])
    documents = filing.documents()

    assert next_to_do(filing, documents, after=of_key(filing, "documents")) == of_key(filing, "products")
    assert next_to_do(filing, documents, after=of_key(filing, "products")) == of_key(filing, "algorithm")
    filing.answers = dict(ANSWERS)
    assert next_to_do(filing, documents, after=of_key(filing, "algorithm")) is None
