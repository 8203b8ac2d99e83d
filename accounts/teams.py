"""Teams: a named group of an office's reviewers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import Office, Posting, Team, User
from audit import trail


@transaction.atomic
def form(office: Office, *, name: str, members: Iterable[User], by: User, at: datetime) -> Team:
    """Make a team of ``office``."""
    trail.lock(office)
    permissions.require_for_office(by, "arrange_teams", office)
    _refuse_taken(office, name)
    team = Team.objects.create(office=office, name=name)
    trail.record(by, by=by, at=at, act="team_formed", office=office.province, team=name)
    _seat(team, members, by=by, at=at)
    return team


@transaction.atomic
def arrange(team: Team, *, name: str, members: Iterable[User], by: User, at: datetime) -> None:
    """Make this the team's name, and these its members."""
    _hold(team, by=by)
    if name != team.name:
        _refuse_taken(team.office, name)
        trail.record(by, by=by, at=at, act="team_renamed", office=team.office.province, team=name, before=team.name)
        team.name = name
        team.save(update_fields=["name"])
    _seat(team, members, by=by, at=at)


@transaction.atomic
def dissolve(team: Team, *, by: User, at: datetime) -> None:
    """End the team; its members stay what they are."""
    _hold(team, by=by)
    _seat(team, [], by=by, at=at)
    trail.record(by, by=by, at=at, act="team_dissolved", office=team.office.province, team=team.name)
    team.delete()


def eligible(office: Office) -> QuerySet[User]:
    """Who may be in a team of ``office``: its reviewers."""
    people = User.objects.filter(is_active=True, postings__office=office, postings__role=Posting.Role.REVIEWER)
    return people.order_by("name", "pk")


def _hold(team: Team, *, by: User) -> None:
    """Lock the office, then the team, and make sure that ``by`` may arrange it."""
    trail.lock(team.office)
    permissions.require_for_office(by, "arrange_teams", team.office)
    try:
        trail.lock(team)
    except Team.DoesNotExist:
        raise trail.Refused(_("This team has been dissolved.")) from None


def _seat(team: Team, members: Iterable[User], *, by: User, at: datetime) -> None:
    wanted, there = set(members), set(team.members.all())
    if wanted - there - set(eligible(team.office)):
        raise trail.Refused(_("Only reviewers of the office can be in its teams."))
    for act, people in (("team_joined", wanted - there), ("team_left", there - wanted)):
        for person in sorted(people, key=lambda each: each.pk):
            trail.record(person, by=by, at=at, act=act, office=team.office.province, team=team.name)
    team.members.set(wanted)


def _refuse_taken(office: Office, name: str) -> None:
    if office.teams.filter(name=name).exists():
        raise trail.Refused(_("The office has a team of this name already. Choose another name."))
