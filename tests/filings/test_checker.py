"""The rules of the checker: each finds what it says, and nothing where there is nothing to find."""

from datetime import date

import pytest
from django.utils import translation

from filings import document_texts, submission
from filings.checker import checking
from filings.checker.rules import RULES
from filings.models import Filing
from tests.factories import NOON
from tests.filings.factories import make_attachment, make_entity_filing, make_filing
from tests.filings.second import ALGORITHM, OF_PROVIDER, VENDOR_NUMBER, make_second, make_second_draft
from tests.registry.factories import make_entry

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
PRODUCT, MODEL = OF_PROVIDER["products"][0], ALGORITHM["models"][0]
# What a paper has beside what is looked for; a few lines alone are no text to speak of.
REST = "本段逐项说明算法的流程、数据、模型与策略。" * 10
REPORT = REST + (
    "算法安全自评估报告。算法名称：澜亭老照片修复算法。产品：澜亭影像，服务形式为网站和APP。用户数量：1.2万。"
    "本报告说明算法的流程、数据、模型、干预策略与结果标识。"
)
PUBLISHED = (
    REST + "拟公示内容。算法名称：澜亭老照片修复算法。算法基本原理、运行机制、应用场景与目的意图见下文，逐项说明如下。"
)


@pytest.fixture(autouse=True)
def papers(monkeypatch):
    """What the documents say, by the key of the field that each answers; None of one without text."""
    said: dict[str, str | None] = {"self_assessment": REPORT, "publication": PUBLISHED}
    sums: dict[str, str] = {}

    def of(sha256s):
        return {each: said.get(sums.get(each, "")) for each in sha256s}

    monkeypatch.setattr(document_texts, "of", of)
    said_of = {"texts": said, "sums": sums}
    return said_of


def found(filing, papers, today=TODAY):
    """What is found, as (rule, field, row)."""
    documents = filing.documents()
    for n, (key, document) in enumerate(sorted(documents.items())):
        document.sha256 = f"{n:064x}"  # all that the factories make are one file
        papers["sums"][document.sha256] = key
    return [(each.rule.key, each.field, each.row) for each in checking.check(filing, documents, today=today)]


def without_suppliers(findings):
    return [each for each in findings if each[0] != "supplier-unknown"]


# --- Nothing to find -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", Filing.Role.values)
def test_a_good_filing_whose_supplier_is_listed_has_nothing_to_find(papers, role):
    make_entry(number=VENDOR_NUMBER)

    assert found(make_second(role=role), papers) == []


def test_an_empty_draft_has_nothing_to_find(papers):
    assert found(make_second_draft(), papers) == []


def test_a_company_s_own_details_have_nothing_to_find(papers):
    assert found(make_entity_filing(), papers) == []


def test_a_filing_on_the_first_form_is_checked_by_the_same_rules(papers):
    filing = make_filing(algorithm_name="澜亭修复", purpose="请填写用途")

    assert found(filing, papers) == [
        ("name-in-papers", "self_assessment", ""),
        ("name-ending", "algorithm_name", ""),
        ("left-over", "purpose", ""),
    ]


# --- Answers alone ---------------------------------------------------------------------------------------------
LONG = "这一段文字同时用来回答两个不同的问题，因此会被发现。"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"algorithm_name": "澜亭修复"}, ("name-ending", "algorithm_name", "")),
        ({"output_formats": "PNG、MP4"}, ("format-of-no-kind", "output_formats", "")),
        ({"input_formats": "jpg, wav"}, ("format-of-no-kind", "input_formats", "")),
        ({"output_modalities": ["image", "video"]}, ("kind-without-format", "output_formats", "")),
        (
            {"products": [{**PRODUCT, "permit_holder": "杭州别家科技有限公司"}]},
            ("permit-holder", "products.permit_holder", "a0000001"),
        ),
        ({"models": [{**MODEL, "vendor_number": ""}]}, ("supplier-evidence", "models.vendor_number", "0e000001")),
        ({"late_reason": "", "launched_on": "2026-01-05"}, ("late-without-reason", "late_reason", "")),
        ({"late_reason": "补办。", "launched_on": "2026-01-05"}, ("late", "launched_on", "")),
        (
            {"launch_status": "not_launched", "launched_on": "", "user_count": 0},
            ("launch-contradicted", "launch_status", ""),
        ),
        ({"products": [{**PRODUCT, "status": "planned"}]}, ("launch-contradicted", "launch_status", "")),
        ({"user_count": 12001}, ("users-contradicted", "user_count", "")),
        ({"scope": "。。。——"}, ("blank-text", "scope", "")),
        ({"scope": "啊啊啊啊啊啊"}, ("blank-text", "scope", "")),
        ({"scope": "仅用于XXX场景"}, ("left-over", "scope", "")),
        ({"facilities": "Lorem ipsum dolor"}, ("left-over", "facilities", "")),
        ({"introduction": "此处填写算法简介"}, ("left-over", "introduction", "")),
        (
            {"explicit_label": "图片右下角显示“AI 生成”字样，高度不低于短边的 5%。"},
            ("copied-example", "explicit_label", ""),
        ),
        ({"scope": LONG, "facilities": LONG}, ("copied-text", "scope", "")),
        (
            {"functions": [{**OF_PROVIDER["functions"][0], "introduction": "待填写"}]},
            ("left-over", "functions.introduction", "f0000001"),
        ),
    ],
)
def test_each_rule_finds_what_it_looks_for(papers, changed, expected):
    assert expected in found(make_second(**changed), papers)


@pytest.mark.parametrize(
    "changed",
    [
        {"algorithm_name": "澜亭老照片修复算法-2"},
        {"output_formats": "png 与 .JPEG，或 CR3"},
        {"output_modalities": ["image", "text"]},
        {"products": [{**PRODUCT, "permit_holder": "杭州澜亭影像科技有限公司 "}]},
        {"products": [{**PRODUCT, "permit": "none", "permit_number": "", "permit_holder": ""}]},
        {"late_reason": "", "launched_on": "2026-02-13"},
        {"scope": "无", "facilities": "无"},
        {"served": ALGORITHM["served"], "scope": ALGORITHM["served"]},
        {"functions": [{**OF_PROVIDER["functions"][0], "row": row} for row in ("f0000001", "f0000002")]},
    ],
)
def test_no_rule_finds_more_than_it_looks_for(papers, changed):
    if name := changed.get("algorithm_name"):
        papers["texts"] |= {key: str(text).replace("澜亭老照片修复算法", name) for key, text in papers["texts"].items()}

    assert without_suppliers(found(make_second(**changed), papers)) == []


def test_the_tenth_working_day_is_in_time_and_the_next_is_late(papers):
    """2026-02-13 is followed by the holidays up to the 23rd and by two make-up days, on the 14th and the 28th."""
    filing = make_second(late_reason="", launched_on="2026-02-13")

    assert ("late-without-reason", "late_reason", "") not in found(filing, papers, date(2026, 3, 5))
    assert ("late-without-reason", "late_reason", "") in found(filing, papers, date(2026, 3, 6))


def test_a_return_does_not_make_a_filing_late(papers):
    filing = make_second(Filing.Status.RETURNED, late_reason="", launched_on="2026-02-25")

    assert without_suppliers(found(filing, papers, date(2026, 6, 1))) == []


def test_answers_that_the_role_is_not_asked_for_are_not_looked_at(papers):
    filing = make_second(role=Filing.Role.SUPPORTER)
    filing.answers["products"] = [{**PRODUCT, "permit_holder": "别家"}]

    assert without_suppliers(found(filing, papers)) == []


# --- Documents -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["self_assessment", "publication"])
def test_a_paper_that_bears_another_name_is_found(papers, key):
    papers["texts"][key] = str(papers["texts"][key]).replace("老照片", "旧照片")

    assert without_suppliers(found(make_second(), papers)) == [("name-in-papers", key, "")]


def test_spaces_breaks_and_width_make_no_other_name(papers):
    papers["texts"]["publication"] = PUBLISHED.replace("澜亭老照片", "澜亭 老\n照片")

    assert without_suppliers(found(make_second(), papers)) == []


@pytest.mark.parametrize("text", [None, "", "第 1 页", "自评估报告扫描件" * 20])
def test_a_scan_without_text_only_warns(papers, text):
    papers["texts"]["self_assessment"] = text

    assert without_suppliers(found(make_second(), papers)) == [("paper-unreadable", "self_assessment", "")]


def test_products_that_the_report_does_not_mention_are_found(papers):
    papers["texts"]["self_assessment"] = REPORT.replace("澜亭影像", "某产品").replace("APP", "小程序")

    assert without_suppliers(found(make_second(), papers)) == [
        ("products-in-report", "products.name", "a0000001"),
        ("products-in-report", "products.forms", "a0000001"),
    ]


@pytest.mark.parametrize(("said", "fits"), [("12000", True), ("12,000", True), ("1.2万", True), ("3万", False)])
def test_the_number_of_users_is_that_of_the_report(papers, said, fits):
    papers["texts"]["self_assessment"] = REPORT.replace("1.2万", said)

    expected = [] if fits else [("users-contradicted", "user_count", "")]
    assert without_suppliers(found(make_second(), papers)) == expected


def test_what_is_left_over_in_a_paper_is_found(papers):
    papers["texts"]["publication"] = PUBLISHED + "负责人：XXX"

    assert without_suppliers(found(make_second(), papers)) == [("left-over-in-papers", "publication", "")]


@pytest.mark.parametrize("label", ["explicit_label", "implicit_label"])
def test_a_label_without_its_screenshot_is_found(papers, label):
    filing = make_second()
    filing.attachments.filter(key=f"{label}_screenshot").delete()

    assert without_suppliers(found(filing, papers)) == [("label-screenshots", f"{label}_screenshot", "")]


def test_a_supplier_without_a_contract_is_found(papers):
    filing = make_second()
    filing.attachments.filter(key="model_contract-0e000001").delete()

    assert without_suppliers(found(filing, papers)) == [("supplier-evidence", "models.model_contract", "0e000001")]


# --- The registry and the company's others -----------------------------------------------------------------------
def test_a_number_that_the_registry_does_not_list_warns(papers):
    assert found(make_second(), papers) == [("supplier-unknown", "models.vendor_number", "0e000001")]


def test_a_number_that_is_cancelled_stops(papers):
    make_entry(number=VENDOR_NUMBER, status="cancelled", cancelled_on=TODAY)

    assert found(make_second(), papers) == [("supplier-cancelled", "models.vendor_number", "0e000001")]


@pytest.mark.parametrize(("status", "taken"), [(Filing.Status.SUBMITTED, True), (Filing.Status.REFUSED, False)])
def test_a_name_is_given_once_in_a_company(papers, status, taken):
    first = make_second(status)

    second = make_second(by=first.applicant)

    expected = [("name-taken", "algorithm_name", "")] if taken else []
    assert without_suppliers(found(second, papers)) == expected


def test_another_company_may_have_the_name(papers):
    make_second(Filing.Status.SUBMITTED)

    assert without_suppliers(found(make_second(), papers)) == []


# --- Submission ------------------------------------------------------------------------------------------------
def submit(filing):
    return submission.submit(filing, revision=1, by=filing.applicant, at=NOON)


def test_what_stops_the_submission_stops_it():
    filing = make_second(scope="仅用于XXX场景")

    with pytest.raises(submission.FaultsFound) as refused:
        submit(filing)

    assert str(refused.value) == (
        "Correct this first. Scope of application: “XXX” looks left over from a template. Write what belongs there."
    )
    assert filing.revisions.count() == 0


def test_a_late_filing_is_submitted_with_its_reason_and_not_without():
    with pytest.raises(submission.FaultsFound):
        submit(make_second(late_reason="", launched_on="2026-01-05"))

    revision = submit(make_second(late_reason="补办。", launched_on="2026-01-05"))
    assert "late" in [each["rule"] for each in revision.findings]


def test_what_only_warns_is_frozen_with_the_revision_in_both_languages():
    revision = submit(make_second(algorithm_name="澜亭修复"))

    ending = next(each for each in revision.findings if each["rule"] == "name-ending")
    assert {**ending, "says": set(ending["says"])} == {
        "rule": "name-ending",
        "severity": "warns",
        "field": "algorithm_name",
        "row": "",
        "says": {"en", "zh-hans"},
    }
    assert ending["says"]["en"] != ending["says"]["zh-hans"]


def test_frozen_findings_name_the_row_and_are_told_in_the_reader_s_language():
    revision = submit(make_second())

    english = [each for each in checking.of_revision(revision) if each.of.startswith("Model")]
    assert [(each.of, each.stops) for each in english] == [
        ("Model 1 · Filing number of the supplier's algorithm", False)
    ]
    with translation.override("zh-hans"):
        assert [each.says for each in checking.of_revision(revision)] != [each.says for each in english]


# --- The list of rules -----------------------------------------------------------------------------------------
def test_each_rule_has_a_key_of_its_own():
    assert len({rule.key for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_rule_says_in_both_languages_what_it_asks_and_why(rule):
    english = [str(rule.asks), str(rule.because)]
    with translation.override("zh-hans"):
        chinese = [str(rule.asks), str(rule.because)]

    assert all(english)
    assert [a for a, b in zip(english, chinese, strict=True) if a == b] == []


def test_a_filing_with_an_attachment_of_a_former_answer_is_not_judged_by_it(papers):
    filing = make_second(models=[{**MODEL, "origin": "own", "vendor": "", "vendor_number": ""}])
    make_attachment(filing, "model_contract-0e000001")

    assert found(filing, papers) == []


# --- Drafts ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["", "乱写", "12,0", [], ["2026", "", "x"], [""], 0, None])
def test_a_draft_is_checked_whatever_was_typed_into_it(papers, typed):
    filing = make_second()
    rows = {"products", "functions", "models", "datasets", "evidence"}
    filing.answers = {
        key: [{"row": "0a000001", **dict.fromkeys(value[0].keys() - {"row"}, typed)}] if key in rows else typed
        for key, value in filing.answers.items()
    }

    assert isinstance(found(filing, papers), list)
