"""What the public reads of a change or a cancellation, in the words of the official lists: always in Chinese."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import override

from filings import answers, comparison
from filings.forms.cancellation import PUBLISHED_CAUSES, Cause
from filings.models import Filing

Answers = Mapping[str, Any]
CHINESE = "zh-hans"


def suggested(filing: Filing, company_name: str) -> str:
    """Return the remark that the answers to a change suggest; ``company_name`` is the one that is verified now."""
    _published, base = filing.amended
    before, after = base.answers, filing.answers
    renamed = [
        _renamed("主体名称", before["company_name"], company_name),
        _renamed("算法名称", before["algorithm_name"], after.get("algorithm_name", "")),
    ]
    products = _products(before, after)
    changed = [*products, *_titles(filing, told=TOLD | {"functions"} if products else TOLD)]
    if before["purpose"] != after.get("purpose"):
        changed.append("主要用途变更")
    return "；".join(filter(None, [*renamed, f"变更内容：{'、'.join(dict.fromkeys(changed))}" if changed else ""]))


def of_cancellation(said: Answers) -> str:
    """Return the remark of a cancelled entry: what the company proposed, else the usual one."""
    if proposed := said.get("end_remark", ""):
        return str(proposed)
    day = date.fromisoformat(said["ended_on"])
    return f"已注销：{PUBLISHED_CAUSES[Cause(said['cause'])]}（{day.year}年{day.month}月{day.day}日）"


def _renamed(what: str, before: str, after: str) -> str:
    return f"原{what}“{before}”变更为“{after}”" if after and before != after else ""


def _products(before: Answers, after: Answers) -> list[str]:
    old, new = answers.written_products(before), answers.written_products(after)
    come = [f"新增产品“{product}”" for product in new if product not in old]
    return come + [f"删除产品“{product}”" for product in old if product not in new]


# What of these changes is told in words of its own.
TOLD = frozenset({"company", "products"})


def _titles(filing: Filing, told: frozenset[str]) -> list[str]:
    """The sections that change, where what changes in them is not public, but for those that are ``told`` already."""
    with override(CHINESE):
        parts = comparison.of_change(filing)
        return [
            f"{part.title}变更"
            for part in parts
            if part.key not in told and any(_is_told_so(answer) for answer in part.answers)
        ]


def _is_told_so(answer: comparison.Answer) -> bool:
    return answer.has_changed and answer.key not in ("algorithm_name", "purpose")
