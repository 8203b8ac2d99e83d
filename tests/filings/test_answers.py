from datetime import date

import pytest
from django.utils import translation

from filings import answers, cautions
from filings.models import Filing, Revision
from tests.filings.factories import ANSWERS

TODAY = date(2026, 3, 2)
SUPPORTER_ANSWERS = {key: value for key, value in ANSWERS.items() if key != "products"}


def test_a_summary_has_every_answer_in_the_order_of_the_form_in_words():
    assert answers.summary(Filing(role="provider", answers=ANSWERS)) == [
        (
            "Name, role and purpose",
            [
                ("algorithm_name", "Algorithm name", "澜亭老照片修复算法"),
                ("role", "Role", "Service provider"),
                ("domain", "What it generates or edits", "Images"),
                ("purpose", "Main purpose", "应用于图像生成场景，根据用户输入的老照片，生成修复后的图像。"),
            ],
            "algorithm",
        ),
        (
            "Products that use it",
            [
                ("products", "Products that use it", "1 entry"),
                ("products.5c1e77d0", "Product 1", "Product name: 澜亭影像\nForm: Website, App"),
            ],
            "products",
        ),
    ]


def test_a_summary_shows_a_supporter_no_products_even_where_some_are_left():
    assert [part.key for part in answers.summary(Filing(role="supporter", answers=ANSWERS))] == ["algorithm"]


def test_a_summary_of_a_draft_shows_what_was_typed_and_leaves_the_rest_empty():
    draft = Filing(role="provider", answers={"domain": ["poems"], "products": [{"name": "澜亭影像", "forms": []}]})

    shown = {row.key: row.value for part in answers.summary(draft) for row in part.rows}

    assert shown == {
        "algorithm_name": "",
        "role": "Service provider",
        "domain": "",
        "purpose": "",
        "products": "1 entry",
        "products.1": "Product name: 澜亭影像",
    }


def test_a_revision_begins_with_the_details_of_the_company_that_it_was_submitted_with():
    revision = Revision(filing=Filing(role="provider"), role="provider", answers=ANSWERS)

    assert answers.of_revision(revision)[0] == (
        "Company details",
        [
            ("company_name", "Company name", "杭州澜亭影像科技有限公司"),
            ("credit_code", "Unified social credit code", "91999999MA2CFGHJ1W"),
            ("division", "Registered division", "330106 · Zhejiang"),
        ],
        "company",
    )


def test_products_are_published_as_the_official_lists_write_them_in_every_language():
    products = [*ANSWERS["products"], {"name": "澜亭助手", "forms": ["mini_program"]}]

    with translation.override("en"):
        assert answers.published_products({"products": products}) == "澜亭影像（网站、APP）、澜亭助手（小程序）"


def test_a_filing_without_products_publishes_two_dashes():
    assert answers.published_products(SUPPORTER_ANSWERS) == "--"


@pytest.mark.parametrize("division", ["330106", "", None, "99", "990106"])
def test_known_counties_and_plain_errors_need_no_caution(division):
    assert cautions.of_answers({"division": division}, today=TODAY) == {}


def test_an_unknown_county_is_worth_a_word():
    assert cautions.of_division("330113") == (
        "We know no county with the code 330113. If it is what the licence says, go on."
    )


def test_the_code_of_a_whole_city_is_worth_a_word():
    assert cautions.of_division("330100") == (
        "330100 is the code of a whole city or province. Check whether the licence names a county."
    )
