"""A page that is saved while it is typed: what a script is answered."""

import pytest
from django.test import Client

from accounts.models import Membership
from filings import corrections, drafting, sections
from filings.models import Comment, Filing
from tests.factories import NOON, make_applicant
from tests.filings.factories import (
    ENTITY,
    make_draft,
    make_entity_draft,
    make_entity_filing,
    make_filing,
    make_submitted_filing,
)
from tests.filings.second import OF_PROVIDER, make_second, make_second_draft
from tests.filings.test_corrections import send_back
from tests.filings.views.pages import address, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]
PURPOSE = {"scene": "用户上传旧照。", "purpose": "修复老照片。"}
PRODUCT = {key: value for key, value in OF_PROVIDER["products"][0].items() if key != "row"}
MARK, OTHER_MARK = "0a0a0a0a", "0b0b0b0b"


def autosave(client, there, edition, **typed):
    return client.post(there, {"edition": edition, "page": MARK, **typed}, headers={"Accept": "application/json"})


def of_section(client, filing, key, edition=None, **typed):
    return autosave(client, address("section", filing, key), filing.edition if edition is None else edition, **typed)


def kept(filing):
    return Filing.objects.get(pk=filing.pk).answers


def test_what_is_typed_is_saved_and_the_answer_says_when_and_by_whom(client, applicant):
    filing = make_second_draft(applicant)

    answer = of_section(client, filing, "purpose", **PURPOSE)

    assert (answer.status_code, answer.json()) == (200, {"saved": "Saved 12:00 by Lin Wei", "edition": 1})
    assert kept(filing) == PURPOSE
    assert answer.headers["Cache-Control"].endswith("private")


def test_the_edition_of_an_answer_is_good_for_the_next_save(client, applicant):
    filing = make_second_draft(applicant)
    edition = of_section(client, filing, "purpose", **PURPOSE).json()["edition"]

    answer = of_section(client, filing, "purpose", edition, page=OTHER_MARK, scene="用户上传旧照。", purpose="修")

    assert answer.json()["edition"] == 2
    assert kept(filing)["purpose"] == "修"


def test_what_is_saved_already_is_saved_still(client, applicant):
    filing = make_second_draft(applicant)
    of_section(client, filing, "purpose", **PURPOSE)

    assert of_section(client, filing, "purpose", 0, page=OTHER_MARK, **PURPOSE).json()["edition"] == 1


def test_wrong_answers_are_saved_too_and_nothing_is_complained_of(client, applicant):
    filing = make_second_draft(applicant)

    answer = of_section(client, filing, "purpose", scene="", purpose="长" * 201)

    assert answer.status_code == 200
    assert kept(filing) == {"scene": "", "purpose": "长" * 201}


def test_a_row_is_saved_as_its_page_saves_it_and_stands_once(client, applicant):
    filing = make_second_draft(applicant)
    there = address("row", filing, "products", "0123abcd")

    first = autosave(client, there, 0, **PRODUCT)
    second = autosave(client, there, first.json()["edition"], **PRODUCT | {"name": "澜亭相册"})

    assert [first.status_code, second.status_code] == [200, 200]
    assert kept(filing)["products"] == [{"row": "0123abcd", **PRODUCT, "name": "澜亭相册"}]


def test_who_saves_second_is_told_and_replaces_nothing(client, applicant):
    filing = make_second_draft(applicant)
    colleague = make_applicant(filing.company, name="Chen Yu")
    drafting.save_answers(filing, section="purpose", answers=PURPOSE, edition=0, by=colleague, at=NOON)

    answer = of_section(client, filing, "purpose", 0, scene="我的", purpose="我的")

    assert answer.status_code == 409
    assert answer.json()["error"].startswith("Chen Yu saved this section at ")
    assert kept(filing) == PURPOSE


def test_the_page_whose_answer_was_lost_may_save_again(client, applicant):
    filing = make_second_draft(applicant)
    of_section(client, filing, "purpose", 0, **PURPOSE)

    again = of_section(client, filing, "purpose", 0, scene="再来", purpose="再来")

    assert again.status_code == 200
    assert kept(filing)["scene"] == "再来"


def test_an_older_text_of_the_same_page_that_comes_late_may_not(client, applicant):
    filing = make_second_draft(applicant)
    of_section(client, filing, "purpose", 0, turn=7, **PURPOSE)

    late = of_section(client, filing, "purpose", 0, turn=6, scene="旧", purpose="旧")

    assert late.status_code == 409
    assert kept(filing) == PURPOSE


def test_another_page_of_the_same_person_may_not(client, applicant):
    filing = make_second_draft(applicant)
    of_section(client, filing, "purpose", 0, **PURPOSE)

    answer = of_section(client, filing, "purpose", 0, page=OTHER_MARK, scene="再来", purpose="再来")

    assert answer.status_code == 409


@pytest.mark.parametrize("mark", ["", "x" * 8, "0A0A0A0A"])
def test_a_mark_that_is_none_tells_no_page_from_another(client, applicant, mark):
    filing = make_second_draft(applicant)
    of_section(client, filing, "purpose", 0, page=mark, **PURPOSE)

    assert of_section(client, filing, "purpose", 0, page=mark, scene="再", purpose="来").status_code == 409


def test_the_second_page_shows_both_texts_under_409(client, applicant):
    filing = make_second_draft(applicant)
    colleague = make_applicant(filing.company, name="Chen Yu")
    drafting.save_answers(filing, section="purpose", answers=PURPOSE, edition=0, by=colleague, at=NOON)

    answer = client.post(address("section", filing, "purpose"), {"edition": 0, "scene": "我的", "purpose": "mine"})

    assert answer.status_code == 409
    assert f"Where it is used {PURPOSE['scene']}" in text_of(answer)
    assert "mine</textarea>" in answer.content.decode()
    assert "data-autosave" not in answer.content.decode()  # only a button replaces a colleague's text


def test_the_second_page_of_a_row_shows_both_texts_under_409(client, applicant):
    filing = make_second(by=applicant)
    row = OF_PROVIDER["products"][0]["row"]
    colleague = make_applicant(filing.company)
    theirs = PRODUCT | {"name": "他们的"}
    drafting.save_row(
        filing, section="products", row=row, answers=theirs, edition=filing.edition, by=colleague, at=NOON
    )

    answer = client.post(address("row", filing, "products", row), PRODUCT | {"edition": 0, "name": "mine"})

    assert answer.status_code == 409
    assert "他们的" in text_of(answer)
    assert 'value="mine"' in answer.content.decode()


def test_a_submitted_filing_is_saved_no_more(client, applicant):
    filing = make_submitted_filing(by=applicant)

    answer = of_section(client, filing, "algorithm", algorithm_name="另一个")

    assert (answer.status_code, answer.json()["error"]) == (
        409,
        "The filing cannot be changed now: its status is “Submitted”.",
    )


def test_files_are_not_taken(client, applicant):
    filing = make_draft(applicant)
    from tests.filings.factories import make_upload

    assert of_section(client, filing, "documents", self_assessment=make_upload()).status_code == 200
    assert filing.attachments.count() == 0


def test_without_a_session_the_answer_is_401(applicant):
    filing = make_second_draft(applicant)

    answer = of_section(Client(), filing, "purpose", **PURPOSE)

    assert answer.status_code == 401
    assert answer.json() == {
        "why": "signed_out",
        "error": "Your session has ended. Sign in again, and your text is saved.",
    }
    assert kept(filing) == {}


def test_so_it_is_where_nothing_is_typed(applicant):
    filing = make_second_draft(applicant)

    assert of_section(Client(), filing, "purpose", scene="", purpose="").status_code == 401


def test_an_old_token_asks_for_a_new_one(applicant):
    filing = make_second_draft(applicant)
    client = Client(enforce_csrf_checks=True)
    client.force_login(applicant)

    answer = of_section(client, filing, "purpose", **PURPOSE)

    assert (answer.status_code, answer.json()["why"]) == (403, "stale")


def test_a_viewer_is_refused(client, applicant):
    filing = make_second_draft(applicant)
    Membership.objects.update(role="viewer")

    answer = of_section(client, filing, "purpose", **PURPOSE)

    assert answer.status_code == 403
    assert answer.json() == {
        "error": "Your role lets you read this filing and not change it. Ask an owner of the company."
    }


def test_another_companys_filing_is_missing(client, applicant):
    filing = make_second_draft(make_applicant())

    answer = of_section(client, filing, "purpose", **PURPOSE)

    assert (answer.status_code, answer.json()["why"]) == (404, "missing")


def test_every_section_can_be_saved_while_it_is_typed(client, applicant):
    registration = make_entity_draft(applicant)
    registration.company.credit_code = ENTITY["credit_code"]  # then the form asks for it no more
    registration.company.save()
    filings = [registration, make_second(by=applicant)]

    answers = {
        part.key: of_section(client, filing, part.key, 99).status_code
        for filing in filings
        for part in reversed(sections.asked(filing))  # an earlier answer decides what is asked later
        if not isinstance(part, sections.ListSection)
    }

    assert len(answers) > 10
    assert set(answers.values()) == {200}, answers


# --- Personal data, and what another answer makes needless ---


def officer(filing, **typed):
    return {"officer_is_legal": "no", "officer_name": ENTITY["officer_name"], **typed}


def test_half_a_number_does_not_replace_the_one_that_is_kept(client, applicant):
    filing = make_entity_filing(by=applicant)
    before = kept(filing)

    of_section(client, filing, "officer", officer_is_legal="no", officer_mobile="138")

    assert kept(filing) == before


def test_a_whole_number_does(client, applicant):
    filing = make_entity_filing(by=applicant)

    of_section(client, filing, "officer", officer_is_legal="no", officer_mobile="13900000001")

    assert kept(filing)["officer_mobile"] == "13900000001"


def test_an_answer_that_is_taken_back_costs_nothing_of_what_depends_on_it(client, applicant):
    filing = make_entity_filing(by=applicant)
    before = kept(filing)

    of_section(client, filing, "officer", officer_is_legal="yes")
    assert kept(filing)["officer_id_number"] == before["officer_id_number"]
    of_section(client, filing, "officer", 99, officer_is_legal="no")

    assert kept(filing) == before


def test_the_browser_is_told_to_keep_no_personal_data(client, applicant):
    filing = make_entity_draft(applicant)

    page = client.get(address("section", filing, "officer")).content.decode()

    assert 'data-autosave="officer_is_legal"' in page


def test_the_parts_of_a_date_are_kept_by_the_browser(client, applicant):
    page = client.get(address("section", make_second_draft(applicant), "algorithm")).content.decode()

    assert (
        'data-autosave="algorithm_name role launch_status launched_on_year launched_on_month launched_on_day'
        ' late_reason"' in page
    )


def test_who_may_only_read_has_nothing_saved(client, applicant):
    filing = make_filing(by=applicant)
    Membership.objects.update(role="viewer")

    page = client.post(address("section", filing, "algorithm"), {"edition": 0, "algorithm_name": "我的"})

    assert "data-autosave" not in page.content.decode()


# --- Cost ---


def large(applicant):
    many = [{"row": f"a000{n:04}", **PRODUCT, "name": f"产品 {n}"} for n in range(50)]
    functions = [{**OF_PROVIDER["functions"][0], "row": f"f000{n:04}", "product": "a0000001"} for n in range(100)]
    return make_second(by=applicant, products=many, functions=functions)


@pytest.mark.parametrize("make", [lambda by: make_second(by=by), large], ids=["small", "large"])
def test_an_autosave_asks_the_database_six_times_at_most(client, applicant, make, statements):
    filing = make(applicant)
    row = address("row", filing, "products", filing.answers["products"][0]["row"])

    for act in (
        lambda: of_section(client, filing, "purpose", scene="新", purpose="新"),
        lambda: of_section(client, filing, "purpose", filing.edition + 1, scene="新", purpose="新"),
        lambda: autosave(client, row, filing.edition, **PRODUCT | {"name": "新"}),
    ):
        asked = statements(act)
        assert len(asked) <= 6, asked


@pytest.mark.parametrize("make", [lambda by: make_second(by=by), large], ids=["small", "large"])
def test_the_page_of_a_section_asks_twelve_times_at_most(client, applicant, make, statements):
    filing = make(applicant)
    row = filing.answers["products"][0]["row"]
    pages = [address("section", filing, key) for key in ("purpose", "products", "functions", "documents")]

    for there in [*pages, address("row", filing, "products", row)]:
        asked = statements(lambda there=there: client.get(there))
        assert len(asked) <= 12, asked


@pytest.fixture
def statements():
    """Call it with an act for the statements that this sends, those that control transactions left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def sent(act):
        with CaptureQueriesContext(connection) as queries:
            answer = act()
        assert answer.status_code == 200
        return [
            each["sql"] for each in queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
        ]

    return sent


# --- Answers to comments ---


@pytest.fixture
def returned(applicant):
    return send_back(make_second(Filing.Status.SUBMITTED, by=applicant), {"purpose": "请写明素材来源。"})


def test_an_answer_to_a_comment_is_saved_with_the_section(client, returned):
    of_section(
        client, returned, "purpose", **PURPOSE, **{"comment-1-answer": "contested", "comment-1-because": "已写。"}
    )

    comment = Comment.objects.get()
    assert (comment.answer, comment.because) == ("contested", "已写。")
    assert kept(returned)["scene"] == PURPOSE["scene"]


def test_half_of_an_answer_waits_and_the_section_is_saved(client, returned):
    answer = of_section(client, returned, "purpose", **PURPOSE, **{"comment-1-answer": "contested"})

    assert answer.status_code == 200
    assert Comment.objects.get().answer == ""
    assert kept(returned)["scene"] == PURPOSE["scene"]


def test_an_answer_of_a_colleague_is_not_replaced_and_the_section_is_not_saved_by_halves(client, returned):
    colleague = make_applicant(returned.company, name="Chen Yu")
    corrections.answer(Comment.objects.get(), answer="fixed", edition=returned.edition, by=colleague, at=NOON)

    typed = PURPOSE | {"comment-1-answer": "contested", "comment-1-because": "已写。"}
    answer = of_section(client, returned, "purpose", returned.edition, **typed)

    assert answer.status_code == 409
    assert Comment.objects.get().answer == "fixed"
    assert kept(returned)["scene"] != PURPOSE["scene"]
