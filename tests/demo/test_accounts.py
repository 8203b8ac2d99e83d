import pytest

from accounts import permissions
from accounts.models import Posting, User
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
    for place, province in (("zhejiang", "33"), ("national", "")):
        here = [person for email, person in people.items() if email.endswith(f"@{place}.example")]
        held = {role for person in here for role, where in permissions.work_of(person) if where == province}
        assert held == set(Posting.Role) - ({Posting.Role.PUBLISHER} if province else set())
    assert [str(team) for team in people["wu@zhejiang.example"].teams.all()] == ["图像组"]
    assert ("publisher", "") in permissions.work_of(people["tang@national.example"])
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


def test_the_screen_has_one_account_for_each_role():
    shown = accounts.one_for_each_role()

    assert len(shown) == len({account.role for account in accounts.ACCOUNTS})
    assert [account.email for account in shown if account.place == "33"] == [
        "ma@zhejiang.example",
        "chen@zhejiang.example",
        "fang@zhejiang.example",
        "luo@zhejiang.example",
        "shen@zhejiang.example",
        "admin@zhejiang.example",
    ]
