"""From approval to the public registry."""

from datetime import date

import pytest

from audit import trail
from notifications.models import Notification
from registry.models import Approval, Batch, Entry, Holder
from reviews import determination, handover
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_office, make_publisher, make_reviewer
from tests.reviews.factories import days_later, make_case, make_filing
from tests.together import at_once, meet

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 1)


def make_approved(**changed) -> Case:
    national = make_reviewer("")
    case = make_case(filing=make_filing(**changed), status="national", assignee=national)
    determination.approve(case, holder_code=None, version=0, by=national, at=NOON)
    Notification.objects.all().delete()
    return case


def approved(n: int) -> list[Case]:
    """So many approved cases, each of another company."""
    return [make_approved(company_name=f"杭州澜亭影像科技有限公司{number}") for number in range(n)]


def gather(*cases: Case, by, month: date = MARCH) -> Batch:
    references = [case.filing.reference for case in cases]
    return handover.gather(
        month=month,
        title="境内深度合成服务算法备案清单（2026年3月）",
        notice="任何单位或者个人如有异议，可以提出。",
        approvals=list(Approval.objects.filter(filing_reference__in=references)),
        by=by,
        at=NOON,
    )


def test_a_gathered_batch_is_not_public():
    case, publisher = make_approved(), make_publisher()

    batch = gather(case, by=publisher)

    assert (batch.status, batch.slug, [each.filing_reference for each in batch.approvals.all()]) == (
        "draft",
        "2026-03",
        [case.filing.reference],
    )
    assert (Batch.objects.published().count(), Entry.objects.count()) == (0, 0)


def test_publication_makes_entries_and_batch_public_and_tells_the_companies(settings):
    settings.PORTAL_URL = "https://portal.example"
    publisher, cases = make_publisher(), approved(2)
    batch = gather(*cases, by=publisher)

    entries = handover.publish(batch, by=publisher, at=days_later(1))

    assert [(entry.number, entry.algorithm) for entry in entries] == [
        (approval.number, "澜亭老照片修复算法") for approval in Approval.objects.all()
    ]
    assert [batch.title for batch in Batch.objects.published()] == ["境内深度合成服务算法备案清单（2026年3月）"]
    for case, entry in zip(cases, entries, strict=True):
        case.refresh_from_db()
        event = case.events.last()
        assert (case.status, case.closed_at) == ("published", days_later(1))
        assert (event.act, event.by, event.detail) == ("published", publisher, {"batch": "2026-03"})
        note = Notification.objects.get(recipient=case.filing.applicant)
        assert note.event == "reviews/published"
        assert f"https://portal.example/registry/{entry.number}/" in note.body
    assert Notification.objects.count() == 2


def test_publication_is_never_half(monkeypatch):
    publisher, cases = make_publisher(), approved(2)
    batch = gather(*cases, by=publisher)
    told = []

    def fail_on_the_second(case, number, *, at):
        told.append(case)
        if len(told) == 2:
            raise RuntimeError

    monkeypatch.setattr(handover.notices, "published", fail_on_the_second)
    with pytest.raises(RuntimeError):
        handover.publish(batch, by=publisher, at=NOON)

    assert (Entry.objects.count(), Batch.objects.published().count()) == (0, 0)
    assert {case.status for case in Case.objects.all()} == {"approved"}


def test_what_is_published_is_not_published_again():
    publisher, case = make_publisher(), make_approved()
    batch = gather(case, by=publisher)
    handover.publish(batch, by=publisher, at=NOON)

    with pytest.raises(trail.Refused):
        handover.publish(Batch.objects.get(), by=publisher, at=NOON)

    assert (Entry.objects.count(), Notification.objects.count()) == (1, 1)


@pytest.mark.parametrize("make", [make_applicant, lambda: make_reviewer(""), lambda: make_reviewer("33")])
def test_only_publishers_gather_and_publish(make):
    publisher, case, person = make_publisher(), make_approved(), make()
    with pytest.raises(handover.NotAPublisher):
        gather(case, by=person)
    batch = gather(case, by=publisher)

    with pytest.raises(handover.NotAPublisher, match="Only publishers of the national office can do this"):
        handover.publish(batch, by=person, at=NOON)

    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_publications_at_once_are_one():
    publisher, cases = make_publisher(), approved(2)
    batch = gather(*cases, by=publisher)

    results = at_once(
        *[lambda: handover.publish(Batch.objects.get(pk=batch.pk), by=publisher, at=NOON) for _click in range(2)]
    )

    assert sorted(isinstance(result, trail.Refused) for result in results) == [False, True]
    assert (Entry.objects.count(), Notification.objects.count()) == (2, 2)
    assert [case.events.filter(act="published").count() for case in cases] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_arrange_a_batch_at_once_one_has_the_last_word(monkeypatch):
    publisher, cases = make_publisher(), approved(3)
    batch = gather(cases[0], by=publisher)
    kept, *others = Approval.objects.order_by("pk")
    meet(monkeypatch, handover.publication, "describe")

    def arrange(other):
        mine = Batch.objects.get(pk=batch.pk)
        handover.arrange(mine, title="标题", notice="", approvals=[kept, other], by=publisher, at=NOON)

    results = at_once(*[lambda other=other: arrange(other) for other in others])

    assert results == [None, None]
    assert set(batch.approvals.all()) in [{kept, other} for other in others]


@pytest.mark.django_db(transaction=True)
def test_two_approvals_of_one_name_at_once_make_one_holder():
    make_office("")
    national = make_reviewer("")
    cases = [make_case(filing=make_filing(), status="national", assignee=national) for _account in range(2)]

    results = at_once(
        *[
            lambda pk=case.pk: determination.approve(
                Case.objects.get(pk=pk), holder_code=None, version=0, by=national, at=NOON
            )
            for case in cases
        ]
    )

    assert [type(result) for result in results if result] == [handover.HolderUnclear]
    assert Holder.objects.count() == 1
