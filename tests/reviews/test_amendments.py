"""Changes and cancellations on their way through the offices, and what becomes of the entry."""

from datetime import date

import pytest

from audit.trail import Refused
from notifications.models import Notification
from registry import history
from registry.models import Approval, Entry, Holder
from reviews import assignment, determination, handover, intake, progress
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_office, make_publisher, make_reviewer
from tests.filings.published import NEW_PURPOSE, make_cancellation, make_change, make_published
from tests.reviews.factories import days_later
from tests.reviews.test_handover import gather, make_approved

pytestmark = pytest.mark.django_db


def case_of(filing) -> Case:
    make_office("33"), make_office("")
    intake.take_in(filing.pk, at=NOON)
    return Case.objects.get(filing=filing)


def approve(filing) -> Case:
    case = case_of(filing)
    for by, act in [
        (make_reviewer("33"), lambda **said: determination.pass_on(case, **said)),
        (make_reviewer(""), lambda **said: determination.approve(case, holder_code=None, **said)),
    ]:
        assignment.take(case, by=by, at=NOON)
        act(version=case.version, by=by, at=NOON)
    return case


def publish(*cases, at=NOON):
    publisher = make_publisher()
    return handover.publish(gather(*cases, by=publisher), by=publisher, at=at)


def test_an_approved_change_waits_with_its_remark_and_the_entry_stands_as_it_was():
    case = approve(make_change("submitted"))

    waiting, entry = Approval.objects.waiting().get(), Entry.objects.get()
    assert (waiting.number, waiting.amends, waiting.purpose, waiting.remark) == (
        entry.number,
        entry,
        NEW_PURPOSE,
        "变更内容：主要用途变更",
    )
    assert (entry.version, entry.purpose == NEW_PURPOSE, Holder.objects.count()) == (1, False, 1)
    assert (case.status, case.filing.status) == ("approved", "approved")


def test_a_published_change_is_a_new_version_under_the_same_number():
    before = make_published()
    number = Entry.objects.get().number
    case = approve(make_change("submitted", before))
    Notification.objects.all().delete()

    assert publish(case) == []

    entry = Entry.objects.get()
    assert (entry.number, entry.version, entry.purpose, entry.remark, entry.standing) == (
        number,
        2,
        NEW_PURPOSE,
        "变更内容：主要用途变更",
        "changed",
    )
    newest = history.of(entry)[0]
    assert (newest.label, newest.on, newest.remark) == ("Changed", date(2026, 3, 2), "变更内容：主要用途变更")
    assert [(change.before, change.after) for change in newest.changes] == [(before.answers["purpose"], NEW_PURPOSE)]
    case.refresh_from_db()
    note = Notification.objects.get()
    assert (case.status, "The change of “澜亭老照片修复算法” is published" in note.body) == ("published", True)
    assert progress.whose_turn(case.filing, case) == "The new version is published, under the same number."


def test_a_change_of_what_is_not_public_is_told_by_its_remark():
    case = approve(
        make_change("submitted", changed_sections=["introduction"], scope="别的。", public_remark="变更内容：算法数据")
    )

    publish(case)

    newest = history.of(Entry.objects.get())[0]
    assert (newest.label, newest.changes, newest.remark) == ("Changed", [], "变更内容：算法数据")


def test_a_batch_of_a_new_filing_and_a_change_lists_the_new_one():
    change = approve(make_change("submitted"))
    new = make_approved(company_name="青湖智能科技有限公司")

    entries = publish(change, new)

    assert [entry.company for entry in entries] == ["青湖智能科技有限公司"]
    assert (entries[0].batch.listed, entries[0].rank % 100_000) == (1, 1)


def test_a_published_cancellation_leaves_the_entry_to_be_read_with_its_day_and_cause():
    case = approve(make_cancellation("submitted"))

    publish(case, at=days_later(1))

    entry = Entry.objects.get()
    remark = "已注销：服务终止（2026年2月27日）"
    assert (entry.status, entry.cancelled_on, entry.remark) == ("cancelled", date(2026, 3, 3), remark)
    assert [(each.label, each.remark) for each in history.of(entry)] == [("Cancelled", remark), ("Published", "")]
    case.refresh_from_db()
    assert progress.whose_turn(case.filing, case) == "The entry is cancelled. It stays in the registry to be read."


def test_what_is_cancelled_is_not_cancelled_in_advance():
    case = approve(make_cancellation("submitted", ended_on="2026-03-20"))
    number = Entry.objects.get().number

    with pytest.raises(Refused) as refusal:
        publish(case)

    assert str(refusal.value) == (f"{number}: The service has not ended yet. Take its filing out of the batch.")
    assert Entry.objects.get().status == "in_force"


def test_after_a_cancellation_nothing_is_changed():
    published = make_published()
    publish(approve(make_cancellation("submitted", published)))

    with pytest.raises(Refused, match="published and in force"):
        make_change("draft", published)


def test_while_an_approved_change_waits_for_publication_no_other_is_begun():
    published = make_published()
    change = approve(make_change("submitted", published)).filing

    with pytest.raises(Refused) as refusal:
        make_cancellation("draft", published)

    assert str(refusal.value) == (
        f"{change.reference} is approved and waits for publication. Start anew when it is published."
    )


def test_the_reviewer_reads_old_and_new_side_by_side(client):
    reviewer = make_reviewer("33", name="Chen")
    case = case_of(make_change("submitted"))
    client.force_login(reviewer)

    page = client.get(f"/reviews/{case.filing.reference}/").content.decode()

    table = page[page.index("<table") : page.index("</table>")]
    assert (table.count('<th class="govuk-table__cell'), "What changes" in table, "短视频" in table) == (1, True, True)
    assert f"/registry/{Entry.objects.get().number}/" in page


def test_the_company_finds_the_ways_to_change_and_to_cancel_on_a_published_filing(client):
    published = make_published()
    viewer = make_applicant(published.company, "viewer")
    client.force_login(published.applicant)
    shown = client.get(f"/filings/{published.reference}/").content.decode()
    client.force_login(viewer)
    to_viewers = client.get(f"/filings/{published.reference}/").content.decode()

    assert ("File a change" in shown, "Cancel it" in shown) == (True, True)
    assert ("File a change" in to_viewers, "Cancel it" in to_viewers) == (False, False)
