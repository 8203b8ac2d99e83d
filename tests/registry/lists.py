"""Lists as the regulator publishes them, made for tests with invented rows."""

import csv
from pathlib import Path
from typing import Any

import docx

from registry import numbers
from tests.registry.factories import make_number

COLUMNS = ["序号", "算法名称", "角色", "主体名称", "应用产品", "主要用途", "备案编号", "备注"]
TITLE = "境内深度合成服务算法备案清单（2025年3月）"


def make_row(**cells: str) -> dict[str, str]:
    """The cells of one filing, by heading; give 备案编号 as it shall be written."""
    return {
        "序号": "",
        "算法名称": "墨影人像风格迁移算法",
        "角色": "服务提供者",
        "主体名称": "杭州澜亭影像科技有限公司",
        "应用产品": "墨影（APP）、墨影工坊(网站)",
        "主要用途": "应用于图像生成场景，根据用户上传的人像照片，生成所选画风的图像。",
        "备案编号": cells.pop("备案编号", None) or numbers.written(make_number()),
        "备注": "",
    } | cells


def make_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write a list as we export it; each row names its month as 批次."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, "批次"])
        writer.writeheader()
        writer.writerows(rows)
    return path


def make_docx(
    path: Path, rows: list[dict[str, str]], *, title: str = TITLE, columns: list[str] | None = None, wide: str = ""
) -> Path:
    """Write a list. The column ``wide`` is drawn over two columns of the grid, as one official list has it."""
    document: Any = docx.Document()
    for paragraph in ("附件", "", *title.split("\n"), ""):
        document.add_paragraph(paragraph)
    columns = columns or COLUMNS
    grid = [column for name in columns for column in ([name] * 2 if name == wide else [name])]
    table = document.add_table(rows=0, cols=len(grid))
    for cells in [dict(zip(columns, columns, strict=True)), *rows]:
        drawn = table.add_row().cells
        for n, column in enumerate(grid):
            if n and grid[n - 1] == column:
                drawn[n - 1].merge(drawn[n])
            else:
                drawn[n].text = cells.get(column, "")
    document.save(str(path))
    return path
