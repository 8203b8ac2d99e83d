import random
from datetime import date

import pytest
from django.db import OperationalError, connection
from django.db.models import Count

from benchmarks.generate import filings
from registry import ladder, search
from registry.models import Batch, Entry, Holder, Listing, Role
from registry.models.batch import ordinal_of
from registry.search import Filters
from tests.registry.factories import MARCH, make_batch, make_entry, make_facts

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 1)


def found(text, **filters):
    return search.search(search.read(text), Filters(**filters)).rows


def load(count):
    """Generated entries, straight into the table that is searched."""
    holder = Holder.objects.create(code="0000001", name="甲")
    batches: dict = {}
    entries = []
    for position, filing in enumerate(filings(count)):
        ordinal = ordinal_of(filing.month)
        batches[ordinal] = batches.get(ordinal) or make_batch(filing.month)
        entries.append(
            Entry(
                **make_facts(
                    company=filing.company,
                    algorithm=filing.algorithm,
                    role=filing.role,
                    product=filing.product,
                    purpose=filing.purpose,
                ),
                number=filing.number,
                holder=holder,
                province=int(filing.number[:2]),
                batch=batches[ordinal],
                rank=ordinal * Entry.RANKS_PER_BATCH + position,
            )
        )
    Entry.objects.bulk_create(entries)
    for row in Entry.objects.order_by("batch").values("batch").annotate(n=Count("*")):
        Batch.objects.filter(pk=row["batch"]).update(listed=row["n"], latest=row["n"])


@pytest.mark.parametrize(
    "text",
    [
        "澜亭",
        "杭州澜亭影像科技",
        "人像风格",
        "墨影工坊",
        "（APP）",
        "(app)",
        "ＡＰＰ",
        "画风",
        "影",
        "风格 澜亭",
        "澜 墨影",
    ],
)
def test_an_entry_is_found_by_company_algorithm_product_and_purpose(text):
    entry = make_entry()

    assert found(text) == [entry]


@pytest.mark.parametrize(
    "text", ["澜庭", "澜亭 不存在", "算法墨影", "司墨", "%", "_", "墨_", "墨%", "\\", "' OR 1=1 --"]
)
def test_what_does_not_occur_finds_nothing(text):
    make_entry(algorithm="墨影")

    assert found(text) == []


def test_wildcards_are_characters_like_others():
    entry = make_entry(purpose="降噪100%，a_b")

    assert found("100%") == [entry]
    assert found("a_b") == [entry]
    assert found("a%b") == []


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1f\u200b", "\ud800"])
def test_an_empty_query_shows_everything_newest_first(text):
    old, new = make_entry(make_batch(JANUARY)), make_entry(make_batch(MARCH))

    assert found(text) == [new, old]


def test_control_characters_part_words_and_do_no_harm():
    entry = make_entry()

    assert found("澜亭\x00墨影\ud800") == [entry]


@pytest.mark.parametrize(
    "text",
    [
        "330106",
        "330106 1234567",
        "网信算备330106123456701260010号",
        "网信算备３３０１",
        "33010612345670126001",
    ],
)
def test_a_number_is_found_whole_or_by_its_beginning(text):
    make_entry()
    entry = make_entry(number="330106123456701260010")

    assert entry in found(text)


def test_a_whole_number_finds_one_entry():
    make_entry()
    entry = make_entry(number="330106123456701260010")

    assert found("网信算备330106123456701260010号") == [entry]


def test_few_digits_are_a_word_and_many_too_where_no_number_begins_so():
    hotline = make_entry(product="热线95588（其他）", number="110108123456701260010")
    phone = make_entry(product="热线4008123123（其他）", number="955881123456701260010")

    assert found("95588") == [hotline]
    assert found("4008123123") == [phone]


def test_filters_narrow_the_search():
    entry = make_entry(role=Role.SUPPORTER, division="110108")
    make_entry(role=Role.PROVIDER, division="110108")
    make_entry(role=Role.SUPPORTER, division="330106")

    for text in ("", "澜亭", "澜", "1101"):
        expected = [] if text == "1101" else [entry]
        assert found(text, role=Role.SUPPORTER, province=11) == expected
    assert found("110108", role=Role.SUPPORTER) == [entry]


@pytest.mark.parametrize("text", ["", "澜亭", "澜", "330106"])
def test_an_entry_of_two_batches_is_found_in_both(text):
    january, march = make_batch(JANUARY), make_batch(MARCH)
    both, only = make_entry(march), make_entry(january)
    Listing.objects.create(batch=january, entry=both, version=both.versions.get(), position=9, superseded=True)

    assert found(text, batch=january.ordinal) == [both, only]
    assert found(text, batch=march.ordinal) == [both]


@pytest.mark.parametrize("text", ["澜" * 101, "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子"])
def test_a_query_that_is_too_long_is_refused_in_words(text):
    with pytest.raises(search.CannotSearch) as refusal:
        search.read(text)

    assert str(refusal.value) in ("Search for 100 characters or fewer.", "Search for 10 words or fewer.")


def test_a_scan_that_takes_too_long_asks_for_more_characters(monkeypatch):
    make_entry()
    monkeypatch.setattr(ladder, "IN_ORDER", "SELECT pg_sleep(5) FROM registry_entry WHERE {matches}")
    monkeypatch.setattr(search, "SCAN_TIMEOUT", "10ms")

    with pytest.raises(search.CannotSearch) as refusal:
        found("澜")

    assert str(refusal.value) == "Search for two characters or more."


def test_a_database_that_is_gone_is_not_taken_for_a_slow_scan(monkeypatch):
    def gone(*_args):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(ladder, "read_in_order", gone)

    with pytest.raises(OperationalError, match="closed the connection"):
        found("澜")


@pytest.mark.parametrize("text", ["", "墨影", "墨", "330106"])
def test_pages_hang_together_in_both_directions(text):
    entries = [make_entry() for _ in range(45)][::-1]
    query = search.read(text)

    first = search.search(query, Filters())
    second = search.search(query, Filters(), before=first.older)
    third = search.search(query, Filters(), before=second.older)
    back = search.search(query, Filters(), after=third.newer)
    start = search.search(query, Filters(), after=back.newer)

    assert [first.rows, second.rows, third.rows] == [entries[:20], entries[20:40], entries[40:]]
    assert (back.rows, start.rows) == (second.rows, first.rows)
    assert (first.newer, third.older, start.newer) == (None, None, None)
    assert {page.count for page in (first, second, third, back, start)} == {45}


def test_pages_beyond_the_last_are_empty():
    entry = make_entry()

    page = search.search(search.read("墨影"), Filters(), before=entry.rank)

    assert (page.rows, page.count, page.older, page.newer) == ([], 1, None, None)


@pytest.fixture
def generated():
    load(2600)
    return list(Entry.objects.order_by("-rank"))


def matching(entries, text):
    """What a search must find, told by reading every entry."""
    words = text.lower().split()
    return [entry for entry in entries if all(word in entry.doc for word in words)]


def test_every_term_finds_exactly_what_a_plain_reading_finds(generated):
    dice = random.Random(7)
    for _turn in range(300):
        words = []
        for _word in range(dice.choice((1, 1, 1, 2))):
            line = dice.choice(dice.choice(generated).doc.split("\n"))
            start = dice.randrange(len(line))
            words.append(line[start : start + dice.randint(1, 6)])
        text = " ".join(words)
        expected = matching(generated, text)

        page = search.search(search.read(text), Filters())

        assert [entry.number for entry in page.rows] == [entry.number for entry in expected[:20]], text
        assert (page.count, page.is_capped) == (min(len(expected), 1000), len(expected) > 1000), text


def test_terms_with_filters_find_exactly_what_a_plain_reading_finds(generated):
    dice = random.Random(8)
    for _turn in range(100):
        line = dice.choice(dice.choice(generated).doc.split("\n"))
        start = dice.randrange(len(line))
        text = line[start : start + dice.randint(1, 3)]
        one = dice.choice(generated)
        filters = {
            name: value
            for name, value in {"role": one.role, "province": one.province, "batch": one.batch_id}.items()
            if dice.random() < 0.5
        }
        expected = [
            entry
            for entry in matching(generated, text)
            if all(
                {"batch": entry.batch_id}.get(name, getattr(entry, name)) == value for name, value in filters.items()
            )
        ]

        page = search.search(search.read(text), Filters(**filters))

        assert [entry.number for entry in page.rows] == [entry.number for entry in expected[:20]], (text, filters)
        assert page.count == min(len(expected), 1000), (text, filters)


def test_old_entries_are_paged_through_to_the_end(generated):
    expected = [entry.number for entry in matching(generated, "相应的图像")]
    query, seen, before = search.read("相应的图像"), [], None

    for _page in range(100):
        page = search.search(query, Filters(), before=before)
        seen += [entry.number for entry in page.rows]
        if (before := page.older) is None:
            break

    assert seen == expected
    assert len(expected) > 200


def test_more_than_a_thousand_are_not_counted_one_by_one(generated):
    page = search.search(search.read("生成"), Filters())

    assert (page.count, page.is_capped) == (1000, True)
    assert search.search(search.read(""), Filters()).count == 2600
    assert search.search(search.read(""), Filters(role=Role.PROVIDER)).is_capped


@pytest.mark.parametrize(
    ("text", "queries"),
    [("", 3), ("生成", 3), ("商汤", 3), ("数字人 合同", 3), ("不存在", 3), ("330106", 3), ("文", 6)],
)
def test_a_search_takes_a_few_queries_however_many_it_finds(text, queries, django_assert_max_num_queries):
    load(60)
    with django_assert_max_num_queries(queries):
        found(text)


def test_the_walk_uses_the_index_of_pairs(generated):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registry_entry")
        cursor.execute("SET LOCAL enable_seqscan = off")
    with connection.execute_wrapper(explaining := Explaining()):
        found("商汤")

    assert [plan.count("registry_entry_bigrams") > 0 for plan in explaining.plans] == [True]


class Explaining:
    """Keeps the plan of each statement that walks by batch."""

    def __init__(self):
        self.plans = []

    def __call__(self, execute, statement, params, many, context):
        if "registry_bigrams" in str(statement):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN {statement}", params)
                self.plans.append("\n".join(row[0] for row in cursor.cursor.fetchall()))
        return execute(statement, params, many, context)
