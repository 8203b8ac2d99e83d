import pytest

from accounts.models import Posting
from tests.factories import make_reviewer, make_staff
from tests.reviews.factories import make_case

pytestmark = pytest.mark.django_db

LIST = "/admin/reviews/case/"


def administrator():
    return make_staff(Posting.Role.ADMINISTRATOR, "")


def test_an_administrator_reads_cases_and_changes_nothing(client):
    case = make_case()
    client.force_login(administrator())

    assert client.get(LIST, {"q": case.filing.reference}).status_code == 200
    assert client.get(f"{LIST}{case.pk}/change/").status_code == 200
    assert client.post(f"{LIST}{case.pk}/change/", {"status": "published"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{case.pk}/delete/", {"post": "yes"}).status_code == 403
    case.refresh_from_db()
    assert case.status == "provincial"


@pytest.mark.parametrize("make", [lambda: make_reviewer("33"), lambda: make_staff("administrator", "33")])
def test_nobody_else_gets_to_the_cases_that_way(client, make):
    client.force_login(make())

    assert client.get(LIST).status_code in (302, 403)
