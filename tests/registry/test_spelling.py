import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import spelling


@given(st.text(max_size=40))
def test_tidying_twice_is_tidying_once(text):
    assert spelling.tidy(spelling.tidy(text)) == spelling.tidy(text)
    assert spelling.tidy_name(spelling.tidy_name(text)) == spelling.tidy_name(text)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("Choice数据(APP)、东方财富(APP)、\n妙想(APP)", "Choice数据(APP)、东方财富(APP)、妙想(APP)"),
        ("符合用户需\n求的图像。", "符合用户需求的图像。"),
        ("  Kimi  智能助手(小程序) ", "Kimi 智能助手(小程序)"),
        ("Hi Echo\nPlus", "Hi Echo Plus"),
        ("货拉拉搬家 搬运叫车", "货拉拉搬家搬运叫车"),
        ("墨影\u3000工坊\u200b", "墨影工坊"),
    ],
)
def test_stray_spaces_and_breaks_go_and_spaces_between_words_stay(text, tidied):
    assert spelling.tidy(text) == tidied


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("珍岛信息技术(上海) 股份有限公司", "珍岛信息技术(上海)股份有限公司"),
        ("卓越睿新 数码科技\n股份有限公司", "卓越睿新数码科技股份有限公司"),
        ("ABC Labs （杭州） 有限公司", "ABC Labs（杭州）有限公司"),
    ],
)
def test_a_companys_name_has_no_stray_spaces(name, tidied):
    assert spelling.tidy_name(name) == tidied
