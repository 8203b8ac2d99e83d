import pytest

from tests.factories import make_applicant


@pytest.fixture
def applicant(client):
    user = make_applicant(name="Lin Wei")
    client.force_login(user)
    return user
