"""Who may do what with a filing, by their role in its company and by its status. Views, acts and templates ask here;
nothing else decides. What offices do with a filing is said in ``reviews.permissions``."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Company, User
from accounts.permissions import EDITOR, OWNER, VIEWER, NotYours, Rule, role_in, rule
from audit import trail
from filings.models import Filing

WITH_COMPANY = Filing.EDITABLE
UNDECIDED = frozenset({Filing.Status.SUBMITTED, Filing.Status.RETURNED})

# ``start`` is asked of a company, before there is a filing and a status. ``reveal`` shows what is masked; ``answer`` is
# what the company says to the comments of a return.
FOR_A_FILING: Mapping[str, Rule] = {
    "read": rule(OWNER, EDITOR, VIEWER),
    "start": rule(OWNER, EDITOR),
    "write": rule(OWNER, EDITOR, statuses=WITH_COMPANY),
    "attach": rule(OWNER, EDITOR, statuses=WITH_COMPANY),
    "submit": rule(OWNER, EDITOR, statuses=WITH_COMPANY),
    "answer": rule(OWNER, EDITOR, statuses=[Filing.Status.RETURNED]),
    "withdraw": rule(OWNER, EDITOR, statuses=UNDECIDED),
    "reveal": rule(OWNER, EDITOR),
}
# What a company declares of itself is its owners' to say, where this differs from any other filing.
FOR_THE_ENTITY: Mapping[str, Rule] = {
    "start": rule(OWNER),
    "write": rule(OWNER, statuses=WITH_COMPANY),
    "attach": rule(OWNER, statuses=WITH_COMPANY),
    "submit": rule(OWNER, statuses=WITH_COMPANY),
    "answer": rule(OWNER, statuses=[Filing.Status.RETURNED]),
    "withdraw": rule(OWNER, statuses=UNDECIDED),
}
WRITERS = FOR_A_FILING["write"].roles


class NotEditable(trail.Refused):
    """The filing is with the office, or decided."""


def rule_of(act: str, kind: str) -> Rule:
    """Return the rule of ``act`` for a filing of this kind."""
    if kind == Filing.Kind.ENTITY and act in FOR_THE_ENTITY:
        return FOR_THE_ENTITY[act]
    return FOR_A_FILING[act]


def may(user: User, act: str, filing: Filing) -> bool:
    rule = rule_of(act, filing.kind)
    return rule.covers(filing.status) and role_in(user, filing.company_id) in rule.roles


def open_to(user: User, filing: Filing) -> frozenset[str]:
    """Return the acts that ``user`` may do with ``filing``, in one question to the database."""
    role, acts = role_in(user, filing.company), FOR_A_FILING.keys() | FOR_THE_ENTITY.keys()
    rules = {act: rule_of(act, filing.kind) for act in acts}
    return frozenset(act for act, rule in rules.items() if rule.covers(filing.status) and role in rule.roles)


def may_start(user: User, company: Company, kind: str = Filing.Kind.INITIAL) -> bool:
    return role_in(user, company) in rule_of("start", kind).roles


def require(user: User, act: str, filing: Filing) -> None:
    """Raise ``NotYours`` where the role of ``user`` does not do ``act``, and ``NotEditable`` where the filing is not
    with the company."""
    require_role(user, act, filing)
    if not rule_of(act, filing.kind).covers(filing.status):
        raise NotEditable(
            _("The filing cannot be changed now: its status is “%(status)s”.") % {"status": filing.get_status_display()}
        )


def require_role(user: User, act: str, filing: Filing) -> None:
    """Raise ``NotYours`` where the role of ``user`` would not do, whatever the status."""
    _require(user, filing.company_id, rule_of(act, filing.kind))


def require_start(user: User, company: Company, kind: str = Filing.Kind.INITIAL) -> None:
    """Raise ``NotYours`` unless ``user`` may start a filing of this kind for ``company``."""
    _require(user, company, rule_of("start", kind))


def told_of(company: Company) -> QuerySet[User]:
    """Who gets the mail about the filings of ``company``: its owners and editors, who can act on it. Viewers look when
    they want to know."""
    return User.objects.filter(
        is_active=True, memberships__company=company, memberships__role__in=sorted(WRITERS)
    ).order_by("pk")


def _require(user: User, company: Company | int, rule: Rule) -> None:
    role = role_in(user, company)
    if role in rule.roles:
        return
    if not role:
        raise NotYours(_("You do not act for this company any more."))
    if rule.roles == {OWNER}:
        raise NotYours(_("Only an owner of the company can do this. Ask one of them."))
    raise NotYours(_("Your role lets you read this filing and not change it. Ask an owner of the company."))
