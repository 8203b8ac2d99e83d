"""Any order of acts, by anybody, on filings of every kind and role: nothing breaks, nobody is stuck, and what was
submitted stays as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit import trail
from filings import corrections, drafting, submission, withdrawal
from filings.models import Comment, Filing, Revision
from reviews import assignment, commenting, determination, intake, withdrawals
from reviews.models import Case
from tests.factories import NOON, make_applicant, make_company, make_office, make_reviewer
from tests.filings.factories import make_entity_filing, make_filing
from tests.filings.published import make_cancellation, make_change, make_published

KINDS = {
    ("initial", "provider"): lambda owner: make_filing(by=owner, role="provider"),
    ("initial", "supporter"): lambda owner: make_filing(by=owner, role="supporter", products=[]),
    ("entity", ""): lambda owner: make_entity_filing(by=owner),
    ("change", "provider"): lambda owner: make_change(published=make_published(owner)),
    ("change", "supporter"): lambda owner: make_change(published=make_published(owner, role="supporter")),
    ("cancellation", "provider"): lambda owner: make_cancellation(published=make_published(owner)),
}
# Where a text is written again and again, by kind: the section and the field.
WRITTEN = {
    Filing.Kind.ENTITY: ("company", "address"),
    Filing.Kind.INITIAL: ("algorithm", "purpose"),
    Filing.Kind.CHANGE: ("purpose", "purpose"),
    Filing.Kind.CANCELLATION: ("end-of-service", "refunds"),
}
# From here nothing leads on, and nothing needs to.
ENDS = {Filing.Status.APPROVED, Filing.Status.REFUSED, Filing.Status.WITHDRAWN}


@dataclass
class World:
    filing_pk: int
    people: dict[str, User]
    at: datetime = NOON

    @property
    def filing(self) -> Filing:
        return Filing.objects.get(pk=self.filing_pk)

    @property
    def case(self) -> Case:
        found = Case.objects.filter(filing=self.filing_pk).first()
        if found is None:
            raise trail.Refused("There is no case yet.")
        return found


def decided(act: Callable[..., Any], **said: Any) -> Callable[[World, User], None]:
    def decide(world: World, by: User) -> None:
        case = world.case
        act(case, version=case.version, by=by, at=world.at, **said)

    return decide


def write(world: World, by: User) -> None:
    filing = world.filing
    section, key = WRITTEN[Filing.Kind(filing.kind)]
    kept = {field: filing.answers[field] for field in filing.answers}
    part = next(each for each in drafting.sections.offered(filing) if each.key == section)
    answers = {field: kept[field] for field in part.labels() if field in kept} | {key: f"改于 {world.at:%H:%M}"}
    drafting.save_answers(filing, section=section, answers=answers, edition=filing.edition, by=by, at=world.at)


def submit(world: World, by: User) -> None:
    filing = world.filing
    submission.submit(filing, revision=submission.next_revision(filing), by=by, at=world.at)


def comment(world: World, by: User) -> None:
    _section, key = WRITTEN[Filing.Kind(world.filing.kind)]
    commenting.write(world.case, field=key, text="请写明。", by=by, at=world.at)


def answer(world: World, by: User) -> None:
    """Answer all comments of the return."""
    if not (asked := Comment.objects.of_latest_return(world.filing)):
        raise trail.Refused("Nothing is asked.")
    for each in asked:
        corrections.answer(each, answer="fixed", edition=world.filing.edition, by=by, at=world.at)


def withdraw(world: World, by: User) -> None:
    withdrawal.withdraw(world.filing, reason="不再上线。", by=by, at=world.at)


def close(world: World, by: User) -> None:
    if not withdrawals.close_withdrawn(at=world.at):
        raise trail.Refused("Nothing is withdrawn.")


def take_in(world: World, by: User) -> None:
    if not intake.take_in(world.filing_pk, at=world.at):
        raise trail.Refused("Nothing to take in.")


ACTS: dict[str, Callable[[World, User], None]] = {
    "write": write,
    "submit": submit,
    "comment": comment,
    "answer": answer,
    "withdraw": withdraw,
    "close": close,
    "take in": take_in,
    "take": lambda world, by: assignment.take(world.case, by=by, at=world.at),
    "give back": lambda world, by: assignment.give_back(world.case, by=by, at=world.at),
    "return": decided(determination.return_to_company, reason="请补充。"),
    "pass on": decided(determination.pass_on, opinion="材料齐全。"),
    "hand back": decided(determination.hand_back, reason="请核对。"),
    "refuse": decided(determination.refuse, reason="不属于备案范围。"),
    "verify": decided(determination.verify),
    "approve": decided(determination.approve, holder_code=None),
}
PEOPLE = ["owner", "editor", "viewer", "province", "nation"]


def make_world(kind: str, role: str) -> World:
    make_office("")
    company = make_company()
    people = {name: make_applicant(company, name) for name in ("owner", "editor", "viewer")}
    people |= {"province": make_reviewer("33"), "nation": make_reviewer("")}
    return World(KINDS[kind, role](people["owner"]).pk, people)


def attempt(world: World, act: str, person: str) -> bool:
    """Whether the act was done; a refusal leaves everything as it was, and anything else fails the test."""
    world.at += timedelta(minutes=1)
    try:
        with transaction.atomic():
            ACTS[act](world, world.people[person])
    except trail.Refused:
        return False
    return True


def has_a_way_on(world: World) -> bool:
    """Whether some act by somebody does something now; all of them are taken back."""
    for act in ACTS:
        for person in PEOPLE:
            with transaction.atomic():
                done = attempt(world, act, person)
                transaction.set_rollback(True)
            if done:
                return True
    return False


def frozen(world: World) -> dict[int, tuple[Any, ...]]:
    fields = ("pk", "number", "role", "version", "answers", "documents", "submitted_by", "submitted_at")
    return {row[0]: row for row in Revision.objects.filter(filing=world.filing_pk).values_list(*fields)}


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kind_and_role=st.sampled_from(sorted(KINDS)),
    steps=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE)), min_size=8, max_size=40),
)
def test_no_order_of_acts_breaks_a_filing(kind_and_role, steps):
    with transaction.atomic():
        world = make_world(*kind_and_role)
        kept: dict[int, tuple[Any, ...]] = {}
        for act, person in steps:
            attempt(world, act, person)
            now = frozen(world)
            assert {pk: now.get(pk) for pk in kept} == kept
            kept = now
        assert world.filing.status in ENDS or has_a_way_on(world)
        transaction.set_rollback(True)


# The order in which each kind ends well: that such an order is among those tried is not left to chance.
OF_AN_ALGORITHM = [
    ("submit", "owner"),
    ("take in", "owner"),
    ("take", "province"),
    ("comment", "province"),
    ("return", "province"),
    ("write", "editor"),
    ("answer", "editor"),
    ("submit", "editor"),
    ("take in", "owner"),
    ("pass on", "province"),
    ("take", "nation"),
    ("hand back", "nation"),
    ("take", "province"),
    ("pass on", "province"),
    ("take", "nation"),
    ("approve", "nation"),
]
ROADS = {
    "initial": OF_AN_ALGORITHM,
    "change": OF_AN_ALGORITHM,
    "cancellation": OF_AN_ALGORITHM,
    "entity": [
        ("submit", "owner"),
        ("take in", "owner"),
        ("take", "province"),
        ("verify", "province"),
    ],
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind_and_role", sorted(KINDS))
def test_the_good_road_is_open_and_every_step_of_it_has_a_way_on(kind_and_role):
    world = make_world(*kind_and_role)

    for act, person in ROADS[kind_and_role[0]]:
        assert has_a_way_on(world)
        assert attempt(world, act, person), (act, person)

    assert world.filing.status == Filing.Status.APPROVED
    assert timezone.is_aware(world.filing.submitted_at)


@pytest.mark.django_db
@pytest.mark.parametrize("kind_and_role", sorted(KINDS))
def test_what_is_withdrawn_is_closed_and_nobody_does_anything_to_it_any_more(kind_and_role):
    world = make_world(*kind_and_role)

    for act, person in [
        ("submit", "owner"),
        ("take in", "owner"),
        ("take", "province"),
        ("withdraw", "owner"),
        ("close", "owner"),
    ]:
        assert attempt(world, act, person), (act, person)

    assert (world.filing.status, world.case.status) == (Filing.Status.WITHDRAWN, Case.Status.WITHDRAWN)
    assert not has_a_way_on(world)
