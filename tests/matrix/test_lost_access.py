"""Who loses their account, or what they were, loses it on the next request of the session that they have: whoever is
deactivated is a visitor to every page, and whoever belongs nowhere any more gets what a person gets who never did."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from accounts.models import Membership, Posting, User
from tests.matrix.addresses import every_address
from tests.matrix.page import outcome
from tests.matrix.people import NONE, OWN, PEOPLE, PERSON, SHARED, VISITOR
from tests.matrix.table import TABLE
from tests.matrix.things import values_of
from tests.matrix.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

ADDRESSES = every_address()


def deactivate(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def remove_everywhere(person: User) -> None:
    Membership.objects.filter(user=person).delete()
    Posting.objects.filter(user=person).delete()


@pytest.mark.parametrize("person", [each for each in PEOPLE if each != VISITOR])
def test_a_closed_account_is_a_visitors_from_the_next_request_on(person, world, askers, record_property):
    assert_becomes(VISITOR, person, deactivate, world, askers, record_property)


@pytest.mark.parametrize("person", [each for each in PEOPLE if each not in (VISITOR, PERSON)])
def test_who_was_removed_is_a_person_like_any_other_from_the_next_request_on(person, world, askers, record_property):
    assert_becomes(PERSON, person, remove_everywhere, world, askers, record_property)


def assert_becomes(another, person, lose, world, askers, record_property):
    """After ``lose`` each page answers ``person``, about their own things, as is declared for ``another``."""
    losses = list(what_is_lost(world, person, another))
    faults = []
    with transaction.atomic():
        lose(world.users[person])
        for name, verb, path, declared in losses:
            with transaction.atomic():
                answer = askers[person].ask(verb, path)
                transaction.set_rollback(True)
            if outcome(answer) != declared:
                faults.append(f"{verb} {name}: declared {declared}, got {outcome(answer)}")
        transaction.set_rollback(True)
    record_property("matrix", "lost access")
    record_property("cells", len(losses))
    record_property("faults", len(faults))
    assert losses != []
    assert faults == []


def what_is_lost(world: World, person: str, another: str) -> Iterator[tuple[str, str, str, object]]:
    """What ``person`` gets that ``another`` would not, and what that one would get. That ``person`` gets it while they
    are what they are is the matrix's to say. One's own account is kept by whoever is removed."""
    for address in ADDRESSES:
        page = TABLE[address.name]
        if another == PERSON and page.without_factor:
            continue
        for relation in [OWN, SHARED, NONE]:
            values = values_of(page.of, world, person, relation)
            for verb in ["GET", "POST"]:
                before, after = (page.declared(verb, each, relation) for each in (person, another))
                if values is not None and page.knows(verb) and before != after:
                    yield address.name, verb, address.path(**page.values, **values), after
