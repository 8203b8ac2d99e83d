"""Who is what, and who may do what to people, companies and offices. Views, acts, templates and the administration
ask here; nothing else decides. What people may do with filings and cases is said in those rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Company, Membership, Office, Posting
from audit import trail

if TYPE_CHECKING:
    from accounts.models import User

OWNER, EDITOR, VIEWER = Membership.Role.OWNER, Membership.Role.EDITOR, Membership.Role.VIEWER
Work = Posting.Role


class NotYours(trail.Refused):
    """The role of whoever asks does not reach so far, or does not any more."""


@dataclass(frozen=True)
class Rule:
    """Who may do one act: people with one of ``roles`` where the subject belongs, while it has one of ``statuses``
    (None: in any). ``own`` are those of the roles that narrow it to the one whose it is, such as the reviewer of the
    case."""

    roles: frozenset[str]
    statuses: frozenset[str] | None = None
    own: frozenset[str] = frozenset()

    def covers(self, status: str) -> bool:
        return self.statuses is None or status in self.statuses


def rule(*roles: str, statuses: Any = None, own: Any = False) -> Rule:
    """``own`` is True where each of the ``roles`` is for the one whose it is, else those of them that are."""
    narrow = frozenset(roles if own is True else own or ())
    return Rule(frozenset(roles), None if statuses is None else frozenset(statuses), narrow)


# What people may do for a company, by their role in it.
FOR_A_COMPANY: Mapping[str, Rule] = {
    "see_people": rule(OWNER, EDITOR, VIEWER),
    "invite": rule(OWNER),
    "change_role": rule(OWNER),
    "remove": rule(OWNER),
    "hand_over": rule(OWNER),
    "answer_access_request": rule(OWNER),
    "leave": rule(OWNER, EDITOR, VIEWER),
}

# What people may do for an office, by their postings there; the national office's may do it for each.
FOR_AN_OFFICE: Mapping[str, Rule] = {
    "see_people": rule(Work.ADMINISTRATOR, Work.HEAD, Work.AUDITOR),
    "invite": rule(Work.ADMINISTRATOR),
    "change_postings": rule(Work.ADMINISTRATOR),
    "deactivate": rule(Work.ADMINISTRATOR),
    "arrange_teams": rule(Work.ADMINISTRATOR),
    "require_passkeys": rule(Work.ADMINISTRATOR),
    "read_history": rule(Work.ADMINISTRATOR, Work.AUDITOR),
    "read_trail": rule(Work.AUDITOR),
}


def companies_of(user: "User") -> QuerySet[Company]:
    """The companies that ``user`` acts for."""
    return Company.objects.filter(memberships__user=user)


def companies_where(user: "User", act: str) -> QuerySet[Company]:
    """The companies for which ``user`` may do ``act``."""
    return Company.objects.filter(memberships__user=user, memberships__role__in=FOR_A_COMPANY[act].roles)


def role_in(user: "User", company: Company | int) -> str:
    """The role of ``user`` in ``company``, given itself or by its primary key; empty for none."""
    return Membership.objects.filter(user=user, company=company).values_list("role", flat=True).first() or ""


def may_for_company(user: "User", act: str, company: Company) -> bool:
    return role_in(user, company) in FOR_A_COMPANY[act].roles


def require_for_company(user: "User", act: str, company: Company) -> None:
    """Raise ``NotYours`` unless ``user`` may do ``act`` for ``company``."""
    if may_for_company(user, act, company):
        return
    if FOR_A_COMPANY[act].roles == {OWNER}:
        raise NotYours(_("Only an owner of the company can do this."))
    raise NotYours(_("Only people who belong to the company can do this."))


def offices_where(user: "User", *roles: str) -> QuerySet[Office]:
    """The offices where ``user`` has one of the ``roles``."""
    postings = user.postings.filter(role__in=roles, user__is_active=True)
    return Office.objects.filter(pk__in=postings.values("office"))


def offices_for(user: "User", act: str) -> QuerySet[Office]:
    """The offices for which ``user`` may do ``act``; for the national office's people that is each."""
    own = offices_where(user, *FOR_AN_OFFICE[act].roles)
    return Office.objects.filter(Q(pk__in=own) | Exists(own.filter(province="")))


def may_for_office(user: "User", act: str, office: Office) -> bool:
    return offices_for(user, act).filter(pk=office.pk).exists()


def require_for_office(user: "User", act: str, office: Office) -> None:
    """Raise ``NotYours`` unless ``user`` may do ``act`` for ``office``."""
    if not may_for_office(user, act, office):
        raise NotYours(_("Your role in the office does not let you do this."))


def offices_reviewed_by(user: "User") -> QuerySet[Office]:
    """The offices, provincial or national, whose cases ``user`` reviews."""
    return offices_where(user, Work.REVIEWER)


def belongs_to_a_company(user: "User") -> bool:
    return companies_of(user).exists()


def works_in_an_office(user: "User") -> bool:
    """Whether ``user`` is staff, and so needs a second factor."""
    return user.postings.exists()


def work_of(user: "User") -> set[tuple[str, str]]:
    """All postings of ``user``, each as the role and the office's province: one question for what has many answers."""
    return set(user.postings.values_list("role", "office__province"))


def administers(user: "User") -> bool:
    """The administration's site shows the whole portal, so it is the national administrators'."""
    return user.postings.filter(role=Work.ADMINISTRATOR, office__province="").exists()
