import pytest

from registry.models import Approval, Batch, Entry
from registry.models.batch import ordinal_of
from reviews import handover
from tests.factories import make_applicant, make_publisher, make_reviewer
from tests.reviews.test_handover import approved, gather, make_approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

DESK = "/reviews/publication/"
BATCH = f"{DESK}2026-03/"
CHANGE = f"{BATCH}change/"
PUBLISH = f"{BATCH}publish/"
TITLE = "境内深度合成服务算法备案清单（2026年3月）"


@pytest.fixture
def publisher(client):
    person = make_publisher()
    client.force_login(person)
    return person


def sent(**changed):
    everything = [approval.pk for approval in Approval.objects.all()]
    return {"approvals": everything, "month": "2026-03", "title": TITLE, "notice": ""} | changed


def test_the_desk_offers_what_waits_in_a_batch_of_this_month(client, publisher):
    case = make_approved()

    form = client.get(DESK).context["form"]

    assert [str(label) for _value, label in form.fields["approvals"].choices] == [
        "澜亭老照片修复算法, 杭州澜亭影像科技有限公司"
    ]
    assert list(form["approvals"].value()) == [Approval.objects.get().pk]
    assert [label for _value, label in form.fields["month"].choices][:2] == ["March 2026", "February 2026"]
    assert form.fields["title"].help_text == f"Left empty, it is the usual one, such as {TITLE}"
    assert case.status == "approved"


def test_a_month_that_has_its_batch_is_not_offered_again(client, publisher):
    gather(make_approved(), by=publisher)

    months = client.get(DESK).context["form"].fields["month"].choices

    assert months[0] == ("2026-02", "February 2026")


def test_an_empty_title_becomes_the_usual_one(client, publisher):
    make_approved()

    client.post(DESK, sent(title=""))

    assert Batch.objects.get().title == TITLE


def test_a_draft_is_changed_until_it_is_public(client, publisher):
    first, second = approved(2)
    gather(first, by=publisher)
    kept = Approval.objects.get(filing_reference=second.filing.reference)

    form = client.get(CHANGE).context["form"]
    changed = client.post(CHANGE, {"approvals": [kept.pk], "title": "清单", "notice": "公告"})

    assert (form["title"].value(), len(form.fields["approvals"].choices)) == (TITLE, 2)
    assert changed.headers["Location"] == BATCH
    batch = Batch.objects.get()
    assert (batch.title, batch.notice, list(batch.approvals.all())) == ("清单", "公告", [kept])
    assert [approval.filing_reference for approval in Approval.objects.waiting()] == [first.filing.reference]

    client.post(PUBLISH)
    late = client.post(CHANGE, {"approvals": [Approval.objects.waiting().get().pk], "title": "清单"})

    assert late.context["form"].non_field_errors() == [
        "The batch of 2026-03 is public already. It is not changed any more."
    ]
    assert Approval.objects.waiting().count() == 1


def test_an_empty_desk_says_so(client, publisher):
    assert "No approved filings waiting" in client.get(DESK).text


def test_from_the_desk_to_the_public(client, publisher):
    first, second = approved(2)

    gathered = client.post(DESK, sent(approvals=[Approval.objects.first().pk], notice="公告"))
    assert gathered.headers["Location"] == BATCH

    preview = client.get(BATCH)
    assert [approval.filing_reference for approval in preview.context["approvals"]] == [first.filing.reference]
    assert (TITLE in preview.text, "公告" in preview.text) == (True, True)
    assert 'lang="en">Service provider</td>' in preview.text
    assert [batch.title for batch in client.get(DESK).context["drafts"]] == [TITLE]

    assert "1 algorithm enters the public registry, and stays there." in client.get(PUBLISH).text
    assert Entry.objects.count() == 0

    done = client.post(PUBLISH)
    assert done.headers["Location"] == PUBLISH
    page = client.get(PUBLISH)
    assert "1 algorithm is in the public registry now, and its company is told." in page.text
    assert client.get(BATCH).headers["Location"] == "/registry/batches/2026-03/"
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.status, second.status) == ("published", "approved")


def test_a_second_click_publishes_nothing_more(client, publisher):
    gather(make_approved(), by=publisher)

    client.post(PUBLISH)
    again = client.post(PUBLISH, follow=True)

    assert [str(message) for message in again.context["messages"]] == [
        "This cannot be done any more: the status is now “Published”."
    ]
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"approvals": []}, {"approvals": ["Select the filings to publish"]}),
        (
            {"approvals": [999999]},
            {"approvals": ["Some of these filings are in a batch already: select from those that wait"]},
        ),
        ({"month": ""}, {"month": ["Select the month"]}),
        ({"month": "2020-01"}, {"month": ["Select the month"]}),
        ({"month": "2026-04"}, {"month": ["Select the month"]}),
        ({"title": "长" * 201}, {"title": ["The title must be 200 characters or fewer"]}),
    ],
)
def test_what_lacks_something_is_not_gathered(client, publisher, changed, errors):
    make_approved()

    page = client.post(DESK, sent(**changed))

    assert (page.status_code, page.context["form"].errors) == (200, errors)
    assert Batch.objects.count() == 0


def test_a_month_that_is_published_takes_no_more(client, publisher):
    first, _second = approved(2)
    gather(first, by=publisher)
    client.post(PUBLISH)

    page = client.post(DESK, sent(approvals=[Approval.objects.waiting().get().pk]))

    assert page.context["form"].errors == {"month": ["Select the month"]}
    assert Approval.objects.waiting().count() == 1


def test_a_month_that_another_publisher_takes_meanwhile_is_said_on_the_page(client, publisher, monkeypatch):
    make_approved()
    gather_now = handover.gather

    def after_a_colleague(**said):
        Batch.objects.create(ordinal=ordinal_of(said["month"]), title="清单")
        return gather_now(**said)

    monkeypatch.setattr(handover, "gather", after_a_colleague)
    page = client.post(DESK, sent())

    assert page.context["form"].non_field_errors() == ["A batch of 2026-03 is being gathered already."]
    assert Approval.objects.waiting().count() == 1


@pytest.mark.parametrize("month", ["2026-04", "2026-13", "1999-01", "x"])
def test_a_batch_that_is_not_there_is_not_found(client, publisher, month):
    assert [client.get(f"{DESK}{month}/{end}").status_code for end in ("", "change/", "publish/")] == [404] * 3


@pytest.mark.parametrize("make", [make_applicant, lambda: make_reviewer(""), lambda: make_reviewer("33")])
def test_the_room_is_for_publishers(client, make):
    gather(make_approved(), by=make_publisher())
    client.force_login(make())

    assert [client.get(place).status_code for place in (DESK, BATCH, CHANGE, PUBLISH)] == [403] * 4
    assert [client.post(place).status_code for place in (DESK, CHANGE, PUBLISH)] == [403] * 3
    assert Entry.objects.count() == 0


def test_the_verbs_of_the_desk(client, publisher):
    gather(make_approved(), by=publisher)

    assert [client.put(DESK).status_code, client.post(BATCH).status_code, client.put(PUBLISH).status_code] == [405] * 3


@pytest.mark.parametrize("cases", [1, 3])
def test_the_desk_and_the_preview_take_as_many_queries_for_one_filing_as_for_three(
    client, publisher, django_assert_num_queries, cases
):
    both = approved(2 * cases)
    gather(*both[:cases], by=publisher)

    with django_assert_num_queries(10):
        client.get(DESK)
    with django_assert_num_queries(7):
        client.get(BATCH)
