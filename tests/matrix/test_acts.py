"""Every act, tried by everybody on a thing in each status: done for those who are named here, refused to all others.

The tables are written by hand, beside the rules of the rooms and not from them. An act that is in none of them
fails the suite, as does one that is called from within other acts and is not named as such.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from accounts import access, companies, invitations, membership, postings, teams
from accounts.models import AccessRequest, Company, Posting, Team, User
from audit import trail
from filings import (
    attaching,
    changing,
    colleagues,
    copying,
    corrections,
    disclosure,
    documents,
    drafting,
    moving,
    submission,
    withdrawal,
)
from filings.models import Comment, Filing, Revision
from registry.models import Approval
from reviews import assignment, commenting, determination, handover, reassignment, recusal
from reviews import disclosure as office_disclosure
from reviews.models import Case, Recusal
from tests.factories import (
    NOON,
    give_passkey,
    make_applicant,
    make_company,
    make_office,
    make_reviewer,
    make_staff,
    make_user,
)
from tests.filings.factories import make_attachment, make_entity_filing, make_filing, make_upload
from tests.filings.published import make_published
from tests.registry.factories import make_approval
from tests.reviews.factories import make_case, make_entity_case
from tests.reviews.factories import make_filing as make_reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

Try = Callable[[Any, User], object]
Table = Mapping[str, tuple[Try, Mapping[str, set[str]]]]

# Called from within acts, which have asked; or asked of whoever comes, with what only they can have.
WITHIN = {
    "accounts.company_notices.removed",
    "accounts.company_notices.role_changed",
    "accounts.membership.change_role",
    "accounts.membership.join",
    "accounts.membership.remove",
    "accounts.withdrawal.record",
    "accounts.withdrawal.withdraw",
    "accounts.withdrawal.withdraw_all",
    "filings.amendment.reopen",
    "filings.conclusion.approve",
    "filings.conclusion.refuse",
    "filings.conclusion.verify",
    "filings.disclosure.let_go",
    "filings.disclosure.read_out",
    "filings.drafting.carry_over",
    "filings.drafting.touch",
    "filings.notices.withdrawn",
    "registry.amendment.cancel",
    "registry.amendment.change",
    "registry.importing.load",
    "registry.publication.add",
    "registry.publication.describe",
    "registry.publication.gather",
    "registry.publication.publish",
    "registry.publication.release",
    "reviews.assignment.give",
    "reviews.notices.assigned",
    "reviews.notices.handed_over",
}
# With a letter or a code that nobody else has.
BY_LETTER = {"accounts.details.change_address", "accounts.invitations.accept", "accounts.sign_up.open_account"}


# --- Cases -----------------------------------------------------------------------------------------------------
REVIEWERS = {"reviewer", "colleague"}
PROVINCE = {*REVIEWERS, "intake", "approver", "head"}
NATION = {f"national {who}" for who in PROVINCE}
READS_PAPERS = {"approver", "head", "auditor", "national auditor"}
NATION_READS_PAPERS = READS_PAPERS | {"national approver", "national head"}
AT = {"by", "at"}


def handed_over(things: Any, by: User) -> None:
    case = things.case
    to = things.people["national colleague" if case.office.is_national else "colleague"]
    results = reassignment.hand_over(
        case.assignee or things.people["reviewer"], [case.filing.reference], to=to, reason="Ill", by=by, at=NOON
    )
    if not results or results[0].refusal:
        raise trail.Refused("No case was handed over.")


def assigned(things: Any, by: User) -> None:
    to = things.people["national colleague" if things.case.office.is_national else "colleague"]
    assignment.assign(things.case, to=to, reason="Busy", version=0, by=by, at=NOON)


def decided(act: Callable[..., object], **said: Any) -> Try:
    return lambda things, by: act(things.case, version=0, by=by, at=NOON, **said)


CASE_ACTS: Table = {
    "reviews.assignment.take": (
        lambda things, by: assignment.take(things.case, by=by, at=NOON),
        {
            "provincial": {"reviewer"},  # who has it already: taking twice is taking once
            "provincial, nobody's": REVIEWERS,
            "entity": {"reviewer"},
            "national": {"national reviewer"},
            "national, nobody's": {"national reviewer", "national colleague"},
        },
    ),
    "reviews.assignment.take_next": (
        lambda things, by: assignment.take_next(by=by, at=NOON),
        {"provincial, nobody's": REVIEWERS, "national, nobody's": {"national reviewer", "national colleague"}},
    ),
    "reviews.assignment.give_back": (
        lambda things, by: assignment.give_back(things.case, by=by, at=NOON),
        {"provincial": {"reviewer"}, "entity": {"reviewer"}, "national": {"national reviewer"}},
    ),
    "reviews.assignment.assign": (
        assigned,
        {
            "provincial": {"head"},
            "provincial, nobody's": {"intake", "head"},
            "returned": {"head"},
            "entity": {"head"},
            "national": {"national head"},
            "national, nobody's": {"national intake", "national head"},
        },
    ),
    "reviews.reassignment.hand_over": (
        handed_over,
        {
            "provincial": {"head"},
            "returned": {"head"},
            "entity": {"head"},
            "national": {"national head"},
        },
    ),
    "reviews.commenting.write": (
        lambda things, by: commenting.write(things.case, field="division", text="?", by=by, at=NOON),
        {"provincial": {"reviewer"}, "entity": {"reviewer"}, "national": {"national reviewer"}},
    ),
    "reviews.determination.pass_on": (decided(determination.pass_on), {"provincial": {"reviewer"}}),
    "reviews.determination.return_to_company": (
        decided(determination.return_to_company, reason="材料不齐"),
        {"provincial": {"reviewer"}, "entity": {"reviewer"}},
    ),
    "reviews.determination.hand_back": (
        decided(determination.hand_back, reason="材料不齐"),
        {"national": {"national reviewer"}},
    ),
    "reviews.determination.refuse": (
        decided(determination.refuse, reason="材料不齐"),
        {"provincial": {"reviewer"}, "entity": {"reviewer"}, "national": {"national reviewer"}},
    ),
    "reviews.determination.approve": (
        decided(determination.approve, holder_code=None),
        {"national": {"national reviewer"}},
    ),
    "reviews.determination.verify": (decided(determination.verify), {"entity": {"reviewer"}}),
    "reviews.recusal.declare": (
        lambda things, by: recusal.declare(things.case, reason="A cousin works there.", by=by, at=NOON),
        {
            "provincial": PROVINCE,
            "provincial, nobody's": PROVINCE,
            "returned": PROVINCE,
            "entity": PROVINCE,
            "national": PROVINCE | NATION,
            "national, nobody's": PROVINCE | NATION,
        },
    ),
    "reviews.disclosure.reveal": (
        lambda things, by: office_disclosure.reveal(
            things.case, things.case.filing.revisions.get(), key="officer_email", why="To compare", by=by, at=NOON
        ),
        {"entity": {"reviewer", "approver", "head", "auditor", "national auditor"}},
    ),
    "reviews.disclosure.hand_out": (
        lambda things, by: office_disclosure.hand_out(
            things.case, things.case.filing.attachments.latest("pk"), why="To compare", by=by, at=NOON
        ),
        {
            **dict.fromkeys(["provincial", "returned", "entity"], READS_PAPERS | {"reviewer"}),
            "provincial, nobody's": READS_PAPERS,
            **dict.fromkeys(
                ["national", "approved", "published", "refused"], NATION_READS_PAPERS | {"national reviewer"}
            ),
            "national, nobody's": NATION_READS_PAPERS,
        },
    ),
}
CASES = {
    "provincial": ("provincial", "reviewer"),
    "provincial, nobody's": ("provincial", None),
    "returned": ("returned", "reviewer"),
    "national": ("national", "national reviewer"),
    "national, nobody's": ("national", None),
    "approved": ("approved", "national reviewer"),
    "published": ("published", "national reviewer"),
    "refused": ("refused", "national reviewer"),
}


def everybody(company: Company) -> dict[str, User]:
    """People of each kind, as they stand to a thing of ``company`` and its province."""
    people = {"person": make_user(), "owner elsewhere": make_applicant()}
    people |= {role: make_applicant(company, role) for role in ("owner", "editor", "viewer")}
    for prefix, province in (("", "33"), ("national ", "")):
        people |= {prefix + role.value: make_staff(role, province) for role in Posting.Role}
        people[f"{prefix}colleague"] = make_reviewer(province)
    people |= {f"far {role}": make_staff(role, "44") for role in ("reviewer", "head", "administrator")}
    people["reviewer of the company"] = make_reviewer("33")
    company.memberships.create(user=people["reviewer of the company"], role="editor")
    people["biased reviewer"] = make_reviewer("33")
    people["closed account"] = make_reviewer("33", is_active=False)
    return people


def case_in(status: str) -> SimpleNamespace:
    company = make_company()
    people = everybody(company)
    if status == "entity":
        case = make_entity_case(assignee=people["reviewer"], by=people["owner"])
        Case.objects.update(version=0)
    else:
        found, holder = CASES[status]
        filing = make_reviewed(company=company)
        make_attachment(filing)
        case = make_case(filing=filing, status=found, assignee=people[holder] if holder else None)
    Recusal.objects.create(case=case, person=people["biased reviewer"], reason="A cousin works there.", at=NOON)
    return SimpleNamespace(people=people, fresh=lambda: SimpleNamespace(people=people, case=Case.objects.get()))


# --- Filings ---------------------------------------------------------------------------------------------------
WRITERS = {"owner", "editor", "reviewer of the company"}
FILINGS = ["draft", "submitted", "returned", "approved", "published", "refused", "entity", "entity, submitted"]


def saved(things: Any, by: User) -> None:
    section = "company" if things.filing.is_of_entity else "algorithm"
    key = "address" if things.filing.is_of_entity else "purpose"
    drafting.save_answers(
        things.filing, section=section, answers={key: "Another"}, edition=things.filing.edition, by=by, at=NOON
    )


def saved_row(things: Any, by: User) -> None:
    """A company's own filing has no lists: a section of it is saved instead."""
    if things.filing.is_of_entity:
        return saved(things, by)
    row = {"section": "products", "row": "5c1e77d0", "edition": things.filing.edition}
    return drafting.save_row(things.filing, **row, answers={"name": "Another", "forms": []}, by=by, at=NOON)


def removed_row(things: Any, by: User) -> None:
    if things.filing.is_of_entity:
        return saved(things, by)
    return drafting.remove_row(things.filing, section="products", row="5c1e77d0", by=by, at=NOON)


def submitted(things: Any, by: User) -> None:
    for comment in Comment.objects.of_latest_return(things.filing):
        corrections.answer(comment, answer="fixed", edition=99, by=things.filing.applicant, at=NOON)
    submission.submit(things.filing, revision=submission.next_revision(things.filing), by=by, at=NOON)


def key_of(filing: Filing) -> str:
    return "commitment" if filing.is_of_entity else "self_assessment"


FILING_ACTS: Table = {
    "filings.drafting.save_answers": (saved, {"draft": WRITERS, "returned": WRITERS, "entity": {"owner"}}),
    "filings.drafting.save_row": (saved_row, {"draft": WRITERS, "returned": WRITERS, "entity": {"owner"}}),
    "filings.drafting.remove_row": (removed_row, {"draft": WRITERS, "returned": WRITERS, "entity": {"owner"}}),
    "filings.attaching.attach": (
        lambda things, by: attaching.attach(
            things.filing, key=key_of(things.filing), upload=make_upload(), by=by, at=NOON
        ),
        {"draft": WRITERS, "returned": WRITERS, "entity": {"owner"}},
    ),
    "filings.attaching.remove": (
        lambda things, by: attaching.remove(things.filing, key=key_of(things.filing), by=by, at=NOON),
        {"draft": WRITERS, "returned": WRITERS, "entity": {"owner"}},
    ),
    "filings.moving.move_over": (  # a company's details are on their only version
        lambda things, by: moving.move_over(things.filing, by=by, at=NOON),
        {"draft": WRITERS, "returned": WRITERS},
    ),
    "filings.submission.submit": (
        submitted,
        {"draft": WRITERS, "returned": WRITERS, "entity": {"owner"}},
    ),
    "filings.corrections.answer": (
        lambda things, by: corrections.answer(
            Comment.objects.of_latest_return(things.filing).first() or Comment(revision=Revision(filing=things.filing)),
            answer="fixed",
            edition=things.filing.edition,
            by=by,
            at=NOON,
        ),
        {"returned": WRITERS},
    ),
    "filings.changing.start": (
        lambda things, by: changing.start(things.filing, kind="change", by=by, at=NOON),
        {"published": WRITERS},
    ),
    "filings.withdrawal.withdraw": (
        lambda things, by: withdrawal.withdraw(things.filing, reason="No longer needed", by=by, at=NOON),
        {"submitted": WRITERS, "returned": WRITERS, "entity, submitted": {"owner"}},
    ),
    "filings.disclosure.reveal": (
        lambda things, by: disclosure.reveal(things.filing, key="officer_email", why="To check", by=by, at=NOON),
        {"entity": WRITERS, "entity, submitted": WRITERS},
    ),
    "filings.disclosure.hand_out": (
        lambda things, by: disclosure.hand_out(things.filing.attachments.latest("pk"), why="To check", by=by, at=NOON),
        dict.fromkeys(FILINGS, WRITERS),
    ),
    "filings.drafting.start": (
        lambda things, by: drafting.start(company=things.filing.company, role="provider", by=by, at=NOON),
        dict.fromkeys(FILINGS, WRITERS),
    ),
    "filings.copying.copy": (
        lambda things, by: copying.copy(things.filing, role="supporter", by=by, at=NOON),
        {status: WRITERS for status in FILINGS if not status.startswith("entity")},
    ),
    "filings.drafting.start_entity": (
        lambda things, by: drafting.start_entity(company=things.filing.company, by=by, at=NOON),
        {status: {"owner"} for status in FILINGS},
    ),
}


def filing_in(status: str) -> SimpleNamespace:
    company = make_company()
    people = everybody(company)
    if status.startswith("entity"):
        filing = make_entity_filing("submitted" if "submitted" in status else "draft", by=people["owner"])
    elif status == "published":
        filing = make_published(people["owner"])
    else:
        filing = make_filing(status, by=people["owner"], asked={"purpose": "?"} if status == "returned" else {})
    return SimpleNamespace(
        people=people, fresh=lambda: SimpleNamespace(people=people, filing=Filing.objects.get(pk=filing.pk))
    )


# --- Companies -------------------------------------------------------------------------------------------------
OWNERS = {"owner"}
ANYBODY = "anybody"  # who is active and has signed in
COMPANY_ACTS: Table = {
    "accounts.companies.open_company": (
        lambda things, by: companies.open_company(name="新", credit_code="91999999MA0000018F", by=by, at=NOON),
        {"company": {ANYBODY}},
    ),
    "accounts.access.ask": (
        lambda things, by: access.ask(things.company, message="", by=by, at=NOON),
        {"company": {ANYBODY, "but its own people"}},
    ),
    "accounts.access.admit": (
        lambda things, by: access.admit(things.request, role="viewer", by=by, at=NOON),
        {"company": OWNERS},
    ),
    "accounts.access.decline": (
        lambda things, by: access.decline(things.request, by=by, at=NOON),
        {"company": OWNERS},
    ),
    "accounts.invitations.invite": (
        lambda things, by: invitations.invite(
            company=things.company, email="new@lanting.example", roles=["viewer"], language="en", by=by, at=NOON
        ),
        {"company": OWNERS},
    ),
    "accounts.invitations.resend": (
        lambda things, by: invitations.resend(things.invitation, by=by, at=NOON.replace(hour=5)),
        {"company": OWNERS},
    ),
    "accounts.invitations.revoke": (
        lambda things, by: invitations.revoke(things.invitation, by=by, at=NOON),
        {"company": OWNERS},
    ),
    "filings.colleagues.change_role": (
        lambda things, by: colleagues.change_role(things.viewers, role="editor", by=by, at=NOON),
        {"company": OWNERS},
    ),
    "accounts.membership.hand_over": (
        lambda things, by: membership.hand_over(things.viewers, by=by, at=NOON),
        {"company": OWNERS},
    ),
    "filings.colleagues.remove": (
        lambda things, by: colleagues.remove(things.viewers, by=by, at=NOON),
        {"company": {"owner", "viewer"}},  # or oneself
    ),
}


def company_in(_status: str) -> SimpleNamespace:
    company = make_company()
    people = everybody(company)
    asked = access.ask(company, message="", by=make_user(), at=NOON) or AccessRequest.objects.get()
    letter = invitations.invite(
        company=company, email="a@lanting.example", roles=["editor"], language="en", by=people["owner"], at=NOON
    )
    return SimpleNamespace(
        people=people,
        fresh=lambda: SimpleNamespace(
            company=Company.objects.get(pk=company.pk),
            request=AccessRequest.objects.get(pk=asked.pk),
            invitation=company.invitations.get(pk=letter.pk),
            viewers=company.memberships.get(user=people["viewer"]),
        ),
    )


# --- Offices and batches ---------------------------------------------------------------------------------------
ADMINISTRATORS = {"administrator", "national administrator"}
OFFICE_ACTS: Table = {
    "accounts.postings.change_roles": (
        lambda things, by: postings.change_roles(things.person, office=things.office, roles=["intake"], by=by, at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "accounts.postings.deactivate": (
        lambda things, by: postings.deactivate(things.person, by=by, at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "accounts.postings.reactivate": (
        lambda things, by: postings.reactivate(things.closed, by=by, at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "accounts.postings.require_passkeys": (
        lambda things, by: postings.require_passkeys(things.office, required=True, by=give_passkey(by), at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "accounts.postings.invite": (
        lambda things, by: postings.invite(
            things.office, email="new@zhejiang.example", roles=["intake"], language="en", by=by, at=NOON
        ),
        {"office": ADMINISTRATORS},
    ),
    "accounts.teams.form": (
        lambda things, by: teams.form(things.office, name="新组", members=[], by=by, at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "accounts.teams.arrange": (
        lambda things, by: teams.arrange(things.team, name="新组", members=[], by=by, at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "accounts.teams.dissolve": (
        lambda things, by: teams.dissolve(things.team, by=by, at=NOON),
        {"office": ADMINISTRATORS},
    ),
    "reviews.handover.gather": (
        lambda things, by: handover.gather(
            month=date(2026, 2, 1), title="", notice="", approvals=[things.waiting], by=by, at=NOON
        ),
        {"office": {"national publisher"}},
    ),
    "reviews.handover.arrange": (
        lambda things, by: handover.arrange(
            things.batch, title="清单", notice="", approvals=things.batch.approvals.all(), by=by, at=NOON
        ),
        {"office": {"national publisher"}},
    ),
    "reviews.handover.publish": (
        lambda things, by: handover.publish(things.batch, by=by, at=NOON),
        {"office": {"national publisher"}},
    ),
}


def office_in(_status: str) -> SimpleNamespace:
    people = everybody(make_company())
    office = make_office("33")
    person = make_reviewer("33")
    team = Team.objects.create(office=office, name="图像组")
    waiting = make_approval()
    batch = handover.gather(
        month=date(2026, 1, 1),
        title="清单",
        notice="",
        approvals=[make_approval()],
        by=people["national publisher"],
        at=NOON,
    )
    return SimpleNamespace(
        people=people,
        fresh=lambda: SimpleNamespace(
            office=make_office("33"),
            person=User.objects.get(pk=person.pk),
            closed=User.objects.get(pk=people["closed account"].pk),
            team=Team.objects.get(pk=team.pk),
            waiting=Approval.objects.get(pk=waiting.pk),
            batch=type(batch).objects.get(pk=batch.pk),
        ),
    )


TABLES = [
    *((CASE_ACTS, case_in, status) for status in [*CASES, "entity"]),
    *((FILING_ACTS, filing_in, status) for status in FILINGS),
    (COMPANY_ACTS, company_in, "company"),
    (OFFICE_ACTS, office_in, "office"),
]


def acts() -> Iterator[str]:
    """Every public function of the rooms that is done ``by`` somebody ``at`` some moment."""
    for room in ("accounts", "filings", "registry", "reviews"):
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if {"migrations", "views", "management", "models"} & set(found.name.split(".")):
                continue
            module = importlib.import_module(found.name)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                own = function.__module__ == module.__name__ and not name.startswith("_")
                if own and set(inspect.signature(function).parameters) >= AT:
                    yield f"{module.__name__}.{name}"


def test_each_act_is_in_one_table():
    tabled = [name for table in (CASE_ACTS, FILING_ACTS, COMPANY_ACTS, OFFICE_ACTS) for name in table]

    assert sorted([*tabled, *WITHIN, *BY_LETTER]) == sorted(acts())


@pytest.mark.parametrize(("table", "make", "status"), TABLES, ids=[status for _table, _make, status in TABLES])
def test_an_act_is_done_for_those_who_are_named_and_refused_to_all_others(
    table, make, status, record_property, monkeypatch
):
    monkeypatch.setattr(documents, "store", lambda upload, kind: documents.Stored("0" * 64, upload.size))
    things = make(status)
    faults = []
    for name, (act, allowed) in table.items():
        named = among(things.people, allowed.get(status, set()))
        did = {who for who, person in things.people.items() if succeeds(act, things.fresh(), person)}
        faults += [f"{name}, {status}: refused to {who}" for who in sorted(named - did)]
        faults += [f"{name}, {status}: done for {who}" for who in sorted(did - named)]
    record_property("matrix", "acts")
    record_property("cells", len(table) * len(things.people))
    record_property("faults", len(faults))
    assert faults == []


def among(people: Mapping[str, User], named: set[str]) -> set[str]:
    if ANYBODY not in named:
        return named
    own = {"owner", "editor", "viewer", "reviewer of the company"} if "but its own people" in named else set()
    return set(people) - own


def succeeds(act: Try, things: Any, by: User) -> bool:
    """Whether the act is done; it is undone again."""
    try:
        with transaction.atomic():
            act(things, User.objects.get(pk=by.pk))
            transaction.set_rollback(True)
    except trail.Refused:
        return False
    return True
