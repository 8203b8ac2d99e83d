"""What addresses name, and which of it ``person`` asks for."""

from collections.abc import Callable
from typing import Any, NamedTuple

from accounts import letters
from filings.models import Filing
from tests.factories import make_office
from tests.matrix import people
from tests.matrix.world import COLLEAGUE_OF, FAR_REVIEWER, FAR_STRANGER, LETTER, STRANGER, World

Values = dict[str, Any]


class Kind(NamedTuple):
    """The values of an address that names a thing: that ``of`` a holder (None where they have none), or what is
    ``missing``. In an address that is crossed the value ``crossed`` is another's, and the rest one's own."""

    of: Callable[[World, str], Values | None]
    missing: Values
    crossed: str = ""
    shared: bool = False
    far: str = FAR_STRANGER  # who has the other province's


NOWHERE = "F-2026-999999"
NO_UUID = "00000000-0000-4000-8000-000000000000"


def _filing(filing: Filing | None) -> Values | None:
    return filing and {"reference": filing.reference, "uuid": filing.attachments.get().uuid}


def _draft(world: World, name: str) -> Values | None:
    return _filing(world.drafts.get(name))


def _case(world: World, name: str) -> Values | None:
    return _filing(world.cases[name].filing) if name in world.cases else None


def _comment(world: World, name: str) -> Values | None:
    filing = world.returned.get(name)
    return filing and {"reference": filing.reference, "number": 1}


def _registration(world: World, name: str) -> Values | None:
    """A company has one, which is whoever's of its people asks."""
    holder = people.OWNER if name in people.OF_A_COMPANY else name
    return _filing(world.registrations[holder].filing) if holder in world.registrations else None


def of_company(attribute: str) -> Callable[[World, str], Values | None]:
    """The row of that dictionary of the world below the company whose it is."""

    def values(world: World, name: str) -> Values | None:
        rows = getattr(world, attribute)
        has = name in world.company_of and name in rows
        return {"company": world.company_of[name].uuid, "uuid": rows[name].uuid} if has else None

    return values


def of_office(value: str, attribute: str) -> Callable[[World, str], Values | None]:
    """The same below the office, named by its ``value``."""

    def values(world: World, name: str) -> Values | None:
        has = name in world.office_of
        return has and {"place": world.office_of[name].place, value: getattr(getattr(world, attribute)[name], value)}

    return values


def shared(name: str, missing: Any, of: Callable[[World], Any]) -> Kind:
    """Something that is nobody's in particular, by the one value ``name`` of its address."""
    return Kind(lambda world, _holder: {name: of(world)}, {name: missing}, shared=True)


def _company(world: World, name: str) -> Values | None:
    return {"company": world.company_of[name].uuid} if name in world.company_of else None


def _office(world: World, name: str) -> Values | None:
    return {"place": world.office_of[name].place} if name in world.office_of else None


NO_PART = {"company": NO_UUID, "uuid": NO_UUID}
NO_ONE = {"place": "no-such-office", "uuid": NO_UUID}

KINDS: dict[str, Kind] = {
    # What a company has.
    "draft": Kind(_draft, {"reference": NOWHERE}),
    "draft's document": Kind(_draft, {"reference": NOWHERE, "uuid": NO_UUID}, crossed="uuid"),
    "comment": Kind(_comment, {"reference": NOWHERE, "number": 1}),
    "case": Kind(_case, {"reference": NOWHERE}),
    "case's document": Kind(_case, {"reference": NOWHERE, "uuid": NO_UUID}, crossed="uuid"),
    "registration": Kind(_registration, {"reference": NOWHERE}),
    "company": Kind(_company, {"company": NO_UUID}),
    "member": Kind(
        lambda world, name: (
            {"company": world.company_of[name].uuid, "uuid": world.users[name].memberships.get().uuid}
            if name in world.company_of
            else None
        ),
        NO_PART,
        crossed="uuid",
    ),
    "company's invitation": Kind(of_company("invitations"), NO_PART, crossed="uuid"),
    "request": Kind(of_company("requests"), NO_PART, crossed="uuid"),
    # What an office has.
    "office": Kind(_office, {"place": "no-such-office"}, far=FAR_REVIEWER),
    "staff": Kind(of_office("uuid", "users"), NO_ONE, crossed="uuid", far=FAR_REVIEWER),
    "office's invitation": Kind(of_office("uuid", "invitations"), NO_ONE, crossed="uuid", far=FAR_REVIEWER),
    "team": Kind(of_office("pk", "teams"), {"place": "no-such-office", "pk": 0}, crossed="pk", far=FAR_REVIEWER),
    "holder of cases": Kind(
        lambda world, name: {"uuid": world.users[name].uuid} if name in world.office_of else None,
        {"uuid": NO_UUID},
        far=FAR_REVIEWER,
    ),
    # What is sent to a person, and what only they have.
    "passkey": Kind(lambda world, name: {"pk": world.passkeys[name].pk} if name in world.passkeys else None, {"pk": 0}),
    "invitation to oneself": Kind(
        lambda world, name: {"token": world.tokens[name]} if name in world.tokens else None, {"token": "no-such-token"}
    ),
    "letter to oneself": Kind(
        lambda world, name: {"token": letters.token_of(world.letters[name])} if name in world.letters else None,
        {"token": "no-such-token"},
    ),
    "letter to a newcomer": shared("token", "no-such-token", lambda world: letters.token_of(world.sign_up)),
    # What is nobody's in particular.
    "draft batch": shared("month", "2026-05", lambda _world: "2026-02"),
    "published batch": shared("month", "2026-05", lambda _world: "2026-01"),
    "entry": shared("number", "9" * 21, lambda world: world.entry.number),
    "receipt": shared("code", "no-such-code", lambda world: world.cases[people.OWNER].filing.revisions.get().code),
    "mail": shared("name", "no-such-mail", lambda _world: LETTER),
    # As the administration names rows, which makes no difference between one's own and others'.
    "user by id": shared("object_id", 0, lambda world: world.users[people.OWNER].pk),
    "company by id": shared("object_id", 0, lambda world: world.company_of[people.OWNER].pk),
    "office by id": shared("object_id", 0, lambda _world: make_office("33").pk),
    "notification by id": shared("object_id", 0, lambda world: world.notification.pk),
    "batch by id": shared("object_id", 0, lambda world: world.entry.batch_id),
    "entry by id": shared("object_id", 0, lambda world: world.entry.pk),
    "holder by id": shared("object_id", 0, lambda world: world.entry.holder_id),
    "approval by id": shared("object_id", 0, lambda world: world.approval.pk),
    "case by id": shared("object_id", 0, lambda world: world.cases[people.OWNER].pk),
}


def values_of(kind: str, world: World, person: str, relation: str) -> Values | None:
    """What stands in the address where ``person`` asks for a thing of that kind in this ``relation``; None where there
    is none such. An address that names nothing (an empty ``kind``) is asked for once, as of none."""
    if not kind:
        return {} if relation == people.NONE else None
    thing = KINDS[kind]
    if relation == people.NONE:
        return thing.missing
    if thing.shared or relation == people.SHARED:
        return thing.of(world, "") if thing.shared and relation == people.SHARED else None
    if relation == people.CROSSED:
        own, others = thing.of(world, person), thing.of(world, thing.far)
        return own | {thing.crossed: others[thing.crossed]} if thing.crossed and own and others else None
    return _held(thing, world, person, relation)


def _held(thing: Kind, world: World, person: str, relation: str) -> Values | None:
    """That of whoever has what ``person`` asks for in this ``relation``; what a colleague shares with them is own."""
    holder = {people.OWN: person, people.OTHER_COMPANYS: STRANGER, people.OTHER_PROVINCES: thing.far}
    values = thing.of(world, holder.get(relation) or COLLEAGUE_OF.get(person, ""))
    return None if relation == people.COLLEAGUES and values == thing.of(world, person) else values or None
