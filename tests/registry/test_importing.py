import os
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from registry import importing, official_list
from registry.models import Batch, Entry, EntryEvent, EntryVersion, Holder, Listing, Status
from registry.models.batch import ordinal_of
from tests.factories import NOON
from tests.registry.factories import make_batch, make_holder, make_number
from tests.registry.lists import make_csv, make_docx, make_row

pytestmark = pytest.mark.django_db
SOUND = "330110507206401230035"
OVERRULED = "A newer list or change stands; these words are kept in their batch."
MARCH, MAY, JULY = (ordinal_of(date(2025, month, 1)) for month in (3, 5, 7))


def load(tmp_path, *rows, month=3, **how):
    path = make_docx(
        tmp_path / f"2025-{month:02d}.docx", list(rows), title=f"深度合成服务算法备案清单（2025年{month}月）"
    )
    [official] = official_list.read(path)
    return importing.load(official, source=path.name, by=None, at=NOON, **how)


def counts(outcome):
    return (outcome.read, outcome.added, outcome.changed, outcome.unchanged)


def test_a_list_becomes_a_public_batch_with_entries(tmp_path):
    outcome = load(tmp_path, make_row(备案编号=SOUND, 备注="变更内容：产品变更"), make_row(角色="服务技术支持者"))

    batch = Batch.objects.get()
    entry = Entry.objects.get(number=SOUND)
    assert counts(outcome) == (2, 2, 0, 0)
    assert (batch.slug, batch.title, batch.status) == ("2025-03", "深度合成服务算法备案清单（2025年3月）", "published")
    assert (batch.published_on, batch.published_at, batch.listed, batch.latest) == (None, NOON, 2, 2)
    assert (entry.company, entry.role, entry.province, entry.batch) == ("杭州澜亭影像科技有限公司", 1, 33, batch)
    assert (entry.status, entry.remark, entry.version) == (Status.IN_FORCE, "变更内容：产品变更", 1)
    assert entry.versions.get().facts() == entry.facts()
    assert batch.listings.get(position=1).entry == entry
    assert batch.events.get().detail == {"list": "2025-03.docx", "added": 2, "changed": 0}


def test_the_same_list_again_changes_nothing(tmp_path):
    rows = [make_row(备案编号=SOUND), make_row(备注="已注销"), make_row()]
    load(tmp_path, *rows)
    before = list(Entry.objects.values()), list(EntryVersion.objects.values()), list(Listing.objects.values())

    outcome = load(tmp_path, *rows)

    assert counts(outcome) == (3, 0, 0, 3)
    assert before == (
        list(Entry.objects.values()),
        list(EntryVersion.objects.values()),
        list(Listing.objects.values()),
    )
    assert Batch.objects.get().events.count() == 1


def test_the_day_of_publication_may_be_told_later(tmp_path):
    row = make_row()
    load(tmp_path, row)

    outcome = load(tmp_path, row, published_on=date(2025, 3, 12))

    assert counts(outcome) == (1, 0, 0, 1)
    assert Batch.objects.get().published_on == date(2025, 3, 12)


def test_a_list_edited_in_place_adds_a_version(tmp_path):
    load(tmp_path, make_row(备案编号=SOUND, 应用产品="墨影(APP)"), make_row())

    outcome = load(
        tmp_path,
        make_row(),
        make_row(备案编号=SOUND, 应用产品="墨影(APP)、墨影工坊(网站)", 备注="变更内容：新增产品墨影工坊(网站)"),
    )

    entry = Entry.objects.get(number=SOUND)
    assert counts(outcome) == (2, 1, 1, 0)
    assert (entry.product, entry.version, entry.is_changed) == ("墨影(APP)、墨影工坊(网站)", 2, True)
    assert [version.product for version in entry.versions.all()] == ["墨影(APP)", "墨影(APP)、墨影工坊(网站)"]
    assert entry.listings.get().version.sequence == 2
    assert [listing.position for listing in Batch.objects.get().listings.all()] == [1, 2, 3]
    assert [(event.act, event.detail) for event in entry.events.all()] == [("changed", {"list": "2025-03.docx"})]


def test_a_number_in_two_batches_stands_in_both_with_both_texts(tmp_path):
    load(tmp_path, make_row(备案编号=SOUND, 主要用途="旧用途"), make_row(), month=5)

    outcome = load(tmp_path, make_row(), make_row(备案编号=SOUND, 主要用途="新用途"), month=7)

    entry = Entry.objects.get(number=SOUND)
    assert counts(outcome) == (2, 1, 1, 0)
    assert (entry.purpose, entry.batch_id, entry.rank) == ("新用途", JULY, JULY * 100_000 + 2)
    places = entry.listings.order_by("batch").values_list("batch", "version__purpose", "superseded")
    assert list(places) == [(MAY, "旧用途", True), (JULY, "新用途", False)]
    batches = Batch.objects.order_by("pk").values_list("pk", "listed", "latest")
    assert list(batches) == [(MAY, 2, 1), (JULY, 2, 2)]
    assert Batch.objects.published().entry_count() == Entry.objects.count()


def test_lists_give_the_same_registry_in_any_order(tmp_path):
    may = [make_row(备案编号=SOUND, 主要用途="旧用途", 主体名称="旧名公司"), make_row()]
    july = [make_row(备案编号=SOUND, 主要用途="新用途", 主体名称="新名公司")]
    load(tmp_path, *july, month=7)

    outcome = load(tmp_path, *may, month=5)

    entry = Entry.objects.get(number=SOUND)
    assert counts(outcome) == (2, 1, 1, 0)
    assert outcome.warnings == [(1, OVERRULED)]
    assert (entry.purpose, entry.batch_id, entry.rank) == ("新用途", JULY, JULY * 100_000 + 1)
    assert list(entry.versions.values_list("ordinal", "purpose")) == [(MAY, "旧用途"), (JULY, "新用途")]
    assert {listing.batch_id: listing.superseded for listing in entry.listings.all()} == {MAY: True, JULY: False}
    assert entry.holder.name == "新名公司"
    assert sorted(borne.name for borne in entry.holder.names.all()) == ["新名公司", "旧名公司"]
    assert counts(load(tmp_path, *may, month=5)) == (2, 0, 0, 2)
    assert list(EntryEvent.objects.all()) == []


def test_a_second_batch_with_the_same_words_adds_no_version(tmp_path):
    row = make_row(备案编号=SOUND)
    load(tmp_path, row, month=5)

    outcome = load(tmp_path, row, month=7)

    entry = Entry.objects.get()
    assert counts(outcome) == (1, 0, 1, 0)
    assert (entry.versions.count(), entry.version, entry.batch_id, entry.listings.count()) == (1, 1, JULY, 2)


def test_a_cancelled_row_makes_a_cancelled_entry_and_keeps_its_row(tmp_path):
    load(tmp_path, make_row(备案编号=SOUND))

    outcome = load(tmp_path, make_row(备案编号=SOUND, 备注="已注销"))

    entry = Entry.objects.get()
    assert counts(outcome) == (1, 0, 1, 0)
    assert (entry.status, entry.cancelled_on, entry.remark) == (Status.CANCELLED, None, "已注销")
    assert [(event.act, event.from_status, event.to_status) for event in entry.events.all()] == [
        ("cancelled", "in_force", "cancelled")
    ]


@pytest.mark.parametrize("months", [(5, 7), (7, 5)])
def test_an_entry_that_any_list_cancels_stays_cancelled(tmp_path, months):
    rows = {5: make_row(备案编号=SOUND, 备注="已注销"), 7: make_row(备案编号=SOUND)}
    for month in months:
        load(tmp_path, rows[month], month=month)

    assert Entry.objects.get().status == Status.CANCELLED


def test_odd_numbers_are_imported_with_a_warning(tmp_path):
    outcome = load(tmp_path, make_row(备案编号=SOUND[:20] + "1"), make_row(备案编号="1101082242366066220017"))

    assert counts(outcome) == (2, 2, 0, 0)
    assert outcome.warned == 2
    assert sorted(Entry.objects.values_list("number", flat=True)) == ["1101082242366066220017", SOUND[:20] + "1"]


def test_holders_are_told_by_their_code_and_count_on_from_the_highest_number(tmp_path):
    load(
        tmp_path,
        make_row(备案编号=make_number(code="0545285", sequence=4), 主体名称="澜亭（杭州）公司"),
        make_row(备案编号=make_number(code="0545285", sequence=9, division="110108"), 主体名称="澜亭(杭州)公司"),
        make_row(备案编号=make_number(code="0545285", sequence=2), 主体名称="澜亭集团公司"),
        make_row(备案编号=make_number(code="7598550"), 主体名称="澜亭集团公司"),
    )

    holder, other = Holder.objects.order_by("code")
    assert (holder.code, holder.name, holder.last_sequence) == ("0545285", "澜亭集团公司", 9)
    assert sorted(borne.key for borne in holder.names.all()) == ["澜亭(杭州)公司", "澜亭集团公司"]
    assert (other.code, other.name, other.last_sequence) == ("7598550", "澜亭集团公司", 1)


def test_a_holder_that_has_issued_more_is_not_set_back(tmp_path):
    make_holder("澜亭公司", code="0545285", last_sequence=12)

    load(tmp_path, make_row(备案编号=make_number(code="0545285", sequence=4), 主体名称="澜亭公司"))

    assert Holder.objects.get().last_sequence == 12


def test_a_batch_that_is_being_gathered_is_left_alone(tmp_path):
    make_batch(date(2025, 3, 1), status=Batch.Status.DRAFT)

    with pytest.raises(importing.BatchIsBeingGathered) as refusal:
        load(tmp_path, make_row())

    assert str(refusal.value) == (
        "The batch of 2025-03 is being gathered here. Publish it before its list is imported."
    )


@pytest.mark.parametrize("month", ["2099-01", "9999-12"])
def test_a_list_of_a_month_to_come_is_refused(tmp_path, month):
    path = make_csv(tmp_path / "list.csv", [make_row(批次=month)])

    _out, errors, refused = run(path)

    assert refused == "1 of 1 files refused."
    assert errors == (f"list.csv: The list is of {month}, which has not begun. Nothing of this file was imported.\n")
    assert list(Batch.objects.all()) == []


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("import_official_list", *map(str, arguments), stdout=out, stderr=err, no_color=True, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


def test_the_command_shows_progress_warnings_and_a_summary(tmp_path):
    one = make_docx(tmp_path / "one.docx", [make_row(), make_row(备案编号=SOUND[:20] + "1")])
    two = make_docx(tmp_path / "two.docx", [make_row()], title="备案清单（2025年5月）")

    out, err, fault = run(one, two)

    assert out.splitlines() == [
        "[1/2] one.docx",
        "  2025-03, 2 rows …",
        f"  one.docx, row 2: {SOUND[:20]}1 ends in the wrong check digit; it should be 5.",
        "  2 rows read, 2 added, 0 changed, 0 unchanged, 1 warned",
        "[2/2] two.docx",
        "  2025-05, 1 rows …",
        "  1 rows read, 1 added, 0 changed, 0 unchanged, 0 warned",
        "2 of 2 files: 3 rows read, 3 added, 0 changed, 0 unchanged, 1 warned",
    ]
    assert (err, fault) == ("", "")


def test_a_file_that_is_no_list_is_refused_and_the_others_are_read(tmp_path):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"Dear Sir")
    good = make_docx(tmp_path / "good.docx", [make_row()])

    out, err, fault = run(letter, good)

    assert err == (
        "letter.docx: This is no Word document, although it is named so. Nothing of this file was imported.\n"
    )
    assert out.splitlines()[-1] == "1 of 2 files: 1 rows read, 1 added, 0 changed, 0 unchanged, 0 warned"
    assert fault == "1 of 2 files refused."
    assert Entry.objects.count() == 1


def test_a_file_with_one_bad_row_changes_nothing(tmp_path):
    bad = make_docx(tmp_path / "bad.docx", [make_row(), make_row(备案编号="12")])

    _out, _err, fault = run(bad)

    assert fault == "1 of 1 files refused."
    assert (Entry.objects.count(), Batch.objects.count(), Holder.objects.count()) == (0, 0, 0)


def test_of_a_file_with_several_months_all_are_imported_or_none(tmp_path):
    path = make_csv(tmp_path / "both.csv", [make_row(批次="2025-05"), make_row(批次="2025-03")])
    make_batch(date(2025, 5, 1), status=Batch.Status.DRAFT)

    refused = run(path)[2]
    none = Entry.objects.count()
    Batch.objects.all().delete()
    out = run(path)[0]

    assert (refused, none) == ("1 of 1 files refused.", 0)
    assert out.splitlines()[-1] == "1 of 1 files: 2 rows read, 2 added, 0 changed, 0 unchanged, 0 warned"
    assert [batch.slug for batch in Batch.objects.published()] == ["2025-05", "2025-03"]
    assert run(path, published_on=date(2025, 3, 12))[2] == (
        "--published-on is the day of one list: this file has several."
    )


def test_a_dry_run_tells_the_same_and_changes_nothing(tmp_path):
    may = make_docx(tmp_path / "may.docx", [make_row(备案编号=SOUND)], title="备案清单（2025年5月）")
    july = make_docx(tmp_path / "july.docx", [make_row(备案编号=SOUND)], title="备案清单（2025年7月）")

    out, _err, _fault = run(may, july, dry_run=True)

    assert out.splitlines()[-2:] == [
        "2 of 2 files: 2 rows read, 1 added, 1 changed, 0 unchanged, 0 warned",
        "This was a dry run: nothing was changed.",
    ]
    assert (Entry.objects.count(), Batch.objects.count()) == (0, 0)


def test_the_day_of_publication_belongs_to_one_file(tmp_path):
    one = make_docx(tmp_path / "one.docx", [make_row()])

    assert run(one, published_on=date(2025, 3, 12))[2] == ""
    assert Batch.objects.get().published_on == date(2025, 3, 12)
    assert run(one, one, published_on=date(2025, 3, 12))[2] == (
        "--published-on is the day of one list: give one file with it."
    )


OFFICIAL_LISTS = Path(os.environ.get("OFFICIAL_LISTS", settings.BASE_DIR / "../shared/data/official"))


@pytest.mark.skipif(
    not OFFICIAL_LISTS.is_dir(),
    reason="The official lists are not here; set OFFICIAL_LISTS to their folder to test them.",
)
def test_the_thirteen_official_lists():
    files = sorted(OFFICIAL_LISTS.glob("*.docx"))

    first, second = run(*files), run(*files)

    assert first[0].splitlines()[-1] == "13 of 13 files: 4514 rows read, 4513 added, 1 changed, 0 unchanged, 0 warned"
    assert second[0].splitlines()[-1] == "13 of 13 files: 4514 rows read, 0 added, 0 changed, 4514 unchanged, 0 warned"
    assert (Entry.objects.count(), Batch.objects.published().count(), Listing.objects.count()) == (4513, 13, 4514)
    assert Entry.objects.filter(status=Status.CANCELLED).count() == 35
    assert Entry.objects.exclude(remark="").count() == 292
    twice = Entry.objects.get(number="330110807992101250019")
    assert [version.purpose[:9] for version in twice.versions.all()] == ["应用于数字人视频生", "应用于数字人生成场"]
    assert Entry.objects.get(number="110108823483901230031").algorithm == "豆包大模型算法"
