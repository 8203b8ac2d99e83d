"""The line at the end that counts the cells of the matrix, wherever they were tried."""

from typing import Any


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    counted = [dict(report.user_properties) for report in reports if report.when == "call"]
    for what in ("permission matrix", "acts", "lost access"):
        mine = [each for each in counted if each.get("matrix") == what]
        if mine:
            cells, faults = (sum(each[key] for each in mine) for key in ("cells", "faults"))
            terminalreporter.write_line(f"{what}: {cells:,} cells, {faults:,} not as declared")
