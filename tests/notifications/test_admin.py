import pytest

from tests.factories import make_staff
from tests.notifications.factories import make_notification

pytestmark = pytest.mark.django_db

LOG = "/admin/notifications/notification/"


@pytest.fixture
def administrator(client):
    person = make_staff("administrator", "")
    client.force_login(person)
    return person


def listed(answer):
    return [row.key for row in answer.context["cl"].result_list]


def test_administrators_see_what_was_given_up(client, administrator):
    make_notification()
    given_up = make_notification(status="dead", last_error="SMTPDataError(554, b'No')")

    assert listed(client.get(LOG, {"status__exact": "dead"})) == [given_up.key]


def test_the_log_shows_why_but_not_the_text(client, administrator):
    row = make_notification(body="What the reviewer wrote", last_error="SMTPDataError(554, b'No')")

    page = client.get(f"{LOG}{row.pk}/change/").content.decode()

    assert ("SMTPDataError" in page, "What the reviewer wrote" in page) == (True, False)


def test_nobody_writes_the_log(client, administrator):
    row = make_notification()

    answers = [client.get(f"{LOG}add/"), *(client.post(f"{LOG}{row.pk}/{act}/") for act in ("change", "delete"))]

    assert [answer.status_code for answer in answers] == [403, 405, 405]


def test_the_log_asks_as_often_for_three_rows_as_for_one(client, administrator, django_assert_max_num_queries):
    make_notification()
    client.get(LOG)
    with django_assert_max_num_queries(20) as one:
        client.get(LOG)
    make_notification()
    make_notification()
    with django_assert_max_num_queries(len(one)):
        assert len(listed(client.get(LOG))) == 3
