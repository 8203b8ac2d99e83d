import re

import pytest
from lxml import html

from filings import attaching, drafting, submission
from filings.models import Comment, Filing
from tests.factories import NOON, make_applicant
from tests.filings.factories import ALGORITHM, make_entity_filing, make_filing, make_pdf, make_upload
from tests.filings.test_corrections import answer, comments_of, send_back
from tests.filings.views.pages import address, queries_of, text_of, told
from tests.reviews.factories import days_later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

ASKED = {"purpose": "请写明素材来源。", "domain": "还有视频。", "self_assessment": "附上标识样例。"}
PURPOSE = "应用于图像生成场景，使用已获授权的素材，生成修复后的图像。"
FIXED, CONTESTED = {"answer": "fixed"}, {"answer": "contested", "because": "素材见报告。"}


@pytest.fixture
def filing(applicant):
    return make_filing(Filing.Status.RETURNED, by=applicant, asked=ASKED)


def answers(**given):
    """What a page posts: ``answers(comment_1=FIXED)``."""
    return {f"comment-{name[-1]}-{key}": value for name, said in given.items() for key, value in said.items()}


def save(client, filing, *, edition=None, button="continue", **posted):
    edition = filing.edition if edition is None else edition
    data = {**ALGORITHM, "role": "provider", "edition": edition, "next": button} | posted
    return client.post(address("section", filing, "algorithm"), data)


def said(filing):
    return [(each.answer, each.because) for each in comments_of(filing)]


def section_lines(page):
    """The lines of the task list: each label with its status."""
    lines = html.fromstring(page.text).xpath("//main//*[contains(@class, 'task-list__item')]")
    return [" ".join(line.text_content().split()) for line in lines]


# --- The task list ---------------------------------------------------------------------------------------------


def test_the_task_list_shows_each_comment_with_the_way_to_its_field(client, filing):
    page = client.get(address("detail", filing))

    assert section_lines(page) == [
        "1. What it generates or edits 还有视频。 To answer",
        "2. Main purpose 请写明素材来源。 To answer",
        "3. Self-assessment report 附上标识样例。 To answer",
        "Company details Verified",
        "Name, role and purpose 2 comments to answer",
        "Self-assessment report 1 thing to look at 1 comment to answer",
        "Products that use it Completed",
        "Check answers, declare and submit Opens when every section is complete and every comment is answered"
        " Cannot start yet",
    ]
    assert "There are 3 comments. Answer each, then submit again." in text_of(page)
    assert "1 of 3 sections complete" in text_of(page)
    section = address("section", filing, "algorithm")
    assert re.findall(r'href="([^"]*#asked-[^"]*)"', page.text) == [
        f"{section}#asked-domain",
        f"{section}#asked-purpose",
        f"{address('section', filing, 'documents')}#asked-self_assessment",
    ]


def test_the_check_opens_with_the_last_answer(client, filing):
    first, second, third = comments_of(filing)
    answer(first)
    answer(second, "contested", because="素材见报告。")
    page = client.get(address("detail", filing))
    assert section_lines(page)[:3] == [
        "1. What it generates or edits 还有视频。 Fixed",
        "2. Main purpose 请写明素材来源。 Contested",
        "3. Self-assessment report 附上标识样例。 To answer",
    ]
    assert client.get(address("check", filing)).url == address("corrections", filing)

    answer(third)

    assert section_lines(client.get(address("detail", filing)))[-1] == "Check answers, declare and submit Ready"


def test_a_filing_without_comments_has_no_list_of_them(client, applicant):
    page = client.get(address("detail", make_filing(Filing.Status.RETURNED, by=applicant)))

    assert "Comments to answer" not in page.text
    assert "See the review so far" in page.text


# --- Beside the fields -----------------------------------------------------------------------------------------


def test_the_section_shows_each_comment_beside_its_field_with_the_answer_below(client, filing):
    page = html.fromstring(client.get(address("section", filing, "algorithm")).text)

    (asked,) = page.xpath("//*[@id='asked-purpose']")
    assert " ".join(asked.xpath(".//*[@id='id_purpose_note']")[0].text_content().split()) == (
        "Reviewer's comment 2, 2 March 2026 请写明素材来源。"
    )
    assert asked.xpath(".//textarea/@name") == ["purpose", "comment-2-because"]
    assert asked.xpath(".//textarea[@name='purpose']/@aria-describedby") == [
        "id_purpose_helptext id_purpose_note id_purpose-info"
    ]
    assert asked.xpath(".//input/@name") == ["comment-2-answer"] * 2
    assert len(page.xpath("//*[starts-with(@id, 'asked-')]")) == 2  # the one about the document is elsewhere


def test_a_comment_on_a_whole_list_stands_above_it(client, applicant):
    filing = make_filing(Filing.Status.RETURNED, by=applicant, asked={"products": "与报告不符。"})

    page = client.get(address("section", filing, "products"))

    assert text_of(page).startswith(
        "About the product · section 3 of 3 Products that use it Products that use it"
        " Reviewer&#x27;s comment 1, 2 March 2026"
        " 与报告不符。 Your answer to comment 1"
    )


def test_a_comment_on_a_document_stands_beside_it(client, filing):
    page = html.fromstring(client.get(address("section", filing, "documents")).text)

    (asked,) = page.xpath("//*[@id='asked-self_assessment']")
    assert "附上标识样例。" in asked.text_content()
    assert asked.xpath(".//input[@type='file']/@name") == ["self_assessment"]


def test_a_section_is_saved_together_with_the_answers(client, filing):
    response = save(client, filing, purpose=PURPOSE, **answers(comment_1=CONTESTED, comment_2=FIXED))

    filing.refresh_from_db()
    assert (response.status_code, filing.answers["purpose"]) == (302, PURPOSE)
    assert said(filing) == [("contested", "素材见报告。"), ("fixed", ""), ("", "")]


def test_an_answer_can_be_left_for_later(client, filing):
    assert save(client, filing, purpose=PURPOSE).status_code == 302
    assert said(filing) == [("", "")] * 3


@pytest.mark.parametrize("button", ["continue", "later"])
def test_a_comment_contested_without_a_reason_brings_the_page_back_whichever_button_is_pressed(client, filing, button):
    page = save(client, filing, button=button, purpose=PURPOSE, **answers(comment_2={"answer": "contested"}))

    assert text_of(page).startswith("There is a problem Enter why you contest comment 2 About")
    assert 'href="#id_comment-2-because"' in page.text
    filing.refresh_from_db()
    assert filing.answers["purpose"] == PURPOSE
    assert said(filing) == [("", "")] * 3


def test_the_page_after_errors_can_be_saved_again_with_another_answer(client, filing):
    page = save(client, filing, purpose="", **answers(comment_2=FIXED))
    edition = re.search(r'name="edition" value="(\d+)"', page.text)[1]

    save(client, filing, edition=edition, purpose=PURPOSE, **answers(comment_2=CONTESTED))

    assert said(filing)[1] == ("contested", "素材见报告。")


def test_nothing_is_saved_where_a_colleague_has_answered_since(client, filing):
    old = filing.edition
    answer(comments_of(filing)[1], by=make_applicant(filing.company, name="Zhao Min"))

    page = save(client, filing, edition=old, purpose=PURPOSE, **answers(comment_2=CONTESTED))

    assert text_of(page).startswith("Not saved Zhao Min answered comment 2 with “Fixed” after you opened this page.")
    filing.refresh_from_db()
    assert (filing.answers["purpose"], said(filing)[1]) == (ALGORITHM["purpose"], ("fixed", ""))
    assert "素材见报告。" in page.text
    edition = re.search(r'name="edition" value="(\d+)"', page.text)[1]
    save(client, filing, edition=edition, purpose=PURPOSE, **answers(comment_2=CONTESTED))
    assert said(filing)[1] == ("contested", "素材见报告。")


@pytest.mark.parametrize(
    "asked", [{"purpose": "?"}, {"purpose": "?", "domain": "?", "role": "?", "algorithm_name": "?"}]
)
def test_pages_take_as_many_queries_for_one_comment_as_for_four(client, applicant, asked):
    filing = make_filing(Filing.Status.RETURNED, by=applicant, asked=asked)
    for each in comments_of(filing):
        answer(each)

    pages = [("detail", filing), ("section", filing, "algorithm"), ("corrections", filing), ("check", filing)]

    assert [queries_of(client, address(*page)) for page in pages] == [14, 11, 8, 14]


# --- All comments on one page ----------------------------------------------------------------------------------


def test_every_comment_can_be_answered_on_one_page(client, filing):
    there = address("answer", filing, 3)

    response = client.post(there, {"edition": filing.edition} | answers(comment_3=CONTESTED), follow=True)

    assert response.redirect_chain == [(address("corrections", filing), 302)]
    assert told(response) == ["Your answer to comment 3 is saved."]
    assert said(filing) == [("", ""), ("", ""), ("contested", "素材见报告。")]
    assert "2 comments have no answer yet." in text_of(response)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [({}, "Select your answer to comment 3"), ({"answer": "contested"}, "Enter why you contest comment 3")],
)
def test_an_answer_that_is_none_is_not_saved(client, filing, sent, problem):
    page = client.post(address("answer", filing, 3), {"edition": filing.edition} | answers(comment_3=sent))

    assert text_of(page).startswith(f"There is a problem {problem} ")
    assert said(filing)[2] == ("", "")


def test_a_comment_on_what_is_not_asked_any_more_is_answered_there(client, applicant):
    filing = make_filing(Filing.Status.RETURNED, by=applicant, asked={"products": "与报告不符。"})
    drafting.save_answers(
        filing, section="algorithm", answers={"role": "supporter"}, edition=filing.edition, by=applicant, at=NOON
    )

    assert f'href="{address("corrections", filing)}#comment-1"' in client.get(address("detail", filing)).text
    page = client.get(address("corrections", filing))
    assert ('id="comment-1"' in page.text, "Go to the field" in page.text) == (True, False)
    client.post(address("answer", filing, 1), {"edition": filing.edition} | answers(comment_1=FIXED))

    assert said(filing) == [("fixed", "")]


def test_a_viewer_reads_every_comment_and_answers_none(client, filing):
    answer(comments_of(filing)[0], "contested", because="视频是另一算法。")
    client.force_login(make_applicant(filing.company, "viewer"))

    page = client.get(address("corrections", filing))

    assert [words in page.text for words in [*ASKED.values(), "视频是另一算法。"]] == [True] * 4
    assert "<textarea" not in page.text
    assert client.post(address("answer", filing, 2), answers(comment_2=FIXED)).status_code == 403
    assert f'href="{address("corrections", filing)}#comment-2"' in client.get(address("detail", filing)).text


def test_an_editor_reads_the_comments_on_the_companys_details_and_answers_none(client):
    owner = make_applicant()
    filing = send_back(make_entity_filing("submitted", by=owner), {"address": "与执照不符。"})
    client.force_login(make_applicant(filing.company, "editor"))

    assert "与执照不符。" in client.get(address("corrections", filing)).text
    assert client.post(address("answer", filing, 1), answers(comment_1=FIXED)).status_code == 403


def test_another_company_finds_nothing(client, filing):
    client.force_login(make_applicant())

    assert client.get(address("corrections", filing)).status_code == 404
    assert client.post(address("answer", filing, 1), answers(comment_1=FIXED)).status_code == 404


def test_what_was_sent_is_read_below_the_comments_of_the_next_return(client, filing):
    for each in comments_of(filing):
        answer(each, "contested", because="见报告。")
    submission.submit(filing, revision=2, by=filing.applicant, at=NOON)
    assert "<textarea" not in client.get(address("corrections", filing)).text
    assert client.post(address("answer", filing, 1), answers(comment_1=FIXED)).status_code == 404
    send_back(filing, {"purpose": "仍不清楚。"}, at=days_later(2))

    page = client.get(address("corrections", filing))

    assert page.text.count("<textarea") == 1
    assert re.sub(r"\s+", " ", text_of(page)).index("仍不清楚。") < text_of(page).index("请写明素材来源。")


# --- The check -------------------------------------------------------------------------------------------------


def test_the_check_shows_what_changes_and_whether_it_was_asked_for(client, filing):
    drafting.save_answers(
        filing,
        section="algorithm",
        answers={"purpose": PURPOSE, "algorithm_name": "澜亭新修复算法"},
        edition=filing.edition,
        by=filing.applicant,
        at=NOON,
    )
    attaching.attach(
        filing, key="self_assessment", upload=make_upload(make_pdf("new"), "新报告.pdf"), by=filing.applicant, at=NOON
    )
    domain, purpose, report = comments_of(filing)
    answer(domain)
    answer(purpose)
    answer(report, "contested", because="样例见第 12 页。")

    page = client.get(address("check", filing))

    rows = html.fromstring(page.text).xpath("//dl[@class='pt-review']/div")
    assert [" ".join(row.text_content().split()) for row in rows] == [
        f"Algorithm name Not requested 澜亭新修复算法 Before {ALGORITHM['algorithm_name']}",
        f"Main purpose Requested: comment 2 {PURPOSE} Before {ALGORITHM['purpose']}",
        "Self-assessment report Requested: comment 3 新报告.pdf PDF, 535 bytes Before 自评估报告.pdf PDF, 538 bytes",
    ]
    text = text_of(page)
    assert "1. What it generates or edits 还有视频。 Fixed You answered “Fixed”, and nothing has changed here." in text
    assert "2. Main purpose 请写明素材来源。 Fixed Change" in text
    assert "3. Self-assessment report 附上标识样例。 Contested 样例见第 12 页。 Change" in text


def test_the_first_check_shows_no_changes(client, applicant):
    assert "What changes" not in client.get(address("check", make_filing(by=applicant))).text


def test_a_page_checked_before_a_comment_was_answered_is_told_so(client, filing):
    data = {"revision": 2, "edition": filing.edition, "verification": 1, "declared": "on"}

    page = client.post(address("check", filing), data)

    assert text_of(page).startswith("There is a problem 3 comments have no answer yet. Answer each, then submit again.")
    assert Comment.objects.filter(answer="").count() == 3
