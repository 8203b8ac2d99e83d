import pytest
from django.core import mail
from django.urls import reverse
from lxml import html

from filings import corrections, submission
from filings.models import Comment
from notifications.models import Notification
from reviews import assignment, commenting, determination, intake
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_office, make_reviewer
from tests.filings.factories import make_submitted_filing
from tests.reviews.factories import days_later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

SECRET = "尚未发送的审核意见"


@pytest.fixture
def chen(client):
    person = make_reviewer("33", name="Chen Yu")
    client.force_login(person)
    return person


@pytest.fixture
def case(chen):
    make_office("")
    filing = make_submitted_filing()
    intake.take_in(filing.pk, at=NOON)
    found = Case.objects.get(filing=filing)
    assignment.take(found, by=chen, at=NOON)
    return found


def address(name, case, *more):
    return reverse(f"reviews:{name}", args=[case.filing.reference, *more])


def write(case, field="purpose", text="请写明素材来源。"):
    commenting.write(case, field=field, text=text, by=case.assignee, at=NOON)


def decide(client, case, *, outcome="returned", reason="请补正。", **more):
    data = {"outcome": outcome, "reason": reason, "version": case.version} | more
    return client.post(address("decide", case), data)


def row(page, field):
    (found,) = html.fromstring(page.text).xpath(f"//*[@id='field-{field}']")
    return " ".join(found.text_content().split())


def send_and_answer(case, answers):
    """Return the case with what is written, and submit again with these answers: (answer, reason) by field."""
    determination.return_to_company(case, reason="请补正。", version=case.version, by=case.assignee, at=days_later(1))
    for comment in Comment.objects.of_latest_return(case.filing):
        answer, because = answers[comment.field]
        corrections.answer(
            comment, answer=answer, because=because, edition=99, by=case.filing.applicant, at=days_later(2)
        )


def submit_again(case):
    filing = type(case.filing).objects.get(pk=case.filing_id)
    number = submission.next_revision(filing)
    submission.submit(filing, revision=number, by=filing.applicant, at=days_later(3))
    intake.take_in(filing.pk, at=days_later(3))
    return Case.objects.get(pk=case.pk)


def test_the_reviewer_comments_on_a_field_from_the_page_of_the_case(client, case):
    there = address("comment", case, "purpose")
    assert f'href="{there}#comment"' in client.get(address("case", case)).text

    form = client.get(there)
    saved = client.post(there, {"text": "请写明素材来源。"})

    assert "Comment on “Main purpose” Comment The company reads it when you return" in row(form, "purpose")
    assert saved.url == f"{address('case', case)}#field-purpose"
    page = client.get(saved.url)
    assert row(page, "purpose").endswith("Chen Yu, not sent yet 请写明素材来源。 Change the comment – Main purpose")
    assert "1 comment is written. A return sends it." in page.text


def test_an_empty_comment_is_asked_for_once_more(client, case):
    page = client.post(address("comment", case, "purpose"), {"text": "  "})

    assert 'href="#id_text">Enter the comment</a>' in page.text
    assert case.draft_comments.count() == 0


def test_a_comment_is_changed_and_removed(client, case):
    write(case)
    there = address("comment", case, "purpose")
    assert "请写明素材来源。</textarea>" in client.get(there).text

    client.post(there, {"text": "请写明授权。"})
    assert [draft.text for draft in case.draft_comments.all()] == ["请写明授权。"]

    client.post(there, {"text": "请写明授权。", "remove": "yes"})
    assert case.draft_comments.count() == 0


def test_a_document_and_the_companys_details_are_commented_on_and_what_is_no_field_is_not(client, case):
    for field in ("self_assessment", "credit_code"):
        client.post(address("comment", case, field), {"text": "?"})

    assert sorted(draft.field for draft in case.draft_comments.all()) == ["credit_code", "self_assessment"]
    assert client.get(address("comment", case, "legal_name")).status_code == 404


def test_a_colleague_reads_what_is_written_and_writes_nothing(client, case):
    write(case)
    client.force_login(make_reviewer("33"))

    page = client.get(address("case", case))

    assert row(page, "purpose").endswith("Chen Yu, not sent yet 请写明素材来源。")
    assert client.get(address("comment", case, "purpose")).status_code == 403
    assert client.post(address("comment", case, "purpose"), {"text": "?"}).status_code == 403


def test_the_letter_is_read_before_it_is_sent(client, case):
    write(case)
    write(case, "self_assessment", "附上标识样例。")

    page = decide(client, case)

    assert [" ".join(each.text_content().split()) for each in html.fromstring(page.text).xpath("//main//dl/div")] == [
        "Main purpose 请写明素材来源。",
        "Self-assessment report 附上标识样例。",
    ]
    decide(client, case, confirmed="yes", comments=page.context["form"]["comments"].value())
    assert [each.question for each in Comment.objects.all()] == ["请写明素材来源。", "附上标识样例。"]


def test_a_letter_that_is_old_is_not_sent(client, case):
    write(case)
    stamp = decide(client, case).context["form"]["comments"].value()
    write(case, "self_assessment", "附上标识样例。")

    page = decide(client, case, confirmed="yes", comments=stamp)

    assert page.status_code == 409
    assert "The comments have changed since you read them here." in page.text
    assert Comment.objects.count() == 0


def test_whoever_does_not_return_the_case_is_told_that_comments_are_not_sent(client, case):
    write(case)

    page = decide(client, case, outcome="passed")

    assert "1 comment is written and is not sent: comments reach the company with a return." in page.text


def test_the_reviewer_reads_each_answer_beside_its_field_once_it_is_submitted(client, case):
    write(case)
    write(case, "self_assessment", "附上标识样例。")
    send_and_answer(case, {"purpose": ("fixed", ""), "self_assessment": ("contested", "见第 12 页。")})

    asked = "Comment 1 by Chen Yu, 3 March 2026 请写明素材来源。"
    before = client.get(address("case", case))
    assert row(before, "purpose").endswith(f"{asked} The company has not answered yet.")
    assert "见第 12 页。" not in before.text

    page = client.get(address("case", submit_again(case)))
    assert f"{asked} Fixed · {case.filing.applicant}, 4 March 2026 Nothing has changed here since." in row(
        page, "purpose"
    )
    assert f"附上标识样例。 Contested · {case.filing.applicant}, 4 March 2026 见第 12 页。" in row(
        page, "self_assessment"
    )


def test_a_contested_comment_can_be_raised_again(client, case):
    write(case)
    send_and_answer(case, {"purpose": ("contested", "见报告。")})
    again = submit_again(case)
    write(again, text="报告中没有。")
    send_and_answer(again, {"purpose": ("fixed", "")})

    page = client.get(address("case", submit_again(again)))

    said = row(page, "purpose")
    assert [said.index(words) for words in ("请写明素材来源。", "见报告。", "报告中没有。", "Fixed")] == sorted(
        said.index(words) for words in ("请写明素材来源。", "见报告。", "报告中没有。", "Fixed")
    )


@pytest.mark.parametrize("fields", [["purpose"], ["purpose", "domain", "role", "products", "self_assessment"]])
def test_a_case_takes_as_many_queries_for_one_comment_as_for_five(client, case, fields, django_assert_num_queries):
    for field in fields:
        write(case, field)
    send_and_answer(case, dict.fromkeys(fields, ("contested", "见报告。")))
    case = submit_again(case)
    for field in fields:
        write(case, field)
    client.get(address("case", case))

    with django_assert_num_queries(15):
        client.get(address("case", case))


def test_nothing_of_a_comment_that_is_not_sent_reaches_the_company(client, case):
    write(case, text=SECRET)
    company = case.filing.company
    pages = [
        reverse("my_filings"),
        *(reverse(f"filings:{name}", args=[case.filing.reference]) for name in ("detail", "corrections", "submitted")),
        reverse("filings:revision", args=[case.filing.reference, 1]),
        reverse("progress", args=[case.filing.reference]),
    ]
    for role in ("owner", "editor", "viewer"):
        client.force_login(make_applicant(company, role))
        for page in pages:
            answer = client.get(page)
            assert (answer.status_code, SECRET in answer.text) == (200, False), page
    told = [note.subject + note.body for note in Notification.objects.all()] + [each.body for each in mail.outbox]
    assert [text for text in told if SECRET in text] == []
    assert [event.detail for event in case.filing.events.all() if SECRET in str(event.detail)] == []

    send_and_answer(case, {"purpose": ("fixed", "")})
    assert SECRET in client.get(pages[2]).text  # which is how it would be seen above
