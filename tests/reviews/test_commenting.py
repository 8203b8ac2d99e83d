import pytest

from audit import trail
from filings.models import Comment
from reviews import commenting, determination
from reviews.models import DraftComment
from tests.factories import NOON, make_office, make_reviewer
from tests.reviews.factories import days_later, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen():
    return make_reviewer("33", name="Chen Yu")


@pytest.fixture
def case(chen):
    return make_case(assignee=chen)


def write(case, field, text, by=None, at=NOON):
    commenting.write(case, field=field, text=text, by=by or case.assignee, at=at)


def drafts(case):
    return commenting.drafts_of(case, case.filing.revisions.latest("number"))


def give_back(case, **more):
    determination.return_to_company(
        case, reason="请补正。", version=case.version, by=case.assignee, at=days_later(1), **more
    )


def test_a_comment_is_written_once_for_a_field_changed_and_taken_away(case):
    write(case, "purpose", " 请写明素材来源。 ")
    write(case, "algorithm_name", "与报告不符。")
    write(case, "purpose", "请写明素材来源与授权。")
    assert [(each.field, each.text) for each in drafts(case)] == [
        ("algorithm_name", "与报告不符。"),
        ("purpose", "请写明素材来源与授权。"),
    ]

    write(case, "algorithm_name", " ")
    assert [each.field for each in drafts(case)] == ["purpose"]


def test_a_comment_is_a_question_and_not_a_report(case):
    write(case, "purpose", "问" * 2000)
    with pytest.raises(commenting.TooLong):
        write(case, "purpose", "问" * 2001)


def test_a_comment_is_about_a_field_of_the_filing(case):
    with pytest.raises(ValueError, match="no field certificate_scan"):
        write(case, "certificate_scan", "?")


def test_a_colleague_and_whoever_returned_the_case_write_none(case, chen):
    with pytest.raises(trail.Refused):
        write(case, "purpose", "?", by=make_reviewer("33"))
    give_back(case)
    with pytest.raises(trail.Refused):
        write(case, "purpose", "?")


def test_nothing_is_sent_until_the_case_is_returned_and_then_everything(case, chen):
    write(case, "products", "与报告不符。")
    write(case, "purpose", "请写明素材来源。")
    assert Comment.objects.count() == 0

    give_back(case)

    assert [(each.field, each.question, each.asked_by, each.asked_at) for each in Comment.objects.all()] == [
        ("purpose", "请写明素材来源。", chen, days_later(1)),
        ("products", "与报告不符。", chen, days_later(1)),
    ]
    assert DraftComment.objects.count() == 0


def test_a_return_that_fails_sends_nothing(case):
    write(case, "purpose", "请写明素材来源。")

    with pytest.raises(determination.ReasonMissing):
        determination.return_to_company(case, reason=" ", version=0, by=case.assignee, at=NOON)

    assert (Comment.objects.count(), DraftComment.objects.count()) == (0, 1)


@pytest.mark.parametrize("meanwhile", [("purpose", "Another"), ("products", "One more"), ("purpose", "")])
def test_comments_that_changed_since_they_were_read_are_not_sent(case, meanwhile):
    write(case, "purpose", "请写明素材来源。")
    read = commenting.stamp(drafts(case))
    write(case, *meanwhile, at=days_later(1))

    with pytest.raises(determination.Stale, match="The comments have changed since you read them here"):
        give_back(case, comments=read)
    give_back(case, comments=commenting.stamp(drafts(case)))

    assert case.status == "returned"


def test_a_case_that_is_passed_on_takes_its_comments_along_and_sends_none(case):
    make_office("")
    write(case, "purpose", "请写明素材来源。")

    determination.pass_on(case, version=0, by=case.assignee, at=NOON)

    assert (Comment.objects.count(), [each.text for each in drafts(case)]) == (0, ["请写明素材来源。"])
