import pytest

from accounts.models import Posting
from tests.factories import make_applicant, make_company, make_office, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(make_staff(Posting.Role.ADMINISTRATOR, ""))
    return client


@pytest.mark.parametrize("kind", ["user", "company", "office"])
def test_the_lists_open(administrator, kind):
    make_company()

    assert administrator.get(f"/admin/accounts/{kind}/").status_code == 200


def test_people_companies_and_offices_are_changed_elsewhere(administrator):
    person, company, office = make_applicant(), make_company(), make_office("33")

    for row in (person, company, office):
        address = f"/admin/accounts/{row._meta.model_name}/{row.pk}/"
        assert administrator.get(f"{address}change/").status_code == 200
        assert administrator.post(f"{address}change/", {"name": "another"}).status_code == 405
        assert administrator.post(f"{address}delete/", {"post": "yes"}).status_code == 405
        assert administrator.get(f"/admin/accounts/{row._meta.model_name}/add/").status_code == 403


@pytest.mark.parametrize("make", [lambda: make_staff("reviewer", ""), lambda: make_staff("administrator", "33")])
def test_the_administration_is_for_the_administrators_of_the_national_office(client, make):
    client.force_login(make())

    assert client.get("/admin/accounts/user/").status_code == 302
    assert client.get("/admin/login/").status_code == 403
