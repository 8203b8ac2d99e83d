import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from registry import amendment, publication
from registry.models import EntryVersion, Listing, Role, Status
from tests.factories import NOON, make_staff
from tests.registry.factories import MARCH, make_approval, make_batch, make_entry

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)
NUMBER = "330106123456701260010"


def text_of(response):
    """What the page says, without its markup."""
    assert response.status_code in (200, 404), response.status_code
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def english_cells(response):
    """What a table of Chinese facts says in the words of an English page."""
    return re.findall(r'lang="en">([^<]+)</', response.content.decode())


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def names_in(response):
    return [entry.algorithm for entry in response.context["found"].rows]


PUBLIC = [
    ("registry:search", [], {"q": "墨影"}),
    ("registry:search", [], {}),
    ("registry:entry", [NUMBER], {}),
    ("registry:entry", ["330106123456701260020"], {}),
    ("registry:batches", [], {}),
    ("registry:batch", ["2026-03"], {}),
    ("registry:batch_csv", ["2026-03"], {}),
    ("registry:search_csv", [], {"q": "墨影"}),
]


@pytest.mark.parametrize(("name", "args", "query"), PUBLIC)
def test_public_pages_set_no_cookie(client, name, args, query):
    make_entry(number=NUMBER)

    assert page(client, name, *args, **query).cookies == {}


@pytest.mark.parametrize(("name", "args", "query"), PUBLIC)
@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_public_pages_are_only_read(client, name, args, query, verb):
    make_entry(number=NUMBER)

    assert getattr(client, verb)(reverse(name, args=args), query).status_code == 405


@pytest.mark.parametrize(("name", "args", "query"), PUBLIC[:6])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_public_page_says_that_filing_is_no_endorsement(client, name, args, query, language):
    make_entry(number=NUMBER)
    with translation.override(language):
        statement = translation.gettext(
            "Filing is not an endorsement. It does not mean that an algorithm, a product or a company has been"
            " approved or recommended, and nobody may use it for publicity or other commercial purposes."
        )

        assert statement in text_of(page(client, name, *args, **query))


@pytest.mark.parametrize("entries", [1, 3])
@pytest.mark.parametrize(
    ("name", "args", "query", "queries"),
    [
        ("registry:search", [], {}, 4),
        ("registry:search", [], {"q": "墨影"}, 4),
        ("registry:search", [], {"role": "1", "province": "33", "batch": "2026-03"}, 5),
        ("registry:entry", [NUMBER], {}, 4),
        ("registry:batches", [], {}, 1),
        ("registry:batch", ["2026-03"], {}, 2),
        ("registry:batch_csv", ["2026-03"], {}, 2),
        ("registry:search_csv", [], {"q": "墨影"}, 2),
    ],
)
def test_a_page_takes_as_many_queries_for_three_entries_as_for_one(
    client, django_assert_num_queries, entries, name, args, query, queries
):
    make_entry(number=NUMBER)
    for n in range(2, entries + 1):
        make_entry(number=f"33010612345670126{n:03d}1")
        make_batch(date(2025, n, 1))

    with django_assert_num_queries(queries):
        response = page(client, name, *args, **query)
        b"".join(response.streaming_content) if response.streaming else response.content


def test_the_search_shows_what_it_found(client):
    make_entry(company="绍兴镜湖科技有限公司", algorithm="镜湖换脸算法", product="镜湖（APP）", number=NUMBER)
    make_entry()

    response = page(client, "registry:search", q="镜湖 换脸")

    assert names_in(response) == ["镜湖换脸算法"]
    text = text_of(response)
    assert "Results for “镜湖 换脸” – Algorithm Filing" in text
    assert (
        "1 result Download these results (CSV) 镜湖换脸算法 In force"
        " 应用于图像生成场景，根据用户上传的人像照片，生成所选画风的图像。"
        " Company 绍兴镜湖科技有限公司 Product 镜湖（APP） Role Service provider"
        f" Filing number 网信算备{NUMBER}号"
    ) in text


def test_the_registry_counts_all_its_algorithms(client):
    for _ in range(3):
        make_entry()

    assert "3 algorithms, newest first" in text_of(page(client, "registry:search"))


def test_more_results_than_are_counted_are_called_more(client, monkeypatch):
    monkeypatch.setattr("registry.ladder.MOST", 2)
    for _ in range(3):
        make_entry()

    assert "More than 2 results" in text_of(page(client, "registry:search", q="墨影"))


def test_filters_in_force_can_be_taken_away_one_by_one(client):
    make_entry(make_batch(MARCH), division="110108", role=Role.SUPPORTER)

    response = page(client, "registry:search", q="墨影", role="2", province="11", batch="2026-03", before="99999999999")

    assert response.context["chosen"] == [
        ("Technical supporter", "?q=%E5%A2%A8%E5%BD%B1&province=11&batch=2026-03"),
        ("Beijing", "?q=%E5%A2%A8%E5%BD%B1&role=2&batch=2026-03"),
        ("March 2026", "?q=%E5%A2%A8%E5%BD%B1&role=2&province=11"),
    ]
    assert len(names_in(response)) == 1
    content = response.content.decode()
    assert re.findall(r'<option value="([^"]+)"\s+selected', content) == ["11", "2026-03"]
    assert re.findall(r'value="([^"]*)"\s+checked', content) == ["2"]


def test_pages_lead_to_older_and_newer_entries_with_the_filters_kept(client):
    for _ in range(41):
        make_entry(role=Role.SUPPORTER)
    first = page(client, "registry:search", role="2")
    second = client.get(reverse("registry:search") + first.context["older"])
    third = client.get(reverse("registry:search") + second.context["older"])
    back = client.get(reverse("registry:search") + third.context["newer"])

    assert [len(names_in(each)) for each in (first, second, third)] == [20, 20, 1]
    assert names_in(back) == names_in(second)
    assert (first.context["newer"], third.context["older"]) == ("", "")
    assert "role=2" in second.context["newer"]


@pytest.mark.parametrize("query", [{"before": "x"}, {"after": "-1"}, {"before": "9" * 30}])
def test_a_page_that_does_not_exist_is_the_first(client, query):
    make_entry()

    assert len(names_in(page(client, "registry:search", **query))) == 1


def test_nothing_found_says_what_to_do(client):
    make_entry()

    response = page(client, "registry:search", q="没有这个", role="2")

    assert "0 results No algorithms match Search for fewer or shorter words" in text_of(response)
    assert 'href="?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA">Search without filters</a>' in response.content.decode()


def test_a_misprinted_number_is_called_so(client):
    assert "its last digit does not fit the others" in text_of(page(client, "registry:search", q=NUMBER[:20] + "9"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"q": "长" * 101}, "This search cannot be done Search for 100 characters or fewer."),
        ({"role": "9"}, "This search cannot be done Choose a role, a province and a batch from the lists."),
        ({"province": "99"}, "This search cannot be done Choose a role, a province and a batch from the lists."),
        ({"batch": "2031-01"}, "This search cannot be done Choose a role, a province and a batch from the lists."),
    ],
)
def test_a_search_that_cannot_be_done_says_why(client, query, sentence):
    make_entry()

    response = page(client, "registry:search", **query)

    assert sentence in text_of(response)
    assert names_in(response) == []


def test_a_search_that_cannot_be_done_says_why_in_chinese_with_a_chinese_stop(client):
    assert "请从列表中选择角色、省份和批次。" in text_of(client.get("/zh-hans/registry/?role=9"))


def test_what_is_typed_is_shown_as_text(client):
    make_entry(algorithm="<b>墨影</b>算法")

    response = page(client, "registry:search", q='墨影 <script>alert("1")</script>')
    content = response.content.decode() + page(client, "registry:search").content.decode()

    assert "<script>alert" not in content
    assert "<b>墨影</b>" not in content


def test_an_entry_shows_its_facts_at_its_permanent_address(client):
    entry = make_entry(number=NUMBER, remark="变更内容：产品变更")
    make_entry(number="330106123456701260028", algorithm="墨影二号算法")

    response = client.get(f"/registry/{NUMBER}/")

    assert reverse("registry:entry", args=[NUMBER]) == f"/registry/{NUMBER}/" == entry.get_absolute_url()
    assert (
        "Filed facts Company 杭州澜亭影像科技有限公司 Role Service provider Product 墨影（APP）、墨影工坊（网站）"
        " Province at first filing Zhejiang Remark 变更内容：产品变更"
        " Published in 境内深度合成服务算法备案清单（2026年3月）"
        " History Published March 2026 · 境内深度合成服务算法备案清单（2026年3月）"
    ) in text_of(response)
    assert "Filing number 网信算备 330106 1234567 01 26 001 0 号 In force Filing is not an endorsement" in (
        text_of(response)
    )
    assert "Other filings of this company 墨影二号算法" in text_of(response)


def test_an_odd_number_has_an_address_too(client):
    make_entry(number="1101082242366066220017")

    assert client.get("/registry/1101082242366066220017/").status_code == 200


def test_an_entry_shows_its_history_newest_first(client):
    january, march = make_batch(JANUARY, published_on=date(2026, 1, 7)), make_batch(MARCH)
    entry = make_entry(march, number=NUMBER, product="甲（APP）、乙（APP）", purpose="新用途")
    facts = {**entry.facts(), "product": "甲（APP）、丙（网站）", "role": Role.SUPPORTER, "purpose": "旧用途"}
    version = EntryVersion.objects.create(
        entry=entry, sequence=2, ordinal=january.ordinal, batch=january, recorded_at=NOON, **facts
    )
    Listing.objects.create(batch=january, entry=entry, version=version, position=1, superseded=True)
    entry.version = 2
    entry.save()
    amendment.change(entry, facts={"company": "安徽澜亭科技有限公司"}, remark="主体更名", by=None, at=NOON)
    amendment.cancel(entry, on=date(2026, 3, 1), reason="confidential reason", by=None, at=NOON)

    text = text_of(client.get(f"/registry/{NUMBER}/"))

    assert (
        "History"
        " Cancelled 1 March 2026"
        " Changed 2 March 2026 Company: 杭州澜亭影像科技有限公司 安徽澜亭科技有限公司 主体更名"
        " Changed March 2026 · 境内深度合成服务算法备案清单（2026年3月）"
        " Role: Technical supporter Service provider Product: 丙（网站） 乙（APP） Main purpose: 旧用途 新用途"
        " Published 7 January 2026 · 境内深度合成服务算法备案清单（2026年1月）"
    ) in text
    assert "This filing was cancelled on 1 March 2026. It stays here for the record." in text
    assert "confidential reason" not in text


def test_a_product_in_several_forms_changes_as_a_whole(client):
    entry = make_entry(make_batch(MARCH), number=NUMBER, product="甲（网站、APP）、乙(APP、其他)、丙（APP）")
    amendment.change(entry, facts={"product": "甲（网站、小程序）、乙(APP、其他)"}, remark="", by=None, at=NOON)

    text = text_of(client.get(f"/registry/{NUMBER}/"))

    assert "Product: 甲（网站、APP）、丙（APP） 甲（网站、小程序） Published" in text


@pytest.mark.parametrize(
    ("month", "told"),
    [
        (MARCH, "Changed March 2026 · 境内深度合成服务算法备案清单（2026年3月） 已注销"),
        (date(2026, 4, 1), "Published again April 2026 · 境内深度合成服务算法备案清单（2026年4月） 已注销"),
    ],
)
def test_a_remark_alone_is_a_change_in_its_batch_and_a_publication_in_another(client, month, told):
    entry = make_entry(make_batch(MARCH), number=NUMBER)
    batch = make_batch(month)
    facts = {**entry.facts(), "remark": "已注销"}
    EntryVersion.objects.create(entry=entry, sequence=2, ordinal=batch.ordinal, batch=batch, recorded_at=NOON, **facts)

    text = text_of(client.get(f"/registry/{NUMBER}/"))

    assert f"History {told} Published March 2026" in text


def test_a_cancellation_without_a_day_is_said_so(client):
    make_entry(number=NUMBER, status=Status.CANCELLED, product="--")

    text = text_of(client.get(f"/registry/{NUMBER}/"))

    assert "This filing has been cancelled. It stays here for the record." in text
    assert "Cancelled On a day that is not stated" in text
    assert "Product None of its own: the products are those of its clients" in text


def test_a_company_with_many_filings_shows_ten_and_a_way_to_all(client):
    for n in range(1, 13):
        make_entry(number=f"33010612345670126{n:03d}1", company="澜亭 & 公司")

    response = client.get("/registry/330106123456701260011/")

    assert response.content.decode().count('<a class="govuk-link" href="/registry/3301') == 10
    assert "?q=%E6%BE%9C%E4%BA%AD%20%26%20%E5%85%AC%E5%8F%B8" in response.content.decode()


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("110108645502801230035", "No published algorithm has this number. It may not have been published yet."),
        ("110108645502801230036", "and its last digit does not fit the others: it holds a misprint."),
    ],
)
def test_an_unknown_number_gets_a_page_that_offers_the_search(client, number, sentence):
    response = client.get(f"/registry/{number}/")

    assert response.status_code == 404
    assert sentence in text_of(response)
    assert 'role="search"' in response.content.decode()


@pytest.mark.parametrize("path", ["3301061234567012600", "33010612345670126001000", "x" * 21])
def test_what_is_no_number_is_not_found(client, path):
    assert client.get(f"/registry/{path}/").status_code == 404


def test_batches_are_listed_with_day_or_month(client):
    make_batch(JANUARY, published_on=date(2026, 1, 7), listed=1572)
    make_entry(make_batch(MARCH))

    text = text_of(page(client, "registry:batches"))

    assert (
        "Batch Published Algorithms 境内深度合成服务算法备案清单（2026年3月） March 2026 1"
        " 境内深度合成服务算法备案清单（2026年1月） 7 January 2026 1,572"
    ) in text


def test_no_batches_yet_is_said(client):
    assert "No batches yet Nothing has been published yet." in text_of(page(client, "registry:batches"))


def test_a_batch_shows_its_notice_and_the_facts_as_it_has_them(client):
    batch = make_batch(MARCH, notice="现予以公告。\n\n欢迎监督。")
    entry = make_entry(batch, number=NUMBER, company="旧名公司")
    amendment.change(entry, facts={"company": "新名公司"}, remark="更名", by=None, at=NOON)

    response = page(client, "registry:batch", "2026-03")

    assert "<p>现予以公告。</p>\n\n<p>欢迎监督。</p>" in response.content.decode()
    assert f"旧名公司 墨影（APP）、墨影工坊（网站） {entry.purpose} 网信算备{NUMBER}号" in text_of(response)
    assert f"1 {entry.algorithm} Changed Service provider" in text_of(response)
    assert english_cells(response) == ["Changed", "Service provider"]


def test_a_long_batch_has_pages(client):
    batch = make_batch()
    for _ in range(51):
        make_entry(batch)

    first = page(client, "registry:batch", "2026-03")
    second = client.get(reverse("registry:batch", args=["2026-03"]) + first.context["older"])

    assert [listing.position for listing in first.context["listings"]] == list(range(1, 51))
    assert [listing.position for listing in second.context["listings"]] == [51]
    assert (first.context["newer"], second.context["newer"], second.context["older"]) == ("", "?after=0", "")
    assert len(page(client, "registry:batch", "2026-03", after="x").context["listings"]) == 50


@pytest.mark.parametrize("month", ["2026-13", "2026-04", "202603", "x", "2026-3", "0001-01"])
def test_an_unknown_batch_is_not_found(client, month):
    make_batch()

    assert page(client, "registry:batch", month).status_code == 404


def test_nothing_of_a_draft_is_public_until_it_is_published(client):
    approval = make_approval(company="未公示公司", algorithm="未公示算法", purpose="未公示用途")
    batch = publication.gather(
        month=MARCH, title="未公示批次", notice="未公示公告", approvals=[approval], by=None, at=NOON
    )
    addresses = [
        reverse("registry:search"),
        reverse("registry:search") + "?q=未公示",
        reverse("registry:search") + f"?q={approval.number}",
        reverse("registry:batches"),
        reverse("registry:batch", args=[batch.slug]),
        reverse("registry:entry", args=[approval.number]),
        reverse("registry:search_csv"),
        reverse("home"),
    ]

    def seen():
        responses = [client.get(address) for address in addresses]
        bodies = [b"".join(r.streaming_content) if r.streaming else r.content for r in responses]
        return ["未公示算法" in body.decode() or "未公示批次" in body.decode() for body in bodies]

    before = seen()
    publication.publish(batch, by=None, at=NOON)

    assert before == [False] * 8
    assert seen() == [True] * 8


def test_administrators_read_the_registry_and_change_nothing(client):
    entry = make_entry()
    admin = make_staff("administrator", "")
    client.force_login(admin)
    address = reverse("admin:registry_entry_change", args=[entry.pk])

    assert client.get(reverse("admin:registry_entry_changelist"), {"q": entry.number[:8]}).status_code == 200
    assert client.get(address).status_code == 200
    assert client.post(address, {"company": "x"}).status_code == 405
    assert client.get(reverse("admin:registry_entry_add")).status_code == 403
    assert client.post(reverse("admin:registry_entry_delete", args=[entry.pk])).status_code == 405
