import pytest

from accounts import teams
from accounts.models import Team
from accounts.permissions import NotYours
from audit import trail
from tests.factories import NOON, make_office, make_reviewer, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_staff("administrator", "33")


def form(by, *members, name="图像组"):
    return teams.form(make_office("33"), name=name, members=members, by=by, at=NOON)


def told(person):
    return [(event.act, event.detail) for event in person.events.all()]


def test_a_team_is_formed_of_reviewers(administrator):
    chen, wu = make_reviewer("33"), make_reviewer("33")

    team = form(administrator, chen, wu)

    assert (str(team), set(team.members.all())) == ("图像组", {chen, wu})
    assert told(administrator) == [("team_formed", {"office": "33", "team": "图像组"})]
    assert told(chen) == told(wu) == [("team_joined", {"office": "33", "team": "图像组"})]


def test_a_team_is_arranged_anew(administrator):
    chen, wu, xie = (make_reviewer("33") for _n in range(3))
    team = form(administrator, chen, wu)

    teams.arrange(team, name="语音组", members=[wu, xie], by=administrator, at=NOON)

    assert (team.name, set(team.members.all())) == ("语音组", {wu, xie})
    assert told(administrator)[-1] == ("team_renamed", {"office": "33", "team": "语音组", "before": "图像组"})
    assert [told(person)[-1][0] for person in (chen, wu, xie)] == ["team_left", "team_joined", "team_joined"]


def test_a_dissolved_team_leaves_its_members_what_they_are(administrator):
    chen = make_reviewer("33")
    team = form(administrator, chen)

    teams.dissolve(team, by=administrator, at=NOON)

    assert (Team.objects.count(), chen.postings.count()) == (0, 1)
    assert told(chen)[-1] == ("team_left", {"office": "33", "team": "图像组"})
    assert told(administrator)[-1] == ("team_dissolved", {"office": "33", "team": "图像组"})


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_reviewer("44"),
        lambda: make_staff("intake", "33"),
        lambda: make_reviewer("33", is_active=False),
    ],
)
def test_only_reviewers_of_the_office_are_in_its_teams(administrator, make):
    with pytest.raises(trail.Refused, match="Only reviewers of the office can be in its teams"):
        form(administrator, make())


def test_a_member_whose_account_was_closed_may_stay(administrator):
    chen = make_reviewer("33")
    team = form(administrator, chen)
    chen.is_active = False
    chen.save()

    teams.arrange(team, name="语音组", members=[chen], by=administrator, at=NOON)

    assert list(team.members.all()) == [chen]


def test_an_office_has_one_team_of_a_name(administrator):
    form(administrator)
    other = form(administrator, name="语音组")

    with pytest.raises(trail.Refused, match="has a team of this name already"):
        form(administrator)
    with pytest.raises(trail.Refused, match="has a team of this name already"):
        teams.arrange(other, name="图像组", members=[], by=administrator, at=NOON)


@pytest.mark.parametrize("make", [lambda: make_staff("head", "33"), lambda: make_staff("administrator", "44")])
def test_nobody_else_arranges_teams(administrator, make):
    stranger, team = make(), form(administrator)

    for act in (
        lambda: form(stranger, name="语音组"),
        lambda: teams.arrange(team, name="语音组", members=[], by=stranger, at=NOON),
        lambda: teams.dissolve(team, by=stranger, at=NOON),
    ):
        with pytest.raises(NotYours):
            act()
    assert [str(each) for each in Team.objects.all()] == ["图像组"]


@pytest.mark.parametrize(
    "act", [teams.dissolve, lambda team, **who: teams.arrange(team, name="新组", members=[], **who)]
)
def test_what_has_been_dissolved_meanwhile_is_refused_and_leaves_no_event(administrator, act):
    team = form(administrator)
    stale = Team.objects.get(pk=team.pk)
    teams.dissolve(team, by=administrator, at=NOON)
    before = administrator.events.count()

    with pytest.raises(trail.Refused, match=r"This team has been dissolved\."):
        act(stale, by=administrator, at=NOON)

    assert administrator.events.count() == before
