"""Three hundred published entries in four batches, some changed since, some cancelled."""

from datetime import date, datetime, timedelta
from random import Random

from accounts.models import User
from demo import days, names
from registry import amendment, holders, numbers, publication
from registry.models import Approval, Entry, Holder, Role
from registry.models.batch import usual_title
from reviews import handover

ENTRIES = 300
OLDER = [60, 75, 80]
CHANGED, CANCELLED = 12, 5
NOTICE = (
    "根据《互联网信息服务深度合成管理规定》，现公开本批深度合成服务算法备案信息。备案不代表对主体、产品或算法的认可。"
    "任何单位或个人如有疑议，请提供事实依据。（演示数据，企业与产品均为虚构）"
)


def publish_older_batches(random: Random, firms: list[names.Firm], *, by: User, today: datetime) -> None:
    months = days.months_before(today, 4)[:-1]
    for month, size in zip(months, OLDER, strict=True):
        _publish(month, [_approve(random, random.choice(firms), month) for _n in range(size)], by=by)


def publish_newest_batch(random: Random, firms: list[names.Firm], *, by: User, today: datetime) -> None:
    """The newest takes in what the cases have brought so far, and fills up to three hundred."""
    month = days.months_before(today, 4)[-1]
    waiting = list(Approval.objects.waiting())
    fill = ENTRIES - sum(OLDER) - len(waiting)
    _publish(month, waiting + [_approve(random, random.choice(firms), month) for _n in range(fill)], by=by)


def change_and_cancel(random: Random, *, by: User, today: datetime) -> None:
    """Let some products be added, and some services end, in the weeks since the newest batch."""
    older = Entry.objects.order_by("rank").filter(role=Role.PROVIDER)[: sum(OLDER)]
    picked = random.sample(list(older), CHANGED + CANCELLED)
    for entry in picked[:CHANGED]:
        product = f"{entry.product}、{entry.company[2:4]}助手（小程序）"
        remark = f"变更内容：新增产品“{entry.company[2:4]}助手（小程序）”"
        at = days.working_day_before(today, random.randint(2, 12))
        amendment.change(entry, facts={"product": product}, remark=remark, by=by, at=at)
    for entry in picked[CHANGED:]:
        at = days.working_day_before(today, random.randint(2, 12))
        amendment.cancel(entry, on=at.date(), reason="已注销", by=by, at=at)


def _approve(random: Random, firm: names.Firm, month: date) -> Approval:
    on = month + timedelta(days=random.randint(0, 9))
    holder = Holder.objects.filter(name=firm.name).first() or make_holder(random, firm.name)
    supporter = random.random() < 0.22
    work = names.work(random, firm, supporter=supporter)
    return publication.register(
        number=numbers.issue(holder, division=firm.division, on=on),
        holder=holder,
        filing_reference=f"D-{holder.code}-{holder.last_sequence:03d}",
        at=days.on(on),
        company=firm.name,
        algorithm=f"{work.algorithm}-{holder.last_sequence}" if holder.last_sequence > 1 else work.algorithm,
        role=Role.SUPPORTER if supporter else Role.PROVIDER,
        product="、".join(f"{name}（{form}）" for name, form in work.products) or "--",
        purpose=work.purpose,
    )


def make_holder(random: Random, name: str) -> Holder:
    """As ``holders.draw`` makes one, but with the same code in every installation."""
    holder = Holder.objects.create(code=f"{random.randrange(10**7):07d}", name=name)
    holders.bear(holder, name)
    return holder


def _publish(month: date, approvals: list[Approval], *, by: User) -> None:
    at = days.on_working_day_from(month + timedelta(days=11))
    batch = handover.gather(month=month, title=usual_title(month), notice=NOTICE, approvals=approvals, by=by, at=at)
    handover.publish(batch, by=by, at=at)
