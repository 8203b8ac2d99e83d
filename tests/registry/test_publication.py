from datetime import UTC, date, datetime

import pytest
from django.db import connection

from audit.trail import Refused
from registry import holders, numbers, publication
from registry.models import Approval, Batch, Entry, Listing, Role, Status
from registry.models.batch import ordinal_of
from tests.factories import NOON, make_publisher
from tests.registry.factories import MARCH, make_approval, make_batch, make_entry, make_facts, make_holder

pytestmark = pytest.mark.django_db
APRIL = date(2026, 4, 1)


def gather(*approvals, month=MARCH, by=None):
    return publication.gather(month=month, title="第十九批", notice="现予以公告。", approvals=approvals, by=by, at=NOON)


def refusal_of(act, *arguments, **options):
    with pytest.raises(Refused) as refusal:
        act(*arguments, **options)
    return str(refusal.value)


def test_an_approval_keeps_tidy_facts_and_nobody_can_read_it_yet():
    holder = make_holder()
    names = {"company": " 澜亭影像（杭州） 科技有限公司", "algorithm": "澜亭 AI 生成算法"}
    facts = make_facts(**names, purpose="根据用户需\n求生成图像。", product="")
    facts.pop("remark")

    approval = publication.register(
        number=numbers.issue(holder, division="330106", on=MARCH),
        holder=holder,
        filing_reference="F-2026-000001",
        at=NOON,
        **facts,
    )

    assert (approval.company, approval.algorithm) == ("澜亭影像（杭州）科技有限公司", "澜亭AI生成算法")
    assert approval.product == "--"
    assert (approval.purpose, approval.role) == ("根据用户需求生成图像。", Role.PROVIDER)
    assert list(Approval.objects.waiting()) == [approval]
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "reference", "message"),
    [
        ("330106999999901260010", "F-2026-000002", "The filing number 330106999999901260010 is registered already."),
        ("330106888888801260010", "F-2026-000002", "The filing number 330106888888801260010 is registered already."),
        ("330106777777701260010", "F-2026-000001", "The filing F-2026-000001 is registered already."),
    ],
)
def test_a_filing_is_registered_once(number, reference, message):
    make_approval(number="330106999999901260010", filing_reference="F-2026-000001")
    make_entry(number="330106888888801260010")
    facts = make_facts()
    facts.pop("remark")

    assert message == refusal_of(
        publication.register, number=number, holder=make_holder(), filing_reference=reference, at=NOON, **facts
    )


def test_a_draft_is_gathered_filled_and_emptied():
    one, two, three = make_approval(), make_approval(), make_approval()
    publisher = make_publisher()

    batch = gather(one, two, by=publisher)
    publication.add(batch, approvals=[three], by=publisher, at=NOON)
    publication.release(batch, approvals=[one], by=publisher, at=NOON)
    publication.describe(batch, title="第二十批", notice="", by=publisher, at=NOON)

    assert (batch.slug, batch.title, batch.status) == ("2026-03", "第二十批", Batch.Status.DRAFT)
    assert list(batch.approvals.all()) == [two, three]
    assert list(Approval.objects.waiting()) == [one]
    assert list(Batch.objects.published()) == []
    assert [(event.act, event.by) for event in batch.events.all()] == [
        (act, publisher) for act in ("gathered", "added", "added", "added", "released", "described")
    ]


def test_a_month_has_one_batch():
    gather()
    make_batch(date(2026, 2, 1))

    assert refusal_of(gather) == "A batch of 2026-03 is being gathered already."
    assert refusal_of(gather, month=date(2026, 2, 14)) == (
        "The batch of 2026-02 is public already. Choose another month."
    )
    assert refusal_of(gather, month=APRIL) == "That month has not begun yet. Choose this month or an earlier one."


def test_an_approval_is_in_one_batch():
    approval = make_approval()
    here, there = gather(approval), gather(month=date(2026, 2, 1))

    assert refusal_of(publication.add, there, approvals=[make_approval(), approval], by=None, at=NOON) == (
        f"{approval.filing_reference} is in another batch already."
    )
    assert list(there.approvals.all()) == []
    assert refusal_of(publication.release, there, approvals=[approval], by=None, at=NOON) == (
        f"{approval.filing_reference} is not in this batch."
    )
    assert list(here.approvals.all()) == [approval]


def test_publishing_makes_the_batch_and_its_entries_public():
    first = make_approval(approved_at=datetime(2026, 2, 1, tzinfo=UTC), division="110108")
    second = make_approval(company="绍兴镜湖科技有限公司", role=Role.SUPPORTER, product="--")
    batch = gather(second, first)
    publisher = make_publisher()

    entries = publication.publish(batch, by=publisher, at=NOON)

    batch.refresh_from_db()
    assert (batch.status, batch.published_on, batch.published_at) == ("published", date(2026, 3, 2), NOON)
    assert (batch.listed, batch.latest) == (2, 2)
    assert [entry.number for entry in entries] == [first.number, second.number]
    stored = list(Entry.objects.order_by("rank"))
    assert [entry.facts() for entry in stored] == [first.facts(), second.facts()]
    assert [entry.rank for entry in stored] == [ordinal_of(MARCH) * 100_000 + place for place in (1, 2)]
    assert [(entry.province, entry.status, entry.version) for entry in stored] == [
        (11, Status.IN_FORCE, 1),
        (33, Status.IN_FORCE, 1),
    ]
    assert [entry.versions.get().facts() for entry in stored] == [entry.facts() for entry in stored]
    assert [listing.entry for listing in batch.listings.all()] == stored
    assert [(event.act, event.by) for event in stored[0].events.all()] == [("published", publisher)]
    assert [approval.entry for approval in batch.approvals.all()] == stored


def test_the_holder_takes_the_name_that_is_published():
    holder = holders.draw("旧名公司")
    publication.publish(gather(make_approval(holder=holder, company="新名公司")), by=None, at=NOON)

    holder.refresh_from_db()
    assert holder.name == "新名公司"
    assert list(holders.matching("旧名公司")) == [holder]


def test_an_empty_batch_is_not_published():
    assert refusal_of(publication.publish, gather(), by=None, at=NOON) == (
        "Nothing is gathered in this batch. Add at least one approved filing."
    )


def test_a_batch_is_published_once_and_stays_as_it_is():
    approval, late = make_approval(), make_approval()
    batch = gather(approval)
    publication.publish(batch, by=None, at=NOON)

    assert refusal_of(publication.publish, batch, by=None, at=NOON) == (
        "This cannot be done any more: the status is now “Published”."
    )
    for act in (publication.add, publication.release):
        assert refusal_of(act, batch, approvals=[late], by=None, at=NOON) == (
            "The batch of 2026-03 is public already. It is not changed any more."
        )
    assert Entry.objects.count() == 1


def test_a_number_that_an_imported_list_has_made_public_is_not_published_again():
    approval = make_approval()
    batch = gather(approval)
    make_entry(make_batch(date(2026, 1, 1)), number=approval.number)

    assert refusal_of(publication.publish, batch, by=None, at=NOON) == (
        f"The filing number {approval.number} is public already. Take its filing out of the batch."
    )


def test_a_month_that_has_not_begun_is_not_published():
    approval = make_approval()
    batch = make_batch(APRIL, status=Batch.Status.DRAFT)
    publication.add(batch, approvals=[approval], by=None, at=NOON)

    assert refusal_of(publication.publish, batch, by=None, at=NOON) == (
        "That month has not begun yet. Choose this month or an earlier one."
    )


class FailsAt:
    """Fails at the nth statement that writes."""

    def __init__(self, n):
        self.n, self.seen = n, 0

    def __call__(self, execute, statement, params, many, context):
        if statement.startswith(("INSERT", "UPDATE")):
            self.seen += 1
            if self.seen == self.n:
                raise RuntimeError
        return execute(statement, params, many, context)


def test_a_batch_is_never_half_public():
    batch = gather(make_approval(), make_approval())
    failures = 0
    for n in range(1, 50):
        with connection.execute_wrapper(FailsAt(n)):
            try:
                publication.publish(Batch.objects.get(pk=batch.pk), by=None, at=NOON)
                break
            except RuntimeError:
                failures += 1
        assert (Entry.objects.count(), Listing.objects.count(), Batch.objects.published().count()) == (0, 0, 0)

    assert failures >= 8
    assert (Entry.objects.count(), Listing.objects.count(), Batch.objects.published().count()) == (2, 2, 1)
