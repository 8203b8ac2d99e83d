"""Who may do what with a case and with a batch. Acts, views and templates ask here; nothing else decides."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Exists, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Office, User
from accounts.permissions import Rule, Work, offices_where, rule
from audit import trail

if TYPE_CHECKING:
    from reviews.models import Case

# Publishers and administrators do no case work, and see none.
READERS = (Work.INTAKE, Work.REVIEWER, Work.APPROVER, Work.HEAD, Work.AUDITOR)
IN_REVIEW = ("provincial", "national")
AT_WORK = ("provincial", "returned", "national")

# What people may do in the offices that see a case: the one it came in by, and the national one once it got there.
WHERE_IT_IS_SEEN: Mapping[str, Rule] = {
    "read": rule(*READERS),
    "reveal": rule(Work.REVIEWER, Work.APPROVER, Work.HEAD, Work.AUDITOR, own=[Work.REVIEWER]),
    "read_recusals": rule(Work.HEAD, Work.AUDITOR),
    "declare_conflict": rule(Work.INTAKE, Work.REVIEWER, Work.APPROVER, Work.HEAD, statuses=AT_WORK),
}

# What people may do in the office that has the case now.
WHERE_IT_IS: Mapping[str, Rule] = {
    "take": rule(Work.REVIEWER, statuses=IN_REVIEW),
    "give_back": rule(Work.REVIEWER, statuses=IN_REVIEW, own=True),
    "decide": rule(Work.REVIEWER, statuses=IN_REVIEW, own=True),
    "comment": rule(Work.REVIEWER, statuses=IN_REVIEW, own=True),
    "assign": rule(Work.INTAKE, Work.HEAD, statuses=AT_WORK),
    "reassign": rule(Work.HEAD, statuses=AT_WORK),
    "hand_over": rule(Work.HEAD, statuses=AT_WORK),
}

FOR_A_CASE: Mapping[str, Rule] = {**WHERE_IT_IS_SEEN, **WHERE_IT_IS}

# What the national office's publishers may do with what is approved.
FOR_A_BATCH: Mapping[str, Rule] = {"gather": rule(Work.PUBLISHER), "publish": rule(Work.PUBLISHER)}

REFUSALS: Mapping[str, str | Promise] = {
    "read": _("This case is not for you to review."),
    "reveal": _("These details are for the case's reviewer, the approvers, the head of the office and its auditors."),
    "take": _("This case does not wait for a reviewer of your office."),
    "give_back": _("Only its reviewer can give a case back."),
    "decide": _("Only its reviewer decides on a case. Take it first."),
    "comment": _("Only its reviewer comments on a case, while it is in review."),
    "assign": _("Only intake and the head of the office that has the case assign it."),
    "reassign": _("Only the head of the office re-assigns a case that somebody has."),
    "hand_over": _("Only the head of the office hands over the cases of a reviewer."),
    "declare_conflict": _("A conflict of interest can be declared while the case is open."),
}


def may(user: User, act: str, case: "Case") -> bool:
    return act in acts_open_to(user, case)


def require(user: User, act: str, case: "Case") -> None:
    """Raise ``Refused`` unless ``user`` may do ``act`` with ``case`` as it is now."""
    if not may(user, act, case):
        raise trail.Refused(str(REFUSALS[act]))


def acts_open_to(user: User, case: "Case") -> frozenset[str]:
    """All that ``user`` may do with ``case``: a few questions for what has many answers."""
    if not type(case).objects.visible_to(user).filter(pk=case.pk).exists():
        return frozenset()
    work = set(user.postings.values_list("office", "office__province", "role"))
    seeing = {
        role
        for office, province, role in work
        if office == case.province_id or (not province and (case.reached_national_at or role == Work.AUDITOR))
    }
    having = {role for office, _province, role in work if office == case.office_id}
    if Work.REVIEWER in having and not reviewers_of(case).filter(pk=user.pk).exists():
        having.discard(Work.REVIEWER)  # four eyes
    open_ = {act for act, asked in WHERE_IT_IS_SEEN.items() if _meets(asked, seeing, user, case)}
    open_ |= {act for act, asked in WHERE_IT_IS.items() if _meets(asked, having, user, case)}
    if "take" in open_ and is_held(case):
        open_.discard("take")
    return frozenset(open_)


def _meets(asked: Rule, roles: set[str], user: User, case: "Case") -> bool:
    mine = case.assignee_id == user.pk
    fitting = asked.roles & roles
    return asked.covers(case.status) and bool(fitting if mine else fitting - asked.own)


def offices_seen_by(user: User) -> QuerySet[Office]:
    """The offices whose incoming cases ``user`` sees; for an auditor of the national office each."""
    own = offices_where(user, *READERS)
    audits_all = offices_where(user, Work.AUDITOR).filter(province="")
    return Office.objects.filter(Q(pk__in=own) | Exists(audits_all))


def acts_anywhere(user: User) -> frozenset[str]:
    """The acts that some posting of ``user`` is good for, whatever the case: what the pages around it offer."""
    held = set(user.postings.filter(user__is_active=True).values_list("role", flat=True))
    return frozenset(act for act, asked in FOR_A_CASE.items() if asked.roles & held)


def people_of(case: "Case", *roles: str) -> QuerySet[User]:
    """The people with one of ``roles`` in the office that has ``case``, who may hear of it: they are still there,
    do not belong to its company, and have declared no conflict."""
    there = User.objects.filter(is_active=True, postings__office=case.office_id, postings__role__in=roles)
    unbiased = there.exclude(memberships__company=case.filing.company_id).exclude(recusals__case=case)
    return unbiased.distinct().order_by("pk")


def reviewers_of(case: "Case") -> QuerySet[User]:
    """The people who may review ``case`` in the office that has it. Four eyes: whoever decided on it at one tier does
    not decide on it at the other, and nobody decides on what they submitted for a company that they have left."""
    elsewhere = case.decisions.exclude(office=case.office_id)
    submitted = case.filing.revisions.values("submitted_by")
    return people_of(case, Work.REVIEWER).exclude(pk__in=elsewhere.values("by")).exclude(pk__in=submitted)


def is_held(case: "Case") -> bool:
    """Whether a reviewer has the case. Whoever may not review it any more has it no more."""
    return case.assignee_id is not None and reviewers_of(case).filter(pk=case.assignee_id).exists()


def may_with_batches(user: User, act: str) -> bool:
    """Publication is the national office's."""
    return offices_where(user, *FOR_A_BATCH[act].roles).filter(province="").exists()
