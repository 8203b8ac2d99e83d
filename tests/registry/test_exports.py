from datetime import date

import pytest
from django.urls import reverse

from registry import amendment, exports, importing, official_list, search
from registry.models import Entry, EntryVersion, Listing, Role, Status
from registry.search import Filters
from tests.factories import NOON
from tests.registry.factories import MARCH, make_batch, make_entry

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)
HEADINGS = "序号,算法名称,角色,主体名称,应用产品,主要用途,备案编号,备注,批次,状态,注销日期"


def download(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    return response, b"".join(response.streaming_content)


def lines(content):
    return content.decode("utf-8-sig").splitlines()


def load(tmp_path, content):
    """Read a download back into the registry; return (read, added, changed, unchanged)."""
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    outcomes = [importing.load(official, source=path.name, by=None, at=NOON) for official in official_list.read(path)]
    return tuple(
        sum(getattr(outcome, count) for outcome in outcomes) for count in ("read", "added", "changed", "unchanged")
    )


def test_a_batch_is_downloaded_with_the_official_columns_and_ours(client):
    make_entry(
        number="330106123456701260010",
        company="澜亭公司",
        algorithm="墨影算法",
        product="墨影（APP）、墨影工坊（网站）",
        purpose="生成图像，“按画风”。",
    )
    make_entry(
        number="330106123456701260025",
        company="澜亭公司",
        algorithm="墨影-2",
        role=Role.SUPPORTER,
        product="--",
        purpose="图, 二种",
        status=Status.CANCELLED,
        cancelled_on=date(2026, 3, 1),
    )

    response, content = download(client, "registry:batch_csv", "2026-03")

    assert content.startswith("\ufeff序号".encode())
    assert lines(content) == [
        HEADINGS,
        "1,墨影算法,服务提供者,澜亭公司,墨影（APP）、墨影工坊（网站）,生成图像，“按画风”。,网信算备330106123456701260010号,,2026年3月,有效,",
        "2,墨影-2,服务技术支持者,澜亭公司,'--,"
        '"图, 二种",网信算备330106123456701260025号,,2026年3月,已注销,2026年3月1日',
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E6%B7%B1%E5%BA%A6%E5%90%88%E6%88%90%E6%9C%8D%E5%8A%A1%E7%AE%97"
        "%E6%B3%95%E5%A4%87%E6%A1%88%E6%B8%85%E5%8D%95-2026-03.csv"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "|", "%"])
def test_no_cell_is_a_formula_and_it_reads_back_as_it_was(client, tmp_path, start):
    make_entry(algorithm=f"{start}cmd|' /C calc'!A1算法")

    _response, content = download(client, "registry:batch_csv", "2026-03")

    assert not any(cell.startswith(start) for cell in lines(content)[1].split(","))
    assert load(tmp_path, content) == (1, 0, 0, 1)


def test_a_search_is_downloaded_whole_newest_first(client):
    for _ in range(25):
        make_entry(make_batch(JANUARY))
    make_entry(algorithm="别的算法")
    make_entry(division="110108")

    _response, content = download(client, "registry:search_csv", q="墨影人像", province="33")

    assert len(lines(content)) == 26
    assert [line.split(",")[0] for line in lines(content)[1:]] == [str(n) for n in range(25, 0, -1)]


@pytest.mark.parametrize(
    ("text", "filters", "expected"),
    [
        ("", {}, [2, 1, 0]),
        ("墨影", {"role": 2}, [1]),
        ("330106", {}, [2, 0]),
        ("别的", {}, []),
        ("", {"province": 11}, [1]),
    ],
)
def test_a_download_holds_what_the_search_finds(text, filters, expected):
    entries = [make_entry(), make_entry(division="110108", role=Role.SUPPORTER), make_entry()]
    query, wanted = search.read(text), Filters(**filters)

    assert list(search.matching(query, wanted)) == [entries[n] for n in expected]
    assert search.search(query, wanted).rows == [entries[n] for n in expected]


def test_what_is_downloaded_reads_back_without_a_change(client, tmp_path):
    january, march = make_batch(JANUARY), make_batch(MARCH)
    both = make_entry(march, remark="变更内容：产品变更")
    old = EntryVersion.objects.create(
        **{**both.facts(), "product": "旧（APP）"},
        entry=both,
        sequence=2,
        ordinal=january.ordinal,
        batch=january,
        recorded_at=NOON,
    )
    Listing.objects.create(batch=january, entry=both, version=old, position=1, superseded=True)
    changed = make_entry(march)
    amendment.change(changed, facts={"product": "墨影剧场（小程序）"}, remark="新增", by=None, at=NOON)
    amendment.cancel(make_entry(march), on=date(2026, 3, 1), reason="", by=None, at=NOON)
    before = list(Entry.objects.values())

    results = [
        load(tmp_path, download(client, "registry:batch_csv", "2026-01")[1]),
        load(tmp_path, download(client, "registry:batch_csv", "2026-03")[1]),
        load(tmp_path, download(client, "registry:search_csv")[1]),
    ]

    assert results == [(1, 0, 0, 1), (3, 0, 0, 3), (3, 0, 0, 3)]
    assert list(Entry.objects.values()) == before


def test_a_search_that_cannot_be_done_leads_back_to_its_page(client):
    for query in ({"q": "长" * 101}, {"role": "9"}):
        response = client.get(reverse("registry:search_csv"), query)

        assert (response.status_code, response.url.split("?")[0]) == (302, "/registry/")


def test_rows_leave_in_blocks(monkeypatch):
    monkeypatch.setattr(exports, "FETCHED", 2)
    batch = make_batch()
    for _ in range(5):
        make_entry(batch)

    sizes = [block.count("\r\n") for block in exports.blocks(exports.of_batch(batch))]

    assert sizes == [3, 2, 1]


def test_a_drafts_download_is_not_found(client):
    make_batch(status="draft")

    assert client.get(reverse("registry:batch_csv", args=["2026-03"])).status_code == 404
