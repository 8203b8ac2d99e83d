from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.utils import translation

from filings import amendment, attaching, documents, drafting, permissions, submission
from filings.models import Filing, Revision
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_staff
from tests.filings.factories import (
    ANSWERS,
    make_attachment,
    make_draft,
    make_entity_filing,
    make_filing,
    make_submitted_filing,
    make_verified,
)
from tests.together import at_once

LATER = NOON + timedelta(hours=1)


def submit(filing, revision=1, **kwargs):
    return submission.submit(filing, revision=revision, by=filing.applicant, at=LATER, **kwargs)


def save(filing, section, **answers):
    drafting.save_answers(
        filing, section=section, answers=answers, edition=filing.edition, by=filing.applicant, at=LATER
    )


@pytest.mark.django_db
def test_submitting_freezes_answers_and_documents_and_moves_the_filing():
    filing = make_filing()
    document = filing.documents()["self_assessment"]

    revision = submit(filing, edition=filing.edition)

    filing.refresh_from_db()
    assert (filing.status, filing.submitted_at) == ("submitted", LATER)
    assert (revision.number, revision.role, revision.answers) == (1, "provider", ANSWERS)
    assert revision.documents == [
        {
            "key": "self_assessment",
            "uuid": str(document.uuid),
            "name": "自评估报告.pdf",
            "size": document.size,
            "sha256": document.sha256,
        }
    ]
    event = filing.events.last()
    assert (event.act, event.from_status, event.to_status, event.by, event.detail) == (
        "submitted",
        "draft",
        "submitted",
        filing.applicant,
        {"revision": 1},
    )


@pytest.mark.django_db
def test_everybody_who_acts_for_the_company_is_told_in_their_language(mailoutbox):
    filing = make_filing()
    make_applicant(filing.company, language="zh-hans")
    make_applicant(filing.company, is_active=False)

    submit(filing)

    told = Notification.objects.order_by("pk")
    assert [(each.language, each.event) for each in told] == [
        ("en", "filings/received"),
        ("zh-hans", "filings/received"),
    ]
    assert told[0].subject == f"Received: filing {filing.reference}"
    assert f"/filings/{filing.reference}/" in told[0].body
    assert f"/zh-hans/filings/{filing.reference}/" in told[1].body
    frozen = filing.revisions.get()
    for each in told:
        assert f"\n{frozen.fingerprint}\n" in each.body
        assert f"/zh-hans/receipts/{frozen.code}/" in each.body


@pytest.mark.django_db
def test_two_clicks_on_submit_make_one_revision_and_one_mail():
    filing = make_filing()

    first, second = submit(filing), submit(filing)

    assert first == second
    assert (filing.revisions.count(), Notification.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_submit_at_once_make_one_revision():
    filing = make_filing()
    pages = [Filing.objects.get(pk=filing.pk) for _ in range(2)]

    revisions = at_once(*[lambda page=page: submit(page) for page in pages])

    assert revisions == [filing.revisions.get()] * 2
    assert [event.act for event in filing.events.all()] == ["started", "submitted"]
    assert Notification.objects.count() == 1


@pytest.mark.django_db
def test_in_chinese_the_sections_that_are_missing_are_listed_as_chinese_lists_them():
    draft = make_draft(role="supporter")
    make_verified(draft.company)

    with translation.override("zh-hans"), pytest.raises(submission.FilingIncomplete) as refusal:
        submit(draft)

    assert str(refusal.value) == "请先完成以下部分：算法名称、角色和用途；算法安全自评估报告。"


@pytest.mark.django_db
def test_an_incomplete_filing_is_refused_and_the_sections_are_named():
    filing = make_draft()
    make_verified(filing.company)

    with pytest.raises(submission.FilingIncomplete) as refusal:
        submit(filing)

    assert str(refusal.value) == (
        "Complete these sections first: Name, role and purpose; Self-assessment report; Products that use it."
    )
    assert filing.revisions.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"domain": ["poems"]},
        {"purpose": "长" * 201},
        {"products": []},
        {"products": [{"name": "澜亭影像", "forms": []}]},
    ],
)
def test_a_wrong_answer_that_was_saved_as_a_draft_is_not_submitted(wrong):
    with pytest.raises(submission.FilingIncomplete):
        submit(make_filing(**wrong))


@pytest.mark.django_db
def test_an_unknown_county_of_a_known_province_is_no_obstacle():
    assert submit(make_entity_filing(division="330199")).answers["division"] == "330199"


@pytest.mark.django_db
def test_a_supporter_names_no_products_and_those_of_another_role_are_dropped():
    filing = make_filing()
    save(filing, "algorithm", role="supporter")

    revision = submit(filing)

    assert revision.role == "supporter"
    assert "products" not in revision.answers
    filing.refresh_from_db()
    assert "products" not in filing.answers


@pytest.mark.django_db
def test_what_was_typed_untidily_is_frozen_tidy():
    assert submit(make_entity_filing(credit_code="91999999-ma2cfghj1w ")).answers["credit_code"] == "91999999MA2CFGHJ1W"


@pytest.mark.django_db
def test_a_page_that_was_checked_before_a_colleague_saved_is_refused():
    filing = make_filing()
    checked = filing.edition
    colleague = make_applicant(filing.company, name="Lin Wei")
    drafting.save_answers(
        filing, section="algorithm", answers={"algorithm_name": "澜亭"}, edition=checked, by=colleague, at=LATER
    )

    with pytest.raises(submission.ChangedSince) as refusal:
        submit(filing, edition=checked)

    assert str(refusal.value) == (
        "Lin Wei saved a change at 2 March 2026, 13:00, after you opened this page. Check your answers once more."
    )


@pytest.mark.django_db
def test_a_page_that_was_checked_before_another_document_came_is_refused():
    filing = make_filing()
    checked = filing.edition
    attaching.remove(filing, key="self_assessment", by=filing.applicant, at=LATER)
    make_attachment(filing, content=b"%PDF-1.4 another")

    with pytest.raises(submission.ChangedSince):
        submit(filing, edition=checked)


@pytest.mark.django_db
@pytest.mark.parametrize("revision", [0, 2, -1])
def test_a_page_that_announced_another_revision_is_refused(revision):
    with pytest.raises(submission.ChangedSince, match="This page is old"):
        submit(make_filing(), revision=revision)


@pytest.mark.django_db
def test_a_submitted_filing_cannot_be_submitted_as_the_next_revision():
    with pytest.raises(permissions.NotEditable):
        submit(make_submitted_filing(), revision=2)


@pytest.mark.django_db
def test_a_returned_filing_is_submitted_as_revision_two_and_the_first_stays():
    filing = make_submitted_filing()
    amendment.reopen(filing, reason="请补充。", by=make_staff("reviewer"), at=NOON)
    save(filing, "algorithm", algorithm_name="澜亭算法")

    submit(filing, revision=2)

    names = [each.answers["algorithm_name"] for each in filing.revisions.all()]
    assert names == [ANSWERS["algorithm_name"], "澜亭算法"]


@pytest.mark.django_db
def test_a_document_whose_file_was_altered_is_not_submitted():
    filing = make_filing()
    documents.path_of(filing.documents()["self_assessment"].sha256).write_bytes(b"%PDF-")

    with pytest.raises(submission.DocumentDamaged) as refusal:
        submit(filing)

    assert str(refusal.value) == "“自评估报告.pdf” cannot be read any more. Upload it again, then submit."
    filing.refresh_from_db()
    assert filing.status == "draft"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE filings_revision SET answers = '{}'",
        "DELETE FROM filings_revision",
        "UPDATE filings_filingevent SET act = 'other'",
        "DELETE FROM filings_filingevent",
    ],
)
def test_a_frozen_revision_and_the_events_withstand_sql(statement):
    make_submitted_filing()
    before = list(Revision.objects.order_by("pk").values_list("answers"))

    with pytest.raises(Error, match="Cannot update or delete rows"), transaction.atomic():
        connection.cursor().execute(statement)

    assert list(Revision.objects.order_by("pk").values_list("answers")) == before


@pytest.mark.django_db
def test_a_failure_at_the_last_statement_leaves_a_draft(monkeypatch):
    filing = make_filing()

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("filings.notices.received", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        submit(filing)

    filing.refresh_from_db()
    assert (filing.status, filing.revisions.count(), filing.events.count()) == ("draft", 0, 1)


@pytest.mark.django_db
def test_somebody_who_may_not_submit_is_refused_even_where_nothing_would_be_done():
    filing = make_submitted_filing()

    with pytest.raises(permissions.NotYours):
        submission.submit(filing, revision=1, by=make_applicant(filing.company, "viewer"), at=NOON)
