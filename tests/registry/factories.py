"""Rows of the registry that tests begin with. Every company, product and number is invented."""

from datetime import date
from itertools import count
from typing import Any

from registry import holders, numbers, spelling
from registry.models import Approval, Batch, Entry, EntryVersion, Holder, HolderName, Listing, Role
from registry.models.batch import ordinal_of
from tests.factories import NOON

MARCH = date(2026, 3, 1)
_serial = count(1)


def make_number(*, division: str = "330106", code: str = "", year: int = 26, sequence: int = 1) -> str:
    """A sound number that no other call has made, unless it is told the holder's code."""
    first20 = f"{division}{code or f'{next(_serial):07d}'}01{year:02d}{sequence:03d}"
    return first20 + numbers.check_digit(first20)


def make_holder(name: str = "杭州澜亭影像科技有限公司", **fields: Any) -> Holder:
    fields.setdefault("code", f"9{next(_serial):06d}")
    holder = Holder.objects.create(name=name, **fields)
    HolderName.objects.create(holder=holder, name=name, key=spelling.key_of(name))
    return holder


def make_batch(month: date = MARCH, **fields: Any) -> Batch:
    """A published batch; a draft with ``status="draft"``."""
    fields.setdefault("title", f"境内深度合成服务算法备案清单（{month.year}年{month.month}月）")
    fields.setdefault("status", Batch.Status.PUBLISHED)
    fields.setdefault("published_at", NOON if fields["status"] == Batch.Status.PUBLISHED else None)
    return Batch.objects.get_or_create(ordinal=ordinal_of(month), defaults=fields)[0]


def make_facts(**fields: Any) -> dict[str, Any]:
    n = next(_serial)
    return {
        "company": "杭州澜亭影像科技有限公司",
        "algorithm": f"墨影人像风格迁移算法-{n}",
        "role": Role.PROVIDER,
        "product": "墨影（APP）、墨影工坊（网站）",
        "purpose": "应用于图像生成场景，根据用户上传的人像照片，生成所选画风的图像。",
        "remark": "",
    } | fields


def make_entry(batch: Batch | None = None, **fields: Any) -> Entry:
    """A published entry with one version, listed last in its batch."""
    batch = batch or make_batch()
    division = fields.pop("division", "330106")
    number = fields.pop("number", None) or make_number(division=division)
    own = {name: fields.pop(name) for name in ("status", "cancelled_on") if name in fields}
    facts = make_facts(**fields)
    holder = Holder.objects.filter(code=number[6:13]).first() or make_holder(facts["company"], code=number[6:13])
    position = batch.listings.count() + 1
    entry = Entry.objects.create(
        **facts,
        **own,
        number=number,
        holder=holder,
        province=int(number[:2]),
        batch=batch,
        rank=batch.ordinal * Entry.RANKS_PER_BATCH + position,
    )
    version = EntryVersion.objects.create(
        entry=entry, sequence=1, batch=batch, ordinal=batch.ordinal, recorded_at=NOON, **facts
    )
    Listing.objects.create(batch=batch, entry=entry, version=version, position=position)
    batch.listed = batch.latest = position
    batch.save()
    return entry


def make_approval(**fields: Any) -> Approval:
    """Approved, with a number, and in no batch yet."""
    holder = fields.pop("holder", None) or holders.draw(fields.get("company", "杭州澜亭影像科技有限公司"))
    fields.setdefault("number", numbers.issue(holder, division=fields.pop("division", "330106"), on=MARCH))
    fields.setdefault("filing_reference", f"F-2026-{next(_serial):06d}")
    fields.setdefault("approved_at", NOON)
    own = {
        name: fields.pop(name)
        for name in ("number", "filing_reference", "approved_at", "batch", "entry")
        if name in fields
    }
    return Approval.objects.create(holder=holder, **own, **make_facts(**fields))
