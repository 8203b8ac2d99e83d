"""What the checker finds, on the pages of a filing and on the reviewer's."""

import pytest
from django.urls import reverse

from filings.models import Filing
from reviews import intake
from tests.factories import NOON, make_applicant, make_reviewer
from tests.filings.second import ALGORITHM, OF_PROVIDER, make_second
from tests.filings.views.pages import address, queries_of, text_of
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db
PRODUCT = OF_PROVIDER["products"][0]
FOREIGN = {**PRODUCT, "permit_holder": "杭州别家科技有限公司"}
LEFT_OVER = "“XXX” looks left over from a template. Write what belongs there."


def test_what_is_found_stands_beside_its_question_and_is_no_error(client, applicant):
    filing = make_second(by=applicant, scope="仅用于XXX场景")

    page = client.get(address("section", filing, "introduction"))

    shown = page.content.decode()
    assert f"This stops the submission {LEFT_OVER}" in text_of(page)
    assert 'id="id_scope_note_1"' in shown
    assert 'aria-describedby="id_scope_helptext id_scope_note_1 id_scope-info"' in shown
    assert "govuk-form-group--error" not in shown


def test_it_is_shown_in_the_reader_s_language(client, applicant):
    filing = make_second(by=applicant, scope="仅用于XXX场景")

    page = client.get("/zh-hans" + address("section", filing, "introduction"))

    assert "更正前不能提交 “XXX”疑为残留的模板文字，须填写实际内容。" in text_of(page)


def test_what_is_found_in_a_row_stands_in_the_list_and_beside_the_question_of_that_row(client, applicant):
    filing = make_second(by=applicant, products=[PRODUCT, {**FOREIGN, "row": "bbbbbbbb"}])

    listed = client.get(address("section", filing, "products"))
    there = f"{address('row', filing, 'products', 'bbbbbbbb')}#id_permit_holder_note_1"
    assert f'<a class="govuk-link" href="{there}">Product 2 · Holder of the ICP number</a>' in listed.content.decode()

    assert 'id="id_permit_holder_note_1"' in client.get(there).content.decode()
    assert "_note_1" not in client.get(address("row", filing, "products", "a0000001")).content.decode()


def test_the_task_list_counts_what_is_found_in_each_section(client, applicant):
    filing = make_second(by=applicant, scope="仅用于XXX场景", facilities="待填写")

    page = client.get(address("detail", filing))

    assert page.context["found_in"]["introduction"] == 2
    assert "Introduction 2 things to look at" in text_of(page)
    assert "Purpose Completed" in text_of(page)
    assert "Check answers, declare and submit 2 things stop the submission To correct" in text_of(page)


def test_the_check_page_lists_what_stops_and_offers_no_button(client, applicant):
    filing = make_second(by=applicant, scope="仅用于XXX场景")

    page = client.get(address("check", filing))

    assert [(each.of, each.says) for each in page.context["stoppers"]] == [("Scope of application", LEFT_OVER)]
    there = f"{address('section', filing, 'introduction')}#id_scope_note_1"
    assert f'<a href="{there}">Scope of application: {LEFT_OVER}</a>' in page.content.decode()
    assert "Submit the filing" not in text_of(page)


def test_a_filing_that_is_posted_all_the_same_is_refused(client, applicant):
    filing = make_second(by=applicant, scope="仅用于XXX场景")

    page = client.post(
        address("check", filing), {"declared": "on", "revision": 1, "edition": filing.edition, "verification": 1}
    )

    assert f"Correct this first. Scope of application: {LEFT_OVER}" in text_of(page)
    assert not filing.revisions.exists()


def test_what_only_warns_is_listed_and_leaves_the_button(client, applicant):
    filing = make_second(by=applicant, algorithm_name="澜亭修复")

    page = client.get(address("check", filing))

    assert page.context["stoppers"] == []
    assert "The name does not end in 算法, as the names in the registry do. Compare it." in text_of(page)
    assert "Submit the filing" in text_of(page)


def test_the_reviewer_reads_what_was_found_on_submission(client):
    client.force_login(make_reviewer("33"))
    filing = make_second(Filing.Status.SUBMITTED, algorithm_name="澜亭修复")
    intake.take_in(filing.pk, at=NOON)

    page = text_of(client.get(reverse("reviews:case", args=[filing.reference])))

    assert "What the checker found on submission" in page
    assert "To look at · Algorithm name The name does not end in 算法, as the names in the registry do." in page


def test_a_case_without_findings_has_no_such_heading(client):
    case = make_case()
    client.force_login(make_reviewer("33"))

    page = text_of(client.get(reverse("reviews:case", args=[case.filing.reference])))

    assert "What the checker found on submission" not in page


@pytest.mark.parametrize("prefix", ["", "/zh-hans"])
def test_everybody_may_read_the_rules(client, prefix):
    page = client.get(f"{prefix}/filings/rules/")

    assert page.status_code == 200
    assert page.context["rules"][0].key == "name-in-papers"
    assert ("article 24" in text_of(page)) is (prefix == "")
    assert ("第二十四条" in text_of(page)) is (prefix != "")


def test_the_rules_are_linked_from_every_page(client):
    assert 'href="/filings/rules/"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("section", ("products",)),
        ("section", ("model",)),
        ("section", ("algorithm",)),
        ("section", ("publication",)),
        ("row", ("products", "a0000001")),
        ("row", ("model", "0e000001")),
    ],
)
def test_pages_with_findings_ask_the_database_at_most_twelve_times(client, view, args):
    applicant = make_applicant()
    client.force_login(applicant)
    large = make_second(
        by=applicant,
        algorithm_name="澜亭修复",
        products=[FOREIGN, *({**FOREIGN, "row": f"b{n:07x}"} for n in range(1, 41))],
        models=[ALGORITHM["models"][0], *({**ALGORITHM["models"][0], "row": f"0f{n:06x}"} for n in range(1, 19))],
    )
    small = make_second(by=applicant)

    asked = queries_of(client, address(view, large, *args))
    assert asked == queries_of(client, address(view, small, *args))
    assert asked <= 12


@pytest.mark.parametrize("view", ["detail", "check"])
def test_what_is_asked_of_the_whole_filing_is_asked_once(client, view):
    applicant = make_applicant()
    client.force_login(applicant)
    filing = make_second(by=applicant, scope="仅用于XXX场景", algorithm_name="澜亭修复", products=[FOREIGN])

    assert queries_of(client, address(view, filing)) <= 14
