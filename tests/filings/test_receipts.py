import hashlib
import json

import pytest
from django.db import Error, transaction
from django.utils import translation

from filings import receipt_pdf, receipts, submission
from filings.models import Filing, Revision
from filings.receipts import Verdict
from tests.factories import NOON
from tests.filings.factories import ENTITY, FACTS, SENSITIVE, make_entity_filing, make_submitted_filing, make_verified

pytestmark = pytest.mark.django_db


def revision_of(filing) -> Revision:
    return Revision.objects.get(filing=filing)


def test_submitting_gives_a_fingerprint_over_all_that_was_frozen():
    filing = make_submitted_filing()
    frozen = revision_of(filing)
    document = frozen.documents[0]

    # Written by hand, as anybody could who knows the answers.
    said = {
        "answers": {key: value for key, value in frozen.answers.items() if key not in FACTS},
        "company": dict(FACTS),
        "declaration": {
            "language": "en",
            "text": "I declare that these answers and documents are true and complete, and that the company vouches"
            " for them.",
        },
        "documents": [
            {
                "key": "self_assessment",
                "name": "自评估报告.pdf",
                "sha256": document["sha256"],
                "size": document["size"],
            }
        ],
        "filing": filing.reference,
        "format": "algorithm-filing-receipt/1",
        "kind": "initial",
        "revision": 1,
        "role": "provider",
        "submitted_at": "2026-03-02T04:00:00+00:00",
        "submitted_by": filing.applicant.name,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert frozen.fingerprint == hashlib.sha256(text.encode()).hexdigest()


def test_the_fingerprint_stays_whatever_becomes_of_the_person_and_the_filing():
    filing = make_submitted_filing()
    filing.applicant.name = "Renamed"
    filing.applicant.save()
    Filing.objects.update(answers={})

    kept = revision_of(filing)

    assert receipts.fingerprint(receipts.statement(kept)) == kept.fingerprint


@pytest.mark.parametrize(
    "field", ["answers", "documents", "role", "number", "declaration", "submitter", "submitted_at"]
)
def test_whatever_is_changed_changes_the_fingerprint(field):
    kept = revision_of(make_submitted_filing())
    changed = {
        "answers": kept.answers | {"purpose": "别的"},
        "documents": [kept.documents[0] | {"sha256": "0" * 64}],
        "role": "supporter",
        "number": 2,
        "declaration": "Nothing.",
        "submitter": "Somebody else",
        "submitted_at": NOON.replace(minute=1),
    }
    setattr(kept, field, changed[field])

    assert receipts.fingerprint(receipts.statement(kept)) != kept.fingerprint


def test_the_declaration_is_kept_in_the_language_it_was_read_in():
    filing = make_entity_filing()

    with translation.override("zh-hans"):
        frozen = submission.submit(filing, revision=1, by=filing.applicant, at=NOON)

    assert frozen.declared_in == "zh-hans"
    assert frozen.declaration.startswith("本人声明：")


def test_canonical_json_is_sorted_dense_utf8_and_knows_no_floats():
    assert receipts.canonical({"b": [1, "中"], "a": {"d": None, "c": True}}) == (
        '{"a":{"c":true,"d":null},"b":[1,"中"]}'.encode()
    )
    with pytest.raises(TypeError):
        receipts.canonical({"a": [{"b": 1.5}]})


def test_a_revision_has_a_whole_receipt_or_none():
    by = make_verified(make_submitted_filing().company).by
    filing = make_entity_filing()

    for half in ({"code": "x"}, {"fingerprint": "0" * 64}, {"code": "x", "fingerprint": "0" * 64}):
        with pytest.raises(Error, match="revision_has_whole_receipt"), transaction.atomic():
            filing.revisions.create(number=1, answers={}, documents=[], submitted_by=by, submitted_at=NOON, **half)


def test_the_receipt_masks_personal_data_and_its_fingerprint_covers_it():
    frozen = revision_of(make_entity_filing(Filing.Status.SUBMITTED))

    said = receipts.receipt(frozen)
    text = json.dumps(said, ensure_ascii=False)

    assert [word for word in SENSITIVE if word in text] == []
    assert said["masked"] == [
        "legal_id_number",
        "legal_id_type",
        "officer_email",
        "officer_id_number",
        "officer_id_type",
        "officer_mobile",
        "officer_name",
        "officer_title",
    ]
    assert said["answers"]["legal_name"] == ENTITY["legal_name"]
    assert [each["name"] for each in said["documents"] if each["key"] == "officer_employment"] == ["••••••••"]
    assert said["fingerprint"] == {"algorithm": "SHA-256", "value": frozen.fingerprint}
    assert said["verify_at"].endswith(f"/zh-hans/receipts/{frozen.code}/")


def test_the_receipt_is_the_same_in_every_language():
    frozen = revision_of(make_entity_filing(Filing.Status.SUBMITTED))
    english = receipts.receipt(frozen)

    with translation.override("zh-hans"):
        assert receipts.receipt(frozen) == english


def test_no_two_codes_are_alike():
    codes = {revision_of(make_submitted_filing()).code for _ in range(3)}

    assert {len(code) for code in codes} == {43}
    assert len(codes) == 3


def test_a_receipt_or_a_fingerprint_is_compared_to_the_last_character():
    frozen, other = (revision_of(make_submitted_filing()) for _ in range(2))
    genuine = receipts.receipt(frozen)
    forged = genuine | {"answers": genuine["answers"] | {"purpose": "别的"}}

    said = [
        frozen.fingerprint,
        f"\u200b {frozen.fingerprint[:32].upper()}\n{frozen.fingerprint[32:]} ",
        json.dumps(genuine),
        json.dumps(genuine, indent=4, ensure_ascii=False),
        other.fingerprint,
        json.dumps(receipts.receipt(other)),
        json.dumps(forged),
    ]
    assert [receipts.compare(frozen, each) for each in said] == [Verdict.MATCHES] * 4 + [Verdict.DIFFERS] * 3


@pytest.mark.parametrize(
    "nonsense", ["hello", "0" * 63, "[1]", '{"a": NaN}', "[" * 100_000, '"\\ud800"', "{", "1.5", "9" * 5000]
)
def test_what_is_neither_is_told_so(nonsense):
    assert receipts.compare(revision_of(make_submitted_filing()), nonsense) == Verdict.UNREADABLE


# --- The PDF ---------------------------------------------------------------------------------------------------
def test_the_contents_are_in_both_languages_with_personal_data_masked():
    frozen = revision_of(make_entity_filing(Filing.Status.SUBMITTED))

    shown = receipt_pdf.contents(frozen)
    rows = {tuple(row["label"]): row["value"] for part in shown["parts"] for row in part["rows"]}

    assert shown["title"] == ["备案回执", "Receipt of a filing"]
    assert rows[("姓名", "Name")] == ["••••••••", "••••••••"]
    assert rows[("主体类型", "What the filer is")] == ["企业", "Enterprise"]
    assert [word for word in SENSITIVE if word in json.dumps(shown, ensure_ascii=False)] == []
    assert [document["sha256"] for document in shown["documents"]] == [each["sha256"] for each in frozen.documents]


def test_the_pdf_of_a_revision_is_the_same_in_every_language():
    frozen = revision_of(make_submitted_filing())

    first = receipt_pdf.pdf_of(frozen)
    with translation.override("zh-hans"):
        second = receipt_pdf.pdf_of(revision_of(frozen.filing))

    assert first[:5] == b"%PDF-"
    assert first == second


def test_what_people_write_is_never_run_as_markup():
    markup = '#panic("x") *bold* = Heading\n#import "secret.typ" $x^2$ `raw` \\ #[] ]}) // 中文'
    frozen = revision_of(make_submitted_filing(purpose=markup, algorithm_name='#read("/etc/passwd")算法'))

    pdf = receipt_pdf.pdf_of(frozen)

    assert receipt_pdf.contents(frozen)["parts"][1]["rows"][-1]["value"] == [markup, markup]
    assert pdf[:5] == b"%PDF-"


def test_a_compiler_that_is_stopped_is_told_of(monkeypatch):
    monkeypatch.setattr(receipt_pdf, "PATIENCE", 0.001)

    with pytest.raises(receipt_pdf.CannotTypeset, match="Try again, or take the JSON"):
        receipt_pdf.pdf_of(revision_of(make_submitted_filing()))
