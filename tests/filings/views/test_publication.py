"""The page on what will be published: the entry, as the registry will show it."""

import pytest

from filings.models import Filing
from tests.filings.second import OF_PROVIDER, make_second, make_second_draft
from tests.filings.views.pages import address, queries_of, text_of

pytestmark = pytest.mark.django_db


def page_of(client, filing):
    return client.get(address("section", filing, "publication"))


def test_the_entry_is_shown_as_the_registry_will_show_it(client, applicant):
    page = text_of(page_of(client, make_second(by=applicant)))

    assert (
        "Filing number · Given on approval 澜亭老照片修复算法 应用于图像生成场景，根据用户输入的老照片，"
        "生成修复后的图像。 Company 杭州澜亭影像科技有限公司 Role Service provider Product 澜亭影像（网站、APP）"
        " Province at first filing Zhejiang Published in Given on approval"
    ) in page


def test_what_is_missing_of_the_entry_is_said(client, applicant):
    page = text_of(page_of(client, make_second_draft(applicant)))

    assert (
        "The algorithm has no name yet Its purpose is not answered yet. Company Not answered Role Service provider"
        " Product Not answered Province at first filing Not answered"
    ) in page


def test_a_product_without_its_forms_is_not_told_yet(client, applicant):
    half = {"row": "aaaaaaaa", "name": "半成品", "forms": []}
    filing = make_second(by=applicant, products=[half, OF_PROVIDER["products"][0]])

    page = text_of(page_of(client, filing))

    assert "Product 澜亭影像（网站、APP） Province" in page


def test_a_supporter_has_no_product_of_its_own(client, applicant):
    page = page_of(client, make_second(by=applicant, role=Filing.Role.SUPPORTER))

    assert "Product None of its own: the products are those of its clients" in text_of(page)
    assert "Change the products" not in text_of(page)


def test_the_entry_follows_the_answers_and_makes_no_more_than_twelve_questions(client, applicant):
    filing = make_second(by=applicant)
    filing.answers["algorithm_name"] = "改名后的算法"
    filing.save()

    assert "改名后的算法" in text_of(page_of(client, filing))
    assert queries_of(client, address("section", filing, "publication")) <= 12
