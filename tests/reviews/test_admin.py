import pytest

from accounts.models import Posting
from tests.factories import make_office, make_reviewer, make_staff
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db

LIST = "/admin/reviews/case/"


def administrator():
    return make_staff(Posting.Role.ADMINISTRATOR, "")


def test_an_administrator_who_also_reviews_reads_cases_there_and_changes_nothing(client):
    case = make_case(status="national")
    person = administrator()
    Posting.objects.create(user=person, office=make_office(""), role=Posting.Role.REVIEWER)
    client.force_login(person)

    assert client.get(LIST, {"q": case.filing.reference}).status_code == 200
    assert client.get(f"{LIST}{case.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{case.pk}/change/", {"status": "published"}).status_code == 405
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{case.pk}/delete/", {"post": "yes"}).status_code == 405
    case.refresh_from_db()
    assert case.status == "national"


def test_administration_as_such_sees_no_case(client):
    case = make_case(status="national")
    client.force_login(administrator())

    assert case.filing.reference not in client.get(LIST).text
    assert client.get(f"{LIST}{case.pk}/change/").status_code == 302


@pytest.mark.parametrize("make", [lambda: make_reviewer("33"), lambda: make_staff("administrator", "33")])
def test_nobody_else_gets_to_the_cases_that_way(client, make):
    client.force_login(make())

    assert client.get(LIST).status_code in (302, 403)
