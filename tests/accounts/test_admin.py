import pytest

from accounts.models import Posting, User
from tests.factories import make_company, make_office, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    person = make_staff(Posting.Role.ADMINISTRATOR, "", is_staff=True, is_superuser=True)
    client.force_login(person)
    return client


def inline(prefix, *rows):
    """A formset of the administration as a browser posts it."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for n, row in enumerate(rows):
        fields |= {f"{prefix}-{n}-{key}": value for key, value in row.items()}
    return fields


def test_an_administrator_opens_an_account_that_can_sign_in(administrator, client):
    administrator.post(
        "/admin/accounts/user/add/",
        {
            "email": "wu@zhejiang.example",
            "name": "Wu Di",
            "language": "en",
            "usable_password": "true",
            "password1": "seven small sparrows",
            "password2": "seven small sparrows",
            **inline("postings", {"office": make_office("33").pk, "role": Posting.Role.REVIEWER}),
        },
    )

    person = User.objects.get(email="wu@zhejiang.example")
    assert client.login(email=person.email, password="seven small sparrows")


def test_an_address_that_an_administrator_typed_in_capitals_signs_in(administrator, client):
    word = "seven small sparrows"
    administrator.post(
        "/admin/accounts/user/add/",
        {
            "email": "Wu.Di@Zhejiang.Example",
            "name": "Wu Di",
            "language": "en",
            "usable_password": "true",
            "password1": word,
            "password2": word,
            **inline("postings"),
        },
    )
    client.logout()

    answer = client.post("/account/login/", {"login": "Wu.Di@Zhejiang.Example", "password": word})

    assert answer.status_code == 302


def test_an_administrator_puts_a_person_into_a_company(administrator):
    person, company = make_staff(Posting.Role.REVIEWER), make_company()

    administrator.post(
        f"/admin/accounts/company/{company.pk}/change/",
        {"name": company.name, **inline("memberships", {"user": person.pk})},
    )

    assert list(company.members.all()) == [person]


@pytest.mark.parametrize("kind", ["user", "company", "office"])
def test_the_lists_open(administrator, kind):
    make_company()

    assert administrator.get(f"/admin/accounts/{kind}/").status_code == 200


def test_nobody_and_nothing_is_deleted(administrator):
    person, company, office = make_staff(Posting.Role.REVIEWER), make_company(), make_office("33")

    for row in (person, company, office):
        address = f"/admin/accounts/{row._meta.model_name}/{row.pk}/delete/"
        assert administrator.post(address, {"post": "yes"}).status_code == 403


def test_the_administration_is_for_administrators(client):
    client.force_login(make_staff(Posting.Role.REVIEWER))

    assert client.get("/admin/accounts/user/").status_code == 302
