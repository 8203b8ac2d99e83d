import secrets

import pytest

from registry import holders
from registry.models import Holder
from tests.registry.factories import make_holder

pytestmark = pytest.mark.django_db


def test_a_holder_is_found_by_the_name_it_bears_or_bore():
    holder = make_holder("杭州李未可科技有限公司")
    holders.bear(holder, "安徽李未可科技有限公司")

    assert list(holders.matching("杭州李未可科技有限公司")) == [holder]
    assert list(holders.matching("安徽李未可科技有限公司")) == [holder]


def test_brackets_and_spaces_do_not_hide_a_holder():
    holder = make_holder("澜亭影像（杭州）科技有限公司")

    assert list(holders.matching(" 澜亭影像(杭州) 科技有限公司")) == [holder]


def test_part_of_a_name_finds_nobody():
    make_holder("澜亭影像（杭州）科技有限公司")

    assert list(holders.matching("澜亭影像")) == []
    assert list(holders.matching("")) == []


def test_of_two_holders_with_one_name_the_busier_comes_first():
    quiet = make_holder("杭州优卖网络科技有限公司", last_sequence=1)
    busy = make_holder("杭州优卖网络科技有限公司", last_sequence=5)

    assert list(holders.matching("杭州优卖网络科技有限公司")) == [busy, quiet]


def test_a_name_is_remembered_once_however_it_is_spelled():
    holder = make_holder("澜亭（杭州）公司")

    holders.bear(holder, "澜亭(杭州)公司")

    assert [borne.name for borne in holder.names.all()] == ["澜亭（杭州）公司"]


def test_a_drawn_holder_has_a_free_code_and_its_name(monkeypatch):
    make_holder(code="0000007")
    drawn = iter([7, 7, 42])
    monkeypatch.setattr(secrets, "randbelow", lambda limit: next(drawn))

    holder = holders.draw("新公司")

    assert (holder.code, holder.last_sequence) == ("0000042", 0)
    assert list(holders.matching("新公司")) == [holder]
    assert Holder.objects.count() == 2


def test_the_draw_ends_when_no_code_is_free(monkeypatch):
    make_holder(code="0000007")
    monkeypatch.setattr(secrets, "randbelow", lambda limit: 7)

    with pytest.raises(holders.NoFreeCode):
        holders.draw("新公司")
