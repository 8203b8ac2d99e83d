import pytest

from accounts import permissions
from accounts.models import Posting
from tests.factories import make_applicant, make_company, make_publisher, make_reviewer, make_staff, make_user

pytestmark = pytest.mark.django_db

ASKED = [
    permissions.belongs_to_a_company,
    permissions.works_in_an_office,
    permissions.administers,
]


@pytest.mark.parametrize(
    ("make", "may"),
    [
        (make_user, [False, False, False]),
        (make_applicant, [True, False, False]),
        (make_reviewer, [False, True, False]),
        (lambda: make_reviewer(""), [False, True, False]),
        (make_publisher, [False, True, False]),
        (lambda: make_staff(Posting.Role.ADMINISTRATOR, ""), [False, True, True]),
        (lambda: make_staff(Posting.Role.ADMINISTRATOR, "33"), [False, True, False]),
    ],
)
def test_each_role_may_what_it_is_for_and_no_more(make, may):
    person = make()

    assert [ask(person) for ask in ASKED] == may


def test_a_person_acts_for_their_own_companies_only():
    own = make_company()
    make_company()
    person = make_applicant(own)

    assert list(permissions.companies_of(person)) == [own]
