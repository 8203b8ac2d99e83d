"""What happened to an entry, told from its versions: when it was published, and what changed since."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import Batch, Entry, EntryVersion, Status

COMPARED = ("company", "algorithm", "role", "product", "purpose")
BETWEEN_PRODUCTS = re.compile(r"、(?![^（）()]*[）)])")  # and not between the forms of one: 名称（形式、形式）
LABELS = {field.name: field.verbose_name for field in EntryVersion._meta.fields}


@dataclass(frozen=True)
class Change:
    """One fact before and after. Of products, only those that went and those that came."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Happening:
    """``on`` is a day. Lists may state only their month: then there is ``batch`` alone, or neither."""

    label: str
    on: date | None = None
    batch: Batch | None = None
    changes: list[Change] = field(default_factory=list)
    remark: str = ""


def of(entry: Entry) -> list[Happening]:
    """What happened to ``entry``, newest first. Reads its versions with their batches."""
    versions = list(entry.versions.select_related("batch"))
    told = [_published(versions[0])] if versions else []
    told += [_changed(before, after) for before, after in pairwise(versions)]
    if entry.status == Status.CANCELLED:
        remark = _remark_of_cancellation(versions)
        told = told[:-1] if remark else told
        told.append(Happening(_("Cancelled"), on=entry.cancelled_on, remark=remark))
    return told[::-1]


def _remark_of_cancellation(versions: list[EntryVersion]) -> str:
    """The remark with which an entry was cancelled here: its last version differs in nothing else."""
    if len(versions) < 2 or versions[-1].batch_id is not None:
        return ""
    before, after = versions[-2:]
    return "" if list(_changes(before, after)) else after.remark


def _published(version: EntryVersion) -> Happening:
    return Happening(_("Published"), _day(version), version.batch)


def _changed(before: EntryVersion, after: EntryVersion) -> Happening:
    changes = list(_changes(before, after))
    edited = changes or after.batch_id is None or before.batch_id == after.batch_id
    label = _("Changed") if edited else _("Published again")
    remark = after.remark if after.remark != before.remark else ""
    return Happening(label, _day(after), after.batch, changes, remark)


def _day(version: EntryVersion) -> date | None:
    return version.batch.published_on if version.batch else timezone.localdate(version.recorded_at)


def _changes(before: EntryVersion, after: EntryVersion) -> Iterator[Change]:
    for name in COMPARED:
        if getattr(before, name) == getattr(after, name):
            continue
        label = LABELS[name]
        if name == "role":
            yield Change(str(label), before.role_label, after.role_label)
        elif name == "product":
            yield Change(str(label), *_products(before.product, after.product))
        else:
            yield Change(str(label), getattr(before, name), getattr(after, name))


def _products(before: str, after: str) -> tuple[str, str]:
    """The products that went and those that came; both lists whole when they differ in nothing but order."""
    old, new = BETWEEN_PRODUCTS.split(before), BETWEEN_PRODUCTS.split(after)
    gone = [product for product in old if product not in new]
    come = [product for product in new if product not in old]
    return ("、".join(gone), "、".join(come)) if gone or come else (before, after)
