import pytest

from accounts import permissions
from accounts.models import User
from demo import accounts
from tests.factories import make_all_offices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_installation(settings, tmp_path):
    make_all_offices()
    settings.VAR_DIR = tmp_path


def test_there_is_an_account_for_each_role_and_it_can_sign_in(client):
    people = accounts.open_accounts()

    assert permissions.belongs_to_a_company(people["lin@lanting.example"])
    assert [str(office) for office in permissions.offices_reviewed_by(people["chen@zhejiang.example"])] == ["Zhejiang"]
    assert [office.is_national for office in permissions.offices_reviewed_by(people["gao@national.example"])] == [True]
    assert permissions.publishes(people["tang@national.example"])
    assert permissions.administers(people["admin@national.example"])
    assert all(client.login(email=email, password=accounts.password()) for email in people)


def test_opening_them_again_changes_nothing():
    accounts.open_accounts()
    before = list(User.objects.order_by("pk").values())

    accounts.open_accounts()

    assert list(User.objects.order_by("pk").values()) == before


def test_a_lost_password_file_gives_all_accounts_a_new_password(client):
    accounts.open_accounts()
    lost = accounts.password()
    accounts.password_file().unlink()

    accounts.open_accounts()

    assert accounts.password() != lost
    assert client.login(email="lin@lanting.example", password=accounts.password())


def test_the_password_file_is_for_its_owner_alone():
    accounts.open_accounts()

    assert accounts.password_file().stat().st_mode & 0o777 == 0o600
