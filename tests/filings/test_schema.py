"""The JSON Schema of the form: it fits every revision, and nothing that is wrong."""

import copy
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from jsonschema import Draft202012Validator

from filings import rows, schema
from filings.models import Filing
from tests.filings.factories import make_entity_filing, make_filing
from tests.filings.published import make_cancellation, make_change, make_published
from tests.filings.second import OF_PROVIDER, make_second
from tests.filings.views.pages import text_of

pytestmark = pytest.mark.django_db
PROVIDER, SUPPORTER = Filing.Role.values
NAMES = [
    "entity--1",
    "initial-provider-1",
    "initial-supporter-1",
    "initial-provider-2",
    "initial-supporter-2",
    "change-provider-2",
    "change-supporter-2",
    "cancellation-provider-1",
    "cancellation-supporter-1",
]


def faults_in(document):
    served = schema.of(document["kind"], document["role"], document["version"])
    return [error.json_path for error in Draft202012Validator(served).iter_errors(document)]


def frozen(filing):
    return schema.described(filing.revisions.get())


def test_there_is_one_for_each_kind_role_and_version():
    assert [schema.name_of(*each) for each in schema.all_named()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema_and_names_itself(name):
    served = json.loads(schema.text_of(name))

    Draft202012Validator.check_schema(served)
    assert served["$id"] == f"urn:algorithm-filing:schema:{name}"


@pytest.mark.parametrize("make", [make_filing, make_second])
@pytest.mark.parametrize("role", [PROVIDER, SUPPORTER])
def test_a_revision_of_an_algorithm_validates(make, role):
    assert faults_in(frozen(make(Filing.Status.SUBMITTED, role=role))) == []


@pytest.mark.parametrize("changed", [{}, {"officer_is_legal": "yes"}, {"certificate_term": "no_end", "website": ""}])
def test_a_revision_of_a_company_validates(changed):
    assert faults_in(frozen(make_entity_filing(Filing.Status.SUBMITTED, **changed))) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"technology": ["text"]},
        {"launch_status": "not_launched"},
        {"risks": ["other"], "against_other": "隔离运行。"},
        {
            "models": [
                {"row": "0e000001", "name": "基座", "origin": "own", "structure": "网络", "update_frequency": "每月"}
            ]
        },
        {"products": [{**OF_PROVIDER["products"][0], "permit": "none"}]},
    ],
)
def test_a_revision_validates_whatever_its_answers_make_needless(changed):
    assert faults_in(frozen(make_second(Filing.Status.SUBMITTED, **changed))) == []


@pytest.mark.parametrize("make", [make_filing, make_second])
@pytest.mark.parametrize("role", [PROVIDER, SUPPORTER])
def test_a_change_and_a_cancellation_of_any_version_validate(make, role):
    published = make_published(make=make, role=role)

    assert faults_in(frozen(make_change(Filing.Status.SUBMITTED, published, scene="用户上传旧照。"))) == []
    Filing.objects.filter(amends=published).update(status=Filing.Status.WITHDRAWN)
    assert faults_in(frozen(make_cancellation(Filing.Status.SUBMITTED, published))) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"purpose": ""},
        {"purpose": "长" * 1001},
        {"changed_sections": []},
        {"changed_sections": ["nonsense"]},
        {"change_reason": ""},
        {"changed_on": "27.3.2026"},
        {"nonsense": "何物"},
    ],
)
def test_what_a_change_opens_is_right(answers):
    document = frozen(make_change(Filing.Status.SUBMITTED))

    assert faults_in(change(document, **answers)) != []


def test_what_a_change_does_not_open_is_as_it_was_approved():
    document = frozen(make_change(Filing.Status.SUBMITTED))
    document["documents"] = []

    assert faults_in(change(document, risks=[], log_months=5)) == []
    assert set(faults_in(change(document, changed_sections=["documents"]))) == {"$.documents"}


def test_a_cancellation_that_misses_an_answer_does_not_validate():
    document = frozen(make_cancellation(Filing.Status.SUBMITTED))

    assert faults_in(change(document, refunds="")) == ["$.answers.refunds"]
    assert faults_in(change(document, cause="nonsense")) == ["$.answers.cause"]


def change(document, **answers):
    wrong = copy.deepcopy(document)
    wrong["answers"] |= answers
    return wrong


@pytest.fixture
def document():
    return frozen(make_second(Filing.Status.SUBMITTED))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("algorithm_name", "长" * 61),
        ("algorithm_name", ""),
        ("technology", ["nonsense"]),
        ("technology", []),
        ("launched_on", "27.3.2026"),
        ("launched_on", ""),
        ("user_count", "12000"),
        ("log_months", 5),
        ("against_misuse", ""),
        ("against_other", "没有选择这一项"),
        ("products", []),
        ("models", [{"row": "0e000001", "name": "基座"}]),
        ("service_modes", ["api"]),
        ("nonsense", "何物"),
    ],
)
def test_a_wrong_answer_does_not_validate(document, key, value):
    assert faults_in(change(document, **{key: value})) != []


def test_what_a_section_asks_is_there_if_and_only_if_it_is_asked(document):
    without = copy.deepcopy(document)
    del without["answers"]["consent_prompt"]

    assert faults_in(without) == ["$.answers"]
    assert faults_in(change(document, technology=["text"])) == ["$.answers"]


@pytest.mark.parametrize("key", ["self_assessment", "security_assessment"])
def test_a_document_that_is_asked_for_is_there(document, key):
    document["documents"] = [each for each in document["documents"] if each["key"] != key]

    assert faults_in(document) == ["$.documents"]


def test_a_document_that_nobody_asks_for_does_not_validate(document):
    document["documents"][0]["key"] = rows.key_of_file("nonsense", "0e000001")

    assert "$.documents[0].key" in faults_in(document)


def test_each_question_has_its_words_in_both_languages_and_who_may_read_it():
    asked = schema.of("initial", PROVIDER, 2)["properties"]["answers"]["properties"]["purpose"]

    assert asked["title"] == "Main purpose"
    assert asked["x-title-zh-Hans"] == "主要用途"
    assert asked["x-visibility"] == "public"


# --- Command and pages -----------------------------------------------------------------------------------------
def test_the_command_prints_what_is_served(client):
    out = StringIO()
    call_command("filing_schema", "initial", role=PROVIDER, stdout=out)

    served = client.get(reverse("filings:schema", args=["initial-provider-2"]))
    assert out.getvalue() == served.content.decode()
    assert served["Content-Type"] == "application/schema+json; charset=utf-8"


def test_the_command_says_which_there_are():
    with pytest.raises(CommandError, match=r"^There is no schema initial--2\. There are entity--1, "):
        call_command("filing_schema", "initial")


def test_everybody_may_read_the_list(client):
    page = client.get("/filings/schema/")

    assert "initial-supporter-1.json" in text_of(page)
    assert 'href="/filings/schema/entity--1.json"' in page.content.decode()


def test_a_schema_that_was_fetched_is_not_sent_twice(client):
    there = "/filings/schema/initial-provider-2.json"
    first = client.get(there)

    assert first["Cache-Control"] == "public, max-age=3600"
    assert client.get(there, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_there_is_no_schema_of_a_version_that_is_not(client):
    assert client.get("/filings/schema/initial-provider-9.json").status_code == 404
