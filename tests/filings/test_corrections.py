import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.permissions import NotYours
from audit import trail
from filings import amendment, corrections, drafting, permissions, submission
from filings.models import Comment, Filing
from notifications.models import Notification
from tests.factories import NOON, make_applicant, make_reviewer
from tests.filings.factories import make_entity_filing, make_filing, make_submitted_filing
from tests.filings.second import make_second
from tests.reviews.factories import days_later

pytestmark = pytest.mark.django_db

ASKED = {"self_assessment": "附上标识样例。", "purpose": "请写明素材来源。"}


def send_back(filing, asked=None, *, at=NOON):
    reviewer = make_reviewer("33", name="Chen Yu")
    questions = [
        corrections.Question(field, text, reviewer) for field, text in (ASKED if asked is None else asked).items()
    ]
    amendment.reopen(filing, reason="请补正。", comments=questions, by=reviewer, at=at)
    return filing


@pytest.fixture
def filing():
    return send_back(make_submitted_filing())


def comments_of(filing):
    return list(Comment.objects.of_latest_return(filing))


def answer(comment, answer="fixed", *, because="", edition=None, by=None):
    filing = comment.revision.filing
    edition = Filing.objects.get(pk=filing.pk).edition if edition is None else edition
    corrections.answer(
        comment, answer=answer, because=because, edition=edition, by=by or filing.applicant, at=days_later(1)
    )


# --- Sending ---------------------------------------------------------------------------------------------------


def test_a_return_sends_its_comments_in_the_order_of_the_form(filing):
    assert [
        (each.number, each.section, each.field, each.question, str(each.asked_by), each.asked_at, each.answer)
        for each in comments_of(filing)
    ] == [
        (1, "algorithm", "purpose", "请写明素材来源。", "Chen Yu", NOON, ""),
        (2, "documents", "self_assessment", "附上标识样例。", "Chen Yu", NOON, ""),
    ]


def test_the_mail_says_how_many_comments_came_with_the_return(filing):
    body = Notification.objects.get(event="filings/returned").body

    assert "It comes with 2 comments, each beside the field that it is about. Answer each before you" in body
    assert "请写明素材来源" not in body


def test_a_return_without_comments_is_possible_and_its_mail_speaks_of_none():
    filing = send_back(make_submitted_filing(), {})

    assert comments_of(filing) == []
    assert "comment" not in Notification.objects.get(event="filings/returned").body


def test_a_row_of_a_list_and_its_file_can_be_commented_on():
    filing = make_second(Filing.Status.SUBMITTED)
    send_back(filing, {"products.a0000001": "与报告不符。", "model_contract-0e000001": "缺少签章页。"})

    comments = comments_of(filing)
    places = corrections.places_in(comments[0].revision)
    assert [(comment.section, places[comment.field].label) for comment in comments] == [
        ("model", "Contract with the supplier · Model 1"),
        ("products", "Product 1"),
    ]


def test_nothing_is_sent_about_a_field_that_the_revision_does_not_have():
    filing = make_submitted_filing()

    with pytest.raises(ValueError, match="no field legal_name"):
        send_back(filing, {"legal_name": "?"})


def test_the_verified_details_of_the_company_can_be_commented_on_in_each_of_its_filings():
    (comment,) = comments_of(send_back(make_submitted_filing(), {"company_name": "与执照不符。"}))

    assert (comment.section, corrections.places_in(comment.revision)["company_name"]) == (
        "company",
        corrections.Place("company", "Company name", is_asked=False),
    )


# --- Answering -------------------------------------------------------------------------------------------------


def test_a_comment_is_answered_with_who_and_when_and_can_be_answered_anew(filing):
    first, _second = comments_of(filing)

    answer(first, "contested", because=" 素材见报告第 3 章。 ")
    seen = Comment.objects.get(pk=first.pk)
    assert (seen.answer, seen.because, seen.answered_by, seen.answered_at) == (
        "contested",
        "素材见报告第 3 章。",
        filing.applicant,
        days_later(1),
    )

    answer(first, "fixed", because="no reason is needed")
    seen.refresh_from_db()
    assert (seen.answer, seen.because) == ("fixed", "")


def test_to_contest_a_comment_a_reason_is_needed(filing):
    first, _second = comments_of(filing)

    with pytest.raises(corrections.AnswerMissing, match="Enter why you contest comment 1"):
        answer(first, "contested", because="  ")


def test_the_same_answer_once_more_changes_nothing(filing):
    first, _second = comments_of(filing)
    answer(first)
    edition = Filing.objects.get(pk=filing.pk).edition

    answer(first, edition=0)

    assert Filing.objects.get(pk=filing.pk).edition == edition


def test_a_page_that_is_old_does_not_replace_what_a_colleague_answered(filing):
    first, second = comments_of(filing)
    old = filing.edition
    colleague = make_applicant(filing.company, name="Zhao Min")
    answer(first, "contested", because="素材见报告。", by=colleague)

    with pytest.raises(drafting.SavedElsewhere, match="Zhao Min answered comment 1 with “Contested” after you opened"):
        answer(first, edition=old)
    answer(second, edition=old)  # nobody has answered this one

    assert [each.answer for each in comments_of(filing)] == ["contested", "fixed"]


def test_an_answer_makes_a_check_page_old(filing):
    first, second = comments_of(filing)
    answer(first)
    checked = Filing.objects.get(pk=filing.pk).edition
    answer(second)

    with pytest.raises(submission.ChangedSince):
        submission.submit(filing, revision=2, edition=checked, by=filing.applicant, at=NOON)


@pytest.mark.parametrize("role", ["viewer", "stranger"])
def test_nobody_answers_who_may_not_write(filing, role):
    person = make_applicant() if role == "stranger" else make_applicant(filing.company, role)

    with pytest.raises(NotYours):
        answer(comments_of(filing)[0], by=person)


def test_what_a_company_declares_of_itself_is_answered_by_its_owners():
    filing = send_back(make_entity_filing("submitted"), {"address": "与执照不符。"})
    (comment,) = comments_of(filing)

    with pytest.raises(NotYours):
        answer(comment, by=make_applicant(filing.company, "editor"))
    answer(comment)

    assert comments_of(filing)[0].answer == "fixed"


def test_what_was_sent_is_not_answered_any_more(filing):
    first, second = comments_of(filing)
    answer(first)
    answer(second)
    submission.submit(filing, revision=2, by=filing.applicant, at=NOON)

    with pytest.raises(permissions.NotEditable):
        answer(first, "contested", because="Changed my mind")
    send_back(filing, {"purpose": "仍不清楚。"})
    with pytest.raises(permissions.NotEditable, match="belongs to an earlier return"):
        answer(first, "contested", because="Changed my mind")

    assert [(each.number, each.question, each.answer) for each in comments_of(filing)] == [(1, "仍不清楚。", "")]


# --- Submitting again ------------------------------------------------------------------------------------------


def test_a_filing_is_submitted_again_once_every_comment_is_answered(filing):
    first, second = comments_of(filing)

    def submit():
        submission.submit(filing, revision=2, by=filing.applicant, at=NOON)

    with pytest.raises(corrections.AnswerMissing, match=r"^2 comments have no answer yet\. Answer each, then"):
        submit()
    answer(first)
    with pytest.raises(corrections.AnswerMissing, match=r"^1 comment has no answer yet\. Answer it, then"):
        submit()
    answer(second, "contested", because="样例见第 12 页。")
    submit()

    assert filing.status == "submitted"


def test_a_comment_on_what_the_new_role_does_not_ask_can_be_answered():
    filing = send_back(make_submitted_filing(), {"products": "与报告不符。"})
    drafting.save_answers(
        filing, section="algorithm", answers={"role": "supporter"}, edition=filing.edition, by=filing.applicant, at=NOON
    )

    answer(comments_of(filing)[0])
    submission.submit(filing, revision=2, by=filing.applicant, at=NOON)

    assert filing.status == "submitted"


# --- In the database -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"question": "?"}, {"field": "role"}, {"number": 7}, {"asked_at": days_later(9)}, {"section": "documents"}],
)
def test_the_database_refuses_to_change_what_was_asked(filing, change):
    with pytest.raises(DatabaseError, match="Cannot update rows from filings_comment table"), transaction.atomic():
        Comment.objects.filter(number=1).update(**change)


def test_the_database_refuses_to_delete_a_comment(filing):
    with pytest.raises(DatabaseError, match="Cannot delete rows from filings_comment table"), transaction.atomic():
        Comment.objects.all().delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "contested", "because": "", "answered_at": NOON},
        {"answer": "fixed", "because": "?", "answered_at": NOON},
        {"answer": "fixed", "answered_at": None},
    ],
)
def test_the_database_refuses_an_answer_that_is_none(filing, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(number=1).update(answered_by=filing.applicant, **fields)


def test_who_may_not_write_is_told_before_anything_is_looked_at():
    filing = make_filing()
    with pytest.raises(trail.Refused):
        corrections.answer(
            Comment(revision=filing.revisions.model(filing=filing)),
            answer="fixed",
            edition=0,
            by=make_applicant(),
            at=NOON,
        )
