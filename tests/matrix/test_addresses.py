"""The permission matrix: each address, asked for with each verb, by each person, in each relation to what it names."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.db import transaction

from tests.matrix.addresses import Address, every_address
from tests.matrix.asking import SAFE, VERBS, Answer, Asker
from tests.matrix.page import REFUSED, Page, outcome
from tests.matrix.people import NONE, PEOPLE, RELATIONS
from tests.matrix.table import TABLE
from tests.matrix.things import values_of
from tests.matrix.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

ADDRESSES = every_address()


def test_the_table_has_each_address_once_and_no_other():
    assert sorted(TABLE) == sorted(address.name for address in ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_everybody_gets_what_is_declared_and_nothing_else(address, world, askers, record_property):
    page, cells, faults = TABLE[address.name], 0, []
    for person, verb in product(PEOPLE, VERBS):
        missing = None
        for relation, path in paths(address, page, world, person, verb):
            answer = ask(askers[person], verb, path)
            missing = missing or answer  # there is always nothing to ask for, and it is asked for first
            cells += 1
            said = f"{verb} by {person}, {relation}: "
            faults += [said + fault for fault in wrong(page, verb, person, relation, answer, missing)]
    record_property("matrix", "permission matrix")
    record_property("cells", cells)
    record_property("faults", len(faults))
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def paths(address: Address, page: Page, world: World, person: str, verb: str) -> list[tuple[str, str]]:
    """The relations in which ``person`` can ask, each with the path of such a thing. HEAD is asked for as GET is, and a
    verb that the page does not know is refused before anything is looked up: either is tried with one thing."""
    things = ((relation, values_of(page.of, world, person, relation)) for relation in RELATIONS)
    there = [(relation, address.path(**page.values, **values)) for relation, values in things if values is not None]
    return there if page.knows(verb) and verb != "HEAD" else there[:2][-1:]


def ask(asker: Asker, verb: str, path: str) -> Answer:
    """What the answer has changed is undone."""
    with transaction.atomic():
        answer = asker.ask(verb, path)
        transaction.set_rollback(True)
    return answer


def wrong(page: Page, verb: str, person: str, relation: str, answer: Answer, missing: Answer) -> Iterator[str]:
    declared, got = page.declared(verb, person, relation), outcome(answer)
    if got != declared:
        yield f"declared {declared}, got {got}"
    if answer.written and (verb in SAFE or answer.status >= 400):
        yield f"changes {', '.join(sorted(answer.written))}"
    if relation != NONE and got in REFUSED and got == outcome(missing) and answer != missing:
        yield "is refused otherwise than what is not there"
