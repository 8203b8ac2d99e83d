"""A published filing is changed or cancelled by another, which begins with what was approved last."""

from datetime import date

import pytest

from accounts.permissions import NotYours
from audit.trail import Refused
from filings import (
    amendment,
    cautions,
    changing,
    comparison,
    copying,
    corrections,
    drafting,
    namesakes,
    papers,
    receipts,
    remarks,
    sections,
    submission,
    withdrawal,
)
from filings.checker import checking
from registry.amendment import cancel
from registry.models import Entry
from tests.factories import NOON, make_applicant, make_staff
from tests.filings.factories import answer, make_attachment, make_filing
from tests.filings.published import (
    NEW_PURPOSE,
    make_cancellation,
    make_change,
    make_published,
    start,
)
from tests.filings.second import make_second
from tests.together import at_once

pytestmark = pytest.mark.django_db


def keys(filing):
    return [section.key for section in sections.asked(filing)]


def submit(filing):
    return submission.submit(filing, revision=submission.next_revision(filing), by=filing.applicant, at=NOON)


def refusal_of(act, *given, **more):
    with pytest.raises(Refused) as refusal:
        act(*given, **more)
    return str(refusal.value)


def test_a_change_begins_with_what_was_approved_last_and_asks_only_what_is_ticked():
    published = make_published()

    change = start(published)

    said = published.revisions.get()
    assert (change.kind, change.amends, change.base, change.role, change.version) == (
        "change",
        published,
        said,
        "provider",
        2,
    )
    assert change.answers["purpose"] == said.answers["purpose"]
    assert {key: document.sha256 for key, document in change.documents().items()} == {
        document["key"]: document["sha256"] for document in said.documents
    }
    assert keys(change) == ["what-changes", "public-remark"]
    answer(change, {"changed_sections": ["purpose", "products"]})
    assert keys(change) == ["what-changes", "purpose", "products", "functions", "public-remark"]


def test_the_first_version_of_the_form_is_taken_over_to_the_newest():
    published = make_published(make=make_filing)

    change = make_change("submitted", published, scene="用户上传旧照。")

    said = change.revisions.get().answers
    assert (change.version, said["purpose"], said["domain"]) == (2, NEW_PURPOSE, ["image"])
    parts = comparison.of_revisions(change.revisions.get(), change.base)
    assert [answer.key for part in parts for answer in part.answers if answer.before is not None] == [
        "scene",
        "purpose",
    ]


def test_two_clicks_start_one_change():
    published = make_published()

    assert start(published) == start(published)


def test_what_is_not_published_or_not_in_force_is_not_changed():
    approved, cancelled = make_second("approved"), make_published(make=make_filing)
    cancel(Entry.objects.get(), on=date(2026, 3, 1), reason="", by=None, at=NOON)
    words = "Only a filing that is published and in force is changed or cancelled."

    assert [refusal_of(start, filing) for filing in (approved, cancelled)] == [words, words]


def test_writers_of_the_company_start_it():
    published = make_published()
    editor, viewer = make_applicant(published.company, "editor"), make_applicant(published.company, "viewer")

    with pytest.raises(NotYours):
        start(published, by=viewer)
    assert start(published, by=editor).applicant == editor


def test_the_revision_says_everything_and_only_what_was_opened_differs():
    published = make_published()

    change = make_change("submitted", published)

    before, after = published.revisions.get(), change.revisions.get()
    assert {key for key in before.answers if before.answers[key] != after.answers[key]} == {"purpose"}
    assert after.answers["purpose"] == NEW_PURPOSE
    assert sorted((paper["key"], paper["sha256"]) for paper in after.documents) == sorted(
        (paper["key"], paper["sha256"]) for paper in before.documents
    )


def test_what_was_typed_into_a_section_and_then_not_opened_is_as_published():
    published = make_published()
    change = make_change("draft", published, changed_sections=["purpose", "introduction", "documents"], scope="别的。")
    change.attachments.filter(key="self_assessment").update(replaced_at=NOON)
    make_attachment(change, content=b"%PDF-1.4 another report")
    answer(change, {"changed_sections": ["purpose"]})

    submit(change)

    before, after = published.revisions.get(), change.revisions.get()
    assert after.answers["scope"] == before.answers["scope"]
    assert {paper["sha256"] for paper in after.documents} == {paper["sha256"] for paper in before.documents}


def test_a_change_that_changes_nothing_is_refused():
    published = make_published()
    change = make_change("draft", published, purpose=published.answers["purpose"])

    assert refusal_of(submit, change) == (
        "Nothing differs from what is published. Change an answer, or leave this filing."
    )


def test_another_document_alone_is_a_change():
    change = make_change("draft", changed_sections=["documents"])
    change.attachments.filter(key="self_assessment").update(replaced_at=NOON)
    make_attachment(change, content=b"%PDF-1.4 another report")

    submit(change)

    assert change.status == "submitted"


def test_the_role_stays():
    change = make_change(changed_sections=["algorithm"])

    words = refusal_of(
        drafting.save_answers,
        change,
        section="algorithm",
        answers={"role": "supporter"},
        edition=change.edition,
        by=change.applicant,
        at=NOON,
    )

    assert words == "A change keeps the role. File the algorithm in the other role as a filing of its own."


def test_one_amendment_at_a_time_is_with_the_offices():
    published = make_published()
    change, cancellation = make_change("draft", published), make_cancellation("draft", published)
    submit(change)

    assert refusal_of(submit, cancellation) == (
        f"{change.reference} is with the office already. Wait for its decision, or withdraw it first."
    )
    withdrawal.withdraw(change, reason="并入注销。", by=change.applicant, at=NOON)
    submit(cancellation)
    assert cancellation.status == "submitted"


@pytest.mark.django_db(transaction=True)
def test_of_a_change_and_a_cancellation_submitted_at_once_one_is_refused():
    published = make_published()
    filings = [make_change("draft", published), make_cancellation("draft", published)]

    results = at_once(*[lambda filing=filing: submit(filing) for filing in filings])

    assert sum(isinstance(result, changing.UnderWay) for result in results) == 1
    assert published.amendments.filter(status="submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_start_one_change():
    published = make_published()
    editor = make_applicant(published.company, "editor")

    first, second = at_once(lambda: start(published), lambda: start(published, by=editor))

    assert first == second


def test_a_returned_change_is_corrected_and_submitted_again():
    change = make_change("submitted")
    amendment.reopen(change, reason="请补充。", by=make_staff("reviewer"), at=NOON)

    answer(change, {"purpose": NEW_PURPOSE + "不含动画。"})
    submit(change)

    assert change.revisions.count() == 2


def test_the_next_change_begins_with_the_one_that_was_approved():
    published = make_published()
    change = make_change("approved", published)
    publish_change(change)

    assert start(published).base == change.revisions.get()


def publish_change(change):
    """As if the change had been published: the entry says what it said."""
    entry = changing.entry_of(change)
    Entry.objects.filter(pk=entry.pk).update(purpose=change.answers["purpose"])


@pytest.mark.parametrize(
    ("changed", "remark"),
    [
        ({"purpose": NEW_PURPOSE}, "变更内容：主要用途变更"),
        ({"purpose": NEW_PURPOSE, "scene": "用户上传旧照。"}, "变更内容：主要用途变更"),
        (
            {"changed_sections": ["algorithm"], "algorithm_name": "澜亭旧照修复算法"},
            "原算法名称“澜亭老照片修复算法”变更为“澜亭旧照修复算法”",
        ),
        ({"changed_sections": ["introduction"], "scope": "仅用于影像。"}, None),
    ],
)
def test_the_public_remark_is_suggested_in_the_words_of_the_lists(changed, remark):
    filing = start(make_published())
    answer(filing, {"changed_sections": ["purpose"]} | changed)

    suggested = remarks.suggested(filing, "杭州澜亭影像科技有限公司")

    assert suggested == remark if remark else suggested.startswith("变更内容：")


def test_products_that_come_and_go_and_a_new_name_of_the_company_are_in_the_remark():
    published = make_published()
    filing = start(published)
    product = {**published.answers["products"][0], "row": "a0000002", "name": "澜亭助手", "forms": ["mini_program"]}
    answer(filing, {"changed_sections": ["products"], "products": [product]})

    assert remarks.suggested(filing, "安徽澜亭影像科技有限公司") == (
        "原主体名称“杭州澜亭影像科技有限公司”变更为“安徽澜亭影像科技有限公司”；"
        "变更内容：新增产品“澜亭助手（小程序）”、删除产品“澜亭影像（网站、APP）”"
    )


def test_a_late_change_and_a_late_cancellation_are_told_and_accepted():
    said = {"changed_on": "2026-02-27", "ended_on": "2026-02-27"}

    assert cautions.of_amendment(said, today=date(2026, 3, 12)) == []
    assert cautions.of_amendment(said, today=date(2026, 3, 13)) == [
        "The change was on 27 February 2026: it was to be filed by 12 March 2026."
    ]
    assert cautions.of_amendment({"ended_on": "2026-02-27"}, today=date(2026, 3, 27)) == [
        "The service ended on 27 February 2026: it was to be cancelled by 26 March 2026."
    ]


def test_a_cancellation_asks_one_section_and_bears_the_name_of_the_algorithm():
    filing = make_cancellation("submitted")

    assert (keys(filing), filing.title) == (["end-of-service"], "澜亭老照片修复算法")
    assert filing.revisions.get().answers["algorithm_name"] == "澜亭老照片修复算法"


@pytest.mark.parametrize(
    ("proposed", "remark"),
    [("", "已注销：服务终止（2026年2月27日）"), ("已注销，服务并入墨影。", "已注销，服务并入墨影。")],
)
def test_the_remark_of_a_cancellation_is_the_usual_one_unless_another_is_proposed(proposed, remark):
    filing = make_cancellation("submitted", end_remark=proposed)

    assert remarks.of_cancellation(filing.revisions.get().answers) == remark


def found_in(filing):
    found = checking.check(filing, filing.documents(), today=NOON.date())
    return [(finding.rule.key, finding.field) for finding in found]


def test_the_checker_looks_at_what_a_change_opens_and_at_nothing_else():
    change = answer(make_change(), {"scope": "仅用于XXX场景"})

    assert found_in(change) == []
    answer(change, {"changed_sections": ["purpose", "introduction"]})
    assert found_in(change) == [("left-over", "scope")]
    assert "looks left over from a template" in refusal_of(submit, change)


def test_a_change_of_the_name_is_not_taken_for_a_namesake_of_what_it_changes():
    change = make_change(changed_sections=["algorithm"])

    assert found_in(change) == []
    assert namesakes.caution_of(change) == ""
    other = make_second("submitted", by=change.applicant)
    assert found_in(change) == [("name-taken", "algorithm_name")]
    assert other.reference in namesakes.caution_of(change)
    withdrawal.withdraw(other, reason="不再上线。", by=change.applicant, at=NOON)
    assert (found_in(change), namesakes.caution_of(change)) == ([], "")


@pytest.mark.parametrize("make", [make_change, make_cancellation])
def test_each_has_its_receipt(make):
    revision = make("submitted").revisions.get()

    assert receipts.receipt(revision)["kind"] == revision.filing.kind
    assert receipts.compare(revision, receipts.fingerprint(receipts.statement(revision))) == "matches"


def test_what_amends_another_is_no_pattern_for_a_copy():
    change = make_change()

    words = refusal_of(copying.copy, change, role="provider", by=change.applicant, at=NOON)

    assert words == "Only the first filing of an algorithm can be copied."


def test_a_document_that_is_put_back_is_the_one_that_the_change_began_with():
    change = make_change(changed_sections=["documents", "purpose"])
    begun_with = change.documents()["self_assessment"].uuid
    change.attachments.filter(key="self_assessment").update(replaced_at=NOON)
    make_attachment(change, content=b"%PDF-1.4 another report")
    answer(change, {"changed_sections": ["purpose"]})

    frozen = submit(change)

    assert [each["uuid"] for each in frozen.documents if each["key"] == "self_assessment"] == [str(begun_with)]


def test_a_comment_on_a_change_is_answered_before_it_is_submitted_again():
    change = make_change("submitted")
    question = corrections.Question("purpose", "请写明素材来源。", make_staff("reviewer"))
    amendment.reopen(change, reason="请补充。", comments=[question], by=question.by, at=NOON)

    words = refusal_of(submit, change)

    assert words == "1 comment has no answer yet. Answer it, then submit again."
    comment = change.revisions.get().comments.get()
    corrections.answer(comment, answer="fixed", edition=change.edition, by=change.applicant, at=NOON)
    change.refresh_from_db()
    assert submit(change).number == 2


def test_a_draft_of_a_change_differs_from_its_earlier_revision_in_what_it_opens_alone():
    change = make_change("returned")
    answer(change, {"purpose": NEW_PURPOSE + "不含动画。", "public_remark": "变更内容：主要用途再次变更"})
    first, now = change.revisions.get(), comparison.answers.summary(change)

    parts = comparison.of_draft(change, now, first, {key: first.answers[key] for key in comparison.answers.FACTS})
    documents = comparison.documents_of_draft(change, papers.of_filing(change, change.documents()), first)

    differs = [each.key for part in parts for each in part.answers if each.has_changed]
    assert [key for key in differs if key not in comparison.answers.FACTS] == ["purpose", "public_remark"]
    assert documents == []


def test_a_product_that_a_change_takes_out_is_shown_as_gone():
    published = make_published()
    change = start(published)
    product = {**published.answers["products"][0], "row": "a0000002", "name": "澜亭助手"}
    answer(change, {"changed_sections": ["products"], "products": [product]})
    (gone,) = [row["row"] for row in published.answers["products"]]

    changed = [(each.key, each.value == "") for each in _answers(comparison.of_change(change)) if each.has_changed]

    (function,) = [row["row"] for row in published.answers["functions"]]  # which names the product that it serves
    assert changed == [
        ("products.a0000002", False),
        (f"functions.{function}", False),
        (f"products.{gone}", True),
    ]


def _answers(parts):
    return [answer for part in parts for answer in part.answers]
