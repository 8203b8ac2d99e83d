from datetime import date

import pytest

from audit.trail import Refused
from registry import amendment, importing, official_list
from registry.models import Status
from tests.factories import NOON, make_publisher
from tests.registry.factories import make_batch, make_entry
from tests.registry.lists import make_docx, make_row

pytestmark = pytest.mark.django_db
REMARK = "变更内容：新增产品墨影剧场（小程序）"


def change(entry, remark=REMARK, **facts):
    return amendment.change(entry, facts=facts, remark=remark, by=None, at=NOON)


def refusal_of(act, *arguments, **options):
    with pytest.raises(Refused) as refusal:
        act(*arguments, **options)
    return str(refusal.value)


def test_a_change_shows_the_new_facts_and_keeps_the_old():
    entry = make_entry(product="墨影（APP）")

    version = change(entry, product="墨影（APP）、墨影剧场（小程序）")

    entry.refresh_from_db()
    assert (entry.product, entry.remark, entry.version) == ("墨影（APP）、墨影剧场（小程序）", REMARK, 2)
    assert [version.product for version in entry.versions.all()] == ["墨影（APP）", "墨影（APP）、墨影剧场（小程序）"]
    assert (version.batch, version.recorded_at) == (None, NOON)
    assert [(event.act, event.detail) for event in entry.events.all()] == [("changed", {"facts": ["product"]})]


def test_a_company_that_changes_its_name_keeps_its_number():
    entry = make_entry(company="杭州澜亭影像科技有限公司")
    number = entry.number

    change(entry, company="安徽澜亭影像科技有限公司")

    entry.refresh_from_db()
    assert (entry.number, entry.holder.name) == (number, "安徽澜亭影像科技有限公司")
    assert sorted(borne.name for borne in entry.holder.names.all()) == [
        "安徽澜亭影像科技有限公司",
        "杭州澜亭影像科技有限公司",
    ]


def test_changed_names_are_tidied_as_an_imported_list_is():
    entry = make_entry()

    change(entry, company="澜亭影像（杭州） 科技有限公司", algorithm="澜亭 AI 生成算法")

    entry.refresh_from_db()
    assert (entry.company, entry.algorithm) == ("澜亭影像（杭州）科技有限公司", "澜亭AI生成算法")


def test_a_change_that_changes_nothing_is_refused():
    entry = make_entry(product="墨影（APP）")

    assert refusal_of(change, entry, product=" 墨影（APP）") == "Nothing differs from what is published."


def test_role_and_number_do_not_change():
    with pytest.raises(ValueError, match="role"):
        change(make_entry(), role="2", product="墨影二（APP）")


def test_a_cancelled_entry_is_not_changed():
    entry = make_entry(status=Status.CANCELLED)

    assert refusal_of(change, entry, product="别的（APP）") == (
        "This filing is cancelled. It cannot be changed any more."
    )


def test_a_cancelled_entry_stays_with_its_day():
    entry, publisher = make_entry(), make_publisher()

    amendment.cancel(entry, on=date(2026, 3, 1), reason="服务终止", by=publisher, at=NOON)

    entry.refresh_from_db()
    assert (entry.status, entry.cancelled_on) == (Status.CANCELLED, date(2026, 3, 1))
    event = entry.events.get()
    assert (event.act, event.from_status, event.to_status, event.by) == (
        "cancelled",
        "in_force",
        "cancelled",
        publisher,
    )
    assert event.detail == {"on": "2026-03-01", "reason": "服务终止"}


def test_an_entry_is_cancelled_once_and_not_in_advance():
    entry = make_entry()

    assert refusal_of(amendment.cancel, entry, on=date(2026, 3, 3), reason="", by=None, at=NOON) == (
        "The day of cancellation must be today or earlier."
    )
    amendment.cancel(entry, on=date(2026, 3, 2), reason="", by=None, at=NOON)
    assert refusal_of(amendment.cancel, entry, on=date(2026, 3, 2), reason="", by=None, at=NOON) == (
        "This filing is cancelled already."
    )


def test_a_list_of_an_earlier_month_does_not_undo_a_change(tmp_path):
    entry = make_entry(make_batch(date(2025, 3, 1)), number="330110507206401230035", product="墨影（APP）")
    change(entry, product="墨影（APP）、墨影剧场（小程序）")
    path = make_docx(tmp_path / "list.docx", [make_row(备案编号=entry.number, 应用产品="更早（APP）")])

    outcome = importing.load(official_list.read(path)[0], source="list.docx", by=None, at=NOON)

    entry.refresh_from_db()
    assert (outcome.changed, outcome.warned) == (1, 1)
    assert entry.product == "墨影（APP）、墨影剧场（小程序）"
    assert entry.listings.get().version.product == "更早（APP）"
