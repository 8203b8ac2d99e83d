import pytest
from django.utils import formats, translation

from design.languages import language_tag, links_to


def links(address, *, language):
    with translation.override(language):
        return [(link.name, link.tag, link.url, link.current) for link in links_to(address)]


def test_a_link_keeps_the_page_and_the_question():
    assert links("/registry/?q=%E4%BA%BA%E5%83%8F&role=1", language="en") == [
        ("English", "en", "/registry/?q=%E4%BA%BA%E5%83%8F&role=1", True),
        ("简体中文", "zh-Hans", "/zh-hans/registry/?q=%E4%BA%BA%E5%83%8F&role=1", False),
    ]


def test_a_chinese_page_leads_back_to_the_english_one():
    assert links("/zh-hans/account/login/", language="zh-hans") == [
        ("English", "en", "/account/login/", False),
        ("简体中文", "zh-Hans", "/zh-hans/account/login/", True),
    ]


@pytest.mark.parametrize(
    ("address", "language", "other"),
    [("/no/such/page/", "en", "/zh-hans/no/such/page/"), ("/zh-hans/no/such/?q=1", "zh-hans", "/no/such/?q=1")],
)
def test_an_address_of_no_page_has_its_other_language_too(address, language, other):
    (found,) = [url for _name, _tag, url, current in links(address, language=language) if not current]

    assert found == other


def test_html_writes_chinese_with_its_script():
    assert [language_tag(code) for code in ("en", "zh-hans")] == ["en", "zh-Hans"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["2 December 2026", "2026-12-02", "14:02", "2 December 2026, 14:02", "December 2026"]),
        ("zh-hans", ["2026 年 12 月 2 日", "2026-12-02", "14:02", "2026 年 12 月 2 日 14:02", "2026 年 12 月"]),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language, written):
    from datetime import datetime

    moment = datetime(2026, 12, 2, 14, 2)  # noqa: DTZ001  # as on the wall
    kinds = ["DATE_FORMAT", "SHORT_DATE_FORMAT", "TIME_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT"]

    with translation.override(language):
        assert [
            formats.time_format(moment, kind) if kind == "TIME_FORMAT" else formats.date_format(moment, kind)
            for kind in kinds
        ] == written
