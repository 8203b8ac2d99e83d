from copy import deepcopy
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from registry import official_list
from registry.models import Role
from registry.official_list import word
from tests.registry.lists import COLUMNS, make_docx, make_row

SOUND = "330110507206401230035"
NO_TABLE = "No table here has the columns 算法名称、角色、主体名称、应用产品、主要用途、备案编号."
NO_MONTH = "The column 批次 must name a month in each row, such as 2025-03."


def read_docx(tmp_path, *rows, **how):
    [official] = official_list.read(make_docx(tmp_path / "list.docx", list(rows) or [make_row()], **how))
    return official


def read_csv(tmp_path, text, encoding="utf-8-sig"):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding=encoding)
    return official_list.read(path)


def refusal_of(path):
    with pytest.raises(official_list.NotAList) as refusal:
        official_list.read(path)
    return str(refusal.value)


def test_a_list_is_read_row_by_row(tmp_path):
    official = read_docx(
        tmp_path,
        make_row(备案编号=f"网信算备{SOUND}号", 备注="变更内容：新增产品墨影工坊(网站)"),
        make_row(角色="服务技术支持者", 应用产品="--"),
    )

    first, second = official.rows
    assert (official.month, official.title) == (date(2025, 3, 1), "境内深度合成服务算法备案清单（2025年3月）")
    assert (first.algorithm, first.company) == ("墨影人像风格迁移算法", "杭州澜亭影像科技有限公司")
    assert (str(first.number), first.role) == (SOUND, Role.PROVIDER)
    assert first.product == "墨影（APP）、墨影工坊(网站)"
    assert first.purpose == "应用于图像生成场景，根据用户上传的人像照片，生成所选画风的图像。"
    assert (first.remark, first.is_cancelled) == ("变更内容：新增产品墨影工坊(网站)", False)
    assert (second.role, second.product, second.remark) == (Role.SUPPORTER, "--", "")
    assert official.warnings == []


def test_rows_without_numbers_are_placed_by_their_order(tmp_path):
    official = read_docx(tmp_path, make_row(), make_row(), make_row())

    assert [row.position for row in official.rows] == [1, 2, 3]


def test_rows_with_numbers_keep_them(tmp_path):
    official = read_docx(tmp_path, make_row(序号="12"), make_row(序号="15"))

    assert [row.position for row in official.rows] == [12, 15]


def test_rows_numbered_twice_are_placed_by_their_order(tmp_path):
    official = read_docx(tmp_path, make_row(序号="1"), make_row(序号="1"))

    assert [row.position for row in official.rows] == [1, 2]


def test_a_merged_heading_shifts_nothing(tmp_path):
    official = read_docx(tmp_path, make_row(备注="已注销"), wide="主要用途")

    assert official.rows[0].purpose.startswith("应用于图像生成场景")
    assert (official.rows[0].remark, official.rows[0].is_cancelled) == ("已注销", True)


def test_columns_are_told_by_their_headings(tmp_path):
    turned = [*reversed(COLUMNS)]

    assert read_docx(tmp_path, columns=turned).rows[0].algorithm == "墨影人像风格迁移算法"


def test_stray_spaces_and_breaks_go(tmp_path):
    row = read_docx(
        tmp_path,
        make_row(
            备案编号=f" 网信算备 {SOUND[:9]}\n{SOUND[9:]}号\n",
            算法名称="墨影人像\n风格迁移算法 ",
            主体名称="澜亭影像（杭州） 科技\n有限公司",
            角色="服务提供者\n",
            应用产品="墨影(APP)、\n墨影 Studio（网站）等",
            主要用途="根据用户需\n求生成图像。",
            备注=" 已注销\n",
        ),
    ).rows[0]

    assert str(row.number) == SOUND
    assert (row.algorithm, row.company) == ("墨影人像风格迁移算法", "澜亭影像（杭州）科技有限公司")
    assert (row.product, row.purpose) == ("墨影(APP)、墨影 Studio（网站）等", "根据用户需求生成图像。")
    assert (row.remark, row.is_cancelled) == ("已注销", True)


def test_a_product_may_be_very_long(tmp_path):
    product = "、".join(f"墨影{n}（APP）" for n in range(60))

    assert read_docx(tmp_path, make_row(应用产品=product)).rows[0].product == product


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("境内深度合成服务算法备案清单（2024年12月）", date(2024, 12, 1)),
        ("境内深度合成服务算法备案清单\n（2024年1月）", date(2024, 1, 1)),
        ("境内深度合成服务算法备案清单 ( 2024 年 06 月 )", date(2024, 6, 1)),
        ("境内深度合成服务算法备案清单（２０２４年６月）", date(2024, 6, 1)),
    ],
)
def test_the_month_is_read_from_the_title(tmp_path, title, month):
    official = read_docx(tmp_path, title=title)

    assert official.month == month
    assert official.title == f"境内深度合成服务算法备案清单（{month.year}年{month.month}月）"


@pytest.mark.parametrize("title", ["", "备案清单", "境内深度合成服务算法备案清单（2024年13月）"])
def test_a_title_without_a_month_is_refused(tmp_path, title):
    path = make_docx(tmp_path / "list.docx", [make_row()], title=title)

    assert refusal_of(path) == "The title names no month, such as 清单（2025年3月）."


@pytest.mark.parametrize(
    ("number", "warning"),
    [
        (f"网信算备{SOUND[:20]}1号", f"{SOUND[:20]}1 ends in the wrong check digit; it should be 5."),
        ("网信算备1101082242366066220017号", "1101082242366066220017 has 22 digits instead of 21."),
        ("网信算备710110507206401230035号", "710110507206401230035 begins with the division of no known province."),
    ],
)
def test_odd_numbers_are_kept_with_a_warning(tmp_path, number, warning):
    official = read_docx(tmp_path, make_row(), make_row(备案编号=number))

    assert str(official.rows[1].number) == number.removeprefix("网信算备").removesuffix("号")
    assert (2, warning) in official.warnings


def test_a_number_that_stands_twice_is_read_once(tmp_path):
    official = read_docx(tmp_path, make_row(备案编号=SOUND), make_row(备案编号=SOUND, 算法名称="别的算法"))

    assert [row.algorithm for row in official.rows] == ["墨影人像风格迁移算法"]
    assert official.warnings == [(2, f"{SOUND} stands in row 1 already; this row is left out.")]


def test_a_remark_that_says_more_than_cancelled_is_worth_a_look(tmp_path):
    official = read_docx(tmp_path, make_row(备注="2025年7月14日已注销"))

    assert official.rows[0].is_cancelled
    assert official.warnings == [(1, "The remark says 已注销 among other things; the entry is taken as cancelled.")]


def test_empty_rows_and_headings_on_each_page_are_no_filings(tmp_path):
    official = read_docx(tmp_path, make_row(), dict.fromkeys(COLUMNS, ""), dict(zip(COLUMNS, COLUMNS, strict=True)))

    assert len(official.rows) == 1


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"备案编号": "网信算备33号"}, "Row 2: “网信算备33号” cannot be read as 备案编号."),
        ({"备案编号": "申请中"}, "Row 2: “申请中” cannot be read as 备案编号."),
        ({"角色": "服务使用者"}, "Row 2: “服务使用者” cannot be read as 角色."),
        ({"主体名称": ""}, "Row 2: “” cannot be read as 主体名称."),
        ({"算法名称": "长" * 201}, f"Row 2: “{'长' * 60}” cannot be read as 算法名称."),
    ],
)
def test_a_row_that_cannot_be_read_refuses_the_file_and_is_named(tmp_path, cells, message):
    path = make_docx(tmp_path / "list.docx", [make_row(), make_row(**cells)])

    assert refusal_of(path) == message


def test_a_table_of_something_else_is_refused(tmp_path):
    path = make_docx(tmp_path / "list.docx", [make_row()], columns=[name for name in COLUMNS if name != "角色"])

    assert refusal_of(path) == NO_TABLE


def test_a_document_without_a_table_is_refused(tmp_path):
    document = docx.Document()
    document.save(str(tmp_path / "letter.docx"))

    assert refusal_of(tmp_path / "letter.docx").startswith("No table here has the columns")


def test_a_list_without_rows_is_refused(tmp_path):
    path = make_docx(tmp_path / "list.docx", [dict.fromkeys(COLUMNS, "")])

    assert refusal_of(path) == "The list has no rows."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", "文字".encode()])
def test_what_is_no_word_document_is_refused(tmp_path, content):
    path = tmp_path / "list.docx"
    path.write_bytes(content)

    assert refusal_of(path) == "This is no Word document, although it is named so."


def damaged(path, damage):
    """A list in which ``damage`` has changed the text of the document."""
    make_docx(path, [make_row()])
    with ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["word/document.xml"] = damage(parts["word/document.xml"])
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda xml: b"<nothing/>", id="of another kind"),
        pytest.param(
            lambda xml: xml.replace(b"<w:tcPr>", b"<w:tcPr><w:vMerge/>"), id="merged with a row that is not there"
        ),
    ],
)
def test_a_damaged_document_is_refused(tmp_path, damage):
    path = damaged(tmp_path / "list.docx", damage)

    assert refusal_of(path) == "This is no Word document, although it is named so."


def test_a_document_with_a_damaged_archive_is_refused(tmp_path):
    path = make_docx(tmp_path / "list.docx", [make_row()])
    with ZipFile(path) as packed:
        start = packed.getinfo("word/document.xml").header_offset
    content = bytearray(path.read_bytes())
    content[start + 60 : start + 90] = bytes(30)
    path.write_bytes(content)

    assert refusal_of(path) == "This is no Word document, although it is named so."


def test_a_document_that_would_fill_the_memory_is_refused_unread(tmp_path, monkeypatch):
    path = make_docx(tmp_path / "list.docx", [make_row()])
    monkeypatch.setattr(word, "LARGEST", 1000)

    assert refusal_of(path) == "This is no Word document, although it is named so."


def test_a_list_in_several_tables_is_read_whole(tmp_path):
    path = make_docx(tmp_path / "list.docx", [make_row(算法名称="第一算法")])
    document = docx.Document(str(path))
    again = deepcopy(document.tables[0]._tbl)
    document.element.body.append(again)
    document.tables[1].rows[1].cells[1].text = "第二算法"
    document.tables[1].rows[1].cells[6].text = SOUND
    document.save(str(path))

    [official] = official_list.read(path)

    assert [(row.position, row.algorithm) for row in official.rows] == [(1, "第一算法"), (2, "第二算法")]


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "list.pdf"
    path.write_bytes(b"%PDF-1.7")

    assert refusal_of(path) == "This is neither a .docx nor a .csv file."
    assert refusal_of(tmp_path / "none.docx") == "There is no such file."
    assert refusal_of(tmp_path) == "There is no such file."


HEADINGS = ",".join([*COLUMNS, "批次", "状态", "注销日期"])


def csv_row(number=SOUND, month="2025-03", **cells):
    row = {"product": "墨影(APP)", "status": "有效", "day": "", "position": "7"} | cells
    return (
        f"{row['position']},墨影算法,服务提供者,澜亭公司,{row['product']},生成图像。,网信算备{number}号,,"
        f"{month},{row['status']},{row['day']}"
    )


def test_our_own_csv_is_read_by_month(tmp_path):
    later, earlier = read_csv(
        tmp_path,
        "\r\n".join([HEADINGS, csv_row(month="2025-05", status="已注销", day="2025-07-14"), csv_row(month="2025-03")]),
    )[::-1]

    assert (earlier.month, later.month) == (date(2025, 3, 1), date(2025, 5, 1))
    assert earlier.title == "境内深度合成服务算法备案清单（2025年3月）"
    assert (later.rows[0].is_cancelled, later.rows[0].cancelled_on) == (True, date(2025, 7, 14))
    assert (earlier.rows[0].position, earlier.rows[0].is_cancelled) == (7, False)


@pytest.mark.parametrize("month", ["2025-03", "2025年3月", "2025/3/1", "2025年3月1日"])
@pytest.mark.parametrize("day", ["2025-07-04", "2025年7月4日", "2025/7/4"])
def test_days_and_months_are_read_as_spreadsheets_save_them(tmp_path, month, day):
    [official] = read_csv(tmp_path, f"{HEADINGS}\r\n{csv_row(month=month, status='已注销', day=day)}\r\n")

    assert official.month == date(2025, 3, 1)
    assert official.rows[0].cancelled_on == date(2025, 7, 4)


@pytest.mark.parametrize(
    ("cell", "product"),
    [("'--", "--"), ("'=1+1", "=1+1"), ("'@a\\|b", "@a|b"), ("'墨影'", "'墨影'"), ("'", "'"), ("12306", "12306")],
)
def test_cells_kept_from_being_formulas_are_read_as_they_were(tmp_path, cell, product):
    [official] = read_csv(tmp_path, f"{HEADINGS}\r\n{csv_row(product=cell)}\r\n")

    assert official.rows[0].product == product


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("", "utf-8", NO_TABLE),
        (
            "a,b\r\n1,2\r\n",
            "utf-8",
            NO_TABLE,
        ),
        (
            HEADINGS + "\r\n" + csv_row(month=""),
            "utf-8",
            NO_MONTH,
        ),
        (HEADINGS + "\r\n" + csv_row(day="昨天"), "utf-8", "Row 1: “昨天” cannot be read as 注销日期."),
        (HEADINGS, "gb18030", "This is no CSV file in UTF-8."),
        (HEADINGS + '\r\n"墨', "utf-8", "This is no CSV file in UTF-8."),
    ],
)
def test_what_is_no_csv_of_ours_is_refused(tmp_path, text, encoding, message):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding=encoding)

    assert refusal_of(path) == message


def test_short_lines_lack_their_last_cells(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(HEADINGS + "\r\n1,墨影算法,服务提供者\r\n")

    assert refusal_of(path) == NO_MONTH


def test_of_a_heading_that_stands_twice_the_first_counts(tmp_path):
    [official] = read_csv(tmp_path, f"{HEADINGS},主要用途\r\n{csv_row()},另一栏\r\n")

    assert official.rows[0].purpose == "生成图像。"
