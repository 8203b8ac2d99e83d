import re

import pytest

from tests.filings.factories import ANSWERS, make_draft, make_filing
from tests.filings.views.pages import address, queries_of, told

pytestmark = pytest.mark.django_db


def post_products(client, filing, *names, **more):
    data = {"products-TOTAL_FORMS": len(names), "products-INITIAL_FORMS": 0, "edition": filing.edition}
    for n, name in enumerate(names):
        data |= {f"products-{n}-name": name, f"products-{n}-forms": ["app"]}
    return client.post(address("section", filing, "products"), data | more)


def names_of(filing):
    filing.refresh_from_db()
    return [product["name"] for product in filing.answers["products"]]


def test_another_product_is_added_without_a_script(client, applicant):
    filing = make_draft(applicant)

    response = post_products(client, filing, "澜亭影像", next="add")

    page = client.get(response.url).content.decode()
    assert names_of(filing) == ["澜亭影像"]
    assert 'value="澜亭影像"' in page
    assert 'name="products-1-name"' in page
    assert 'name="products-TOTAL_FORMS" value="2"' in page


def test_a_product_is_removed_without_a_script(client, applicant):
    filing = make_draft(applicant)

    response = post_products(client, filing, "澜亭影像", "澜亭助手", remove="0")

    assert response.url == address("section", filing, "products")
    assert names_of(filing) == ["澜亭助手"]


def test_a_wrong_product_may_come_later_and_is_told(client, applicant):
    filing = make_draft(applicant)

    response = post_products(client, filing, "长" * 101, next="later")

    told_next = told(client.get(response.url))
    assert told_next == ["Products that use it, saved: The product name must be 100 characters or fewer"]
    assert names_of(filing) == ["长" * 101]


def test_the_enter_key_saves_and_removes_nothing(client, applicant):
    filing = make_filing(by=applicant, products=[{"name": "甲", "forms": []}, {"name": "乙", "forms": []}])

    page = client.get(address("section", filing, "products")).content.decode()

    form = page[page.index('name="edition"') :]
    assert re.search(r'<button[^>]*name="(\w+)"', form)[1] == "next"


@pytest.mark.parametrize(("view", "args"), [("section", ("products",)), ("check", ())])
def test_pages_ask_as_much_of_the_database_for_one_product_as_for_three(
    client, applicant, django_assert_num_queries, view, args
):
    one, three = make_filing(by=applicant), make_filing(by=applicant, products=ANSWERS["products"] * 3)

    with django_assert_num_queries(queries_of(client, address(view, one, *args))):
        client.get(address(view, three, *args))
