"""A list of the form on its pages: rows added, changed, taken out, without a script."""

import pytest

from filings import rows
from tests.filings.factories import make_filing, make_upload
from tests.filings.second import OF_PROVIDER, make_second, make_second_draft
from tests.filings.views.pages import address, queries_of, text_of, told

pytestmark = pytest.mark.django_db
PRODUCT = {key: value for key, value in OF_PROVIDER["products"][0].items() if key != "row"}
NEW = "0123abcd"


def post_row(client, filing, section, row=NEW, **data):
    filing.refresh_from_db()
    return client.post(address("row", filing, section, row), {"edition": filing.edition, **data})


def kept(filing, name):
    filing.refresh_from_db()
    return filing.answers.get(name)


def test_a_list_offers_another_row_that_is_not_there_before_it_is_saved(client, applicant):
    filing = make_second_draft(applicant)
    page = client.get(address("section", filing, "products"))
    there = address("row", filing, "products", page.context["new_row"])

    assert f'href="{there}"' in page.content.decode()
    assert "Product 1" in text_of(client.get(there))
    assert kept(filing, "products") is None


def test_a_row_sent_twice_stands_once(client, applicant):
    filing = make_second_draft(applicant)

    for _click in range(2):
        response = post_row(client, filing, "products", **PRODUCT)

    assert response.url == address("section", filing, "products")
    assert kept(filing, "products") == [{"row": NEW, **PRODUCT}]


def test_a_row_that_is_changed_keeps_its_place_and_key(client, applicant):
    filing = make_second(by=applicant, products=[{"row": "aaaaaaaa", **PRODUCT}, {"row": "bbbbbbbb", **PRODUCT}])

    post_row(client, filing, "products", "aaaaaaaa", **PRODUCT | {"name": "澜亭相册"})

    assert [(row["row"], row["name"]) for row in kept(filing, "products")] == [
        ("aaaaaaaa", "澜亭相册"),
        ("bbbbbbbb", "澜亭影像"),
    ]


def test_a_wrong_row_is_saved_and_says_what_is_wrong(client, applicant):
    filing = make_second_draft(applicant)

    page = post_row(client, filing, "products", **PRODUCT | {"name": "长" * 101})

    assert "Product name must be 100 characters or fewer" in text_of(page)
    assert kept(filing, "products")[0]["name"] == "长" * 101


def test_a_wrong_row_may_come_later_and_is_told(client, applicant):
    filing = make_second_draft(applicant)

    response = post_row(client, filing, "products", **PRODUCT | {"name": "长" * 101, "next": "later"})

    assert told(client.get(response.url)) == [
        "Products that use it, saved: Product name must be 100 characters or fewer"
    ]


def test_a_row_is_taken_out_after_a_question(client, applicant):
    filing = make_second(by=applicant)
    row = OF_PROVIDER["products"][0]["row"]

    asked = client.get(address("remove_row", filing, "products", row))
    assert "澜亭影像" in text_of(asked)
    response = client.post(address("remove_row", filing, "products", row))

    assert response.url == address("section", filing, "products")
    assert kept(filing, "products") == []


def test_with_a_row_its_file_is_taken_out(client, applicant):
    filing = make_second(by=applicant)

    client.post(address("remove_row", filing, "model", "0e000001"))

    assert "model_contract-0e000001" not in filing.documents()


def test_a_file_of_a_row_is_kept_for_that_row(client, applicant):
    filing = make_second_draft(applicant)

    post_row(client, filing, "evidence", name="授权书", evidence_file=make_upload(name="授权书.pdf"))

    assert {key: document.name for key, document in filing.documents().items()} == {
        f"evidence_file-{NEW}": "授权书.pdf"
    }
    page = client.get(address("row", filing, "evidence", NEW))
    assert "授权书.pdf" in text_of(page)
    document = filing.documents()[f"evidence_file-{NEW}"]
    removed = client.post(address("remove_document", filing, document.key))
    assert removed.url == address("row", filing, "evidence", NEW)


@pytest.mark.parametrize("posted", [{}, {"next": "continue"}])
def test_a_list_with_too_few_rows_says_what_is_missing(client, applicant, posted):
    filing = make_second_draft(applicant)

    page = client.post(address("section", filing, "products"), posted)

    assert "Add at least one product" in text_of(page)


def test_a_list_with_a_row_that_is_not_complete_leads_to_it(client, applicant):
    filing = make_second(by=applicant, products=[{"row": "aaaaaaaa", "name": "甲"}])

    page = client.post(address("section", filing, "products"))

    assert f'<a href="{address("row", filing, "products", "aaaaaaaa")}">Complete Product 1</a>' in page.content.decode()


def test_a_complete_list_goes_on_to_the_next_section(client, applicant):
    filing = make_second(by=applicant, functions=[])

    response = client.post(address("section", filing, "products"), {"next": "continue"})

    assert response.url == address("section", filing, "functions")


def test_a_row_beyond_the_last_is_refused_and_what_was_typed_stays(client, applicant):
    full = [{"row": f"{n:08x}", **PRODUCT} for n in range(50)]
    filing = make_second(by=applicant, products=full)

    page = post_row(client, filing, "products", **PRODUCT | {"name": "第五十一个"})

    assert "This list can have up to 50 entries." in text_of(page)
    assert "第五十一个" in page.content.decode()
    assert len(kept(filing, "products")) == 50


def test_a_row_that_a_colleague_saved_since_is_not_overwritten(client, applicant):
    filing = make_second(by=applicant)
    row = OF_PROVIDER["products"][0]["row"]
    old = filing.edition
    post_row(client, filing, "products", row, **PRODUCT | {"name": "先保存的"})

    page = client.post(address("row", filing, "products", row), {**PRODUCT, "name": "后保存的", "edition": old})

    shown = page.content.decode()
    assert "saved this section at" in shown
    assert "先保存的" in shown
    assert "后保存的" in shown
    assert kept(filing, "products")[0]["name"] == "先保存的"


def test_a_function_belongs_to_a_product_of_the_filing(client, applicant):
    filing = make_second(by=applicant, functions=[])

    page = post_row(client, filing, "functions", product="ffffffff", name="修复", path="打开", introduction="修复照片")
    assert "Select the product" in text_of(page)

    post_row(client, filing, "functions", product="a0000001", name="修复", path="打开", introduction="修复照片")
    listed = client.get(address("section", filing, "functions"))
    assert "修复 · 澜亭影像" in text_of(listed)


@pytest.mark.parametrize("row", ["new", "0123abcde", "ABCDEF01"])
def test_only_a_key_of_the_kind_that_is_given_out_adds_a_row(client, applicant, row):
    assert client.get(address("row", make_second_draft(applicant), "products", row)).status_code == 404


def test_a_row_kept_before_rows_had_keys_goes_by_its_position(client, applicant):
    filing = make_filing(by=applicant, products=[{"name": "甲", "forms": ["app"]}, {"name": "乙", "forms": ["app"]}])

    post_row(client, filing, "products", "2", name="丙", forms=["app"])

    assert [(row["row"], row["name"]) for row in kept(filing, "products")] == [("1", "甲"), ("2", "丙")]


@pytest.mark.parametrize(
    ("view", "args"),
    [("section", ("products",)), ("row", ("products", "a0000001")), ("check", ()), ("detail", ())],
)
def test_pages_ask_the_database_at_most_twelve_times_however_large_the_filing_is(client, applicant, view, args):
    large = make_second(
        by=applicant,
        products=[{**OF_PROVIDER["products"][0], "row": f"a{n:07x}"} for n in range(1, 41)],
        functions=[{**OF_PROVIDER["functions"][0], "row": f"f{n:07x}"} for n in range(1, 61)],
        evidence=[{"row": rows.new_key(), "name": "授权书"} for _ in range(30)],
    )
    small = make_second(by=applicant)

    asked = queries_of(client, address(view, large, *args))
    assert asked == queries_of(client, address(view, small, *args))
    if view in ("section", "row"):
        assert asked <= 12
