from datetime import date

import pytest

from accounts.models import Posting
from registry.models import Batch
from registry.models.batch import ordinal_of
from tests.factories import NOON, make_applicant, make_publisher, make_reviewer, make_staff, make_user

pytestmark = pytest.mark.django_db


def make_batch(month: date, status: str = "published") -> Batch:
    return Batch.objects.create(
        ordinal=ordinal_of(month), title=f"{month:%Y-%m}", status=status, published_at=NOON, published_on=month
    )


def test_a_visitor_sees_the_three_newest_published_batches(client):
    for month in (1, 2, 3, 4):
        make_batch(date(2026, month, 1))
    make_batch(date(2026, 5, 1), status="draft")

    page = client.get("/")

    assert [batch.title for batch in page.context["batches"]] == ["2026-04", "2026-03", "2026-02"]
    assert client.cookies == {}


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (make_applicant, "/filings/"),
        (lambda: make_reviewer("33"), "/reviews/"),
        (make_publisher, "/reviews/publication/"),
        (lambda: make_staff(Posting.Role.ADMINISTRATOR, ""), "/offices/"),
        (lambda: make_staff(Posting.Role.ADMINISTRATOR, "33"), "/offices/"),
        *[
            (lambda role=role: make_staff(role, "33"), "/reviews/")
            for role in ("intake", "approver", "head", "auditor")
        ],
        (make_user, "/account/companies/new/"),
    ],
)
def test_whoever_has_signed_in_goes_to_the_first_of_their_own_places(client, make, place):
    client.force_login(make())

    assert client.get("/").headers["Location"] == place
    assert client.get("/zh-hans/").headers["Location"] == f"/zh-hans{place}"


def test_the_bar_marks_where_one_is(client):
    client.force_login(make_reviewer("33"))

    nav = client.get("/reviews/").context["nav"]

    assert [(link.label, link.url, link.current) for link in nav] == [
        ("Cases", "/reviews/", True),
        ("Registry", "/registry/", False),
    ]


def test_a_reviewer_who_publishes_is_in_one_place_at_a_time(client):
    person = make_publisher()
    Posting.objects.create(user=person, office=person.postings.get().office, role=Posting.Role.REVIEWER)
    client.force_login(person)

    nav = client.get("/reviews/publication/").context["nav"]

    assert [(link.label, link.current) for link in nav] == [
        ("Cases", False),
        ("Publication", True),
        ("Registry", False),
    ]


def test_the_front_door_is_read_only(client):
    assert client.post("/").status_code == 405
