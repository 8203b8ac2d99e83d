"""The portal in which everybody asks: one company with people of each role and two other companies, the offices of two
provinces and the nation with people of each, and of everything something that each of them has."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import Company, Membership, Posting, User
from audit import trail
from filings.models import Filing
from registry.models import Batch
from reviews.models import Case
from tests.factories import NOON, make_company, make_office, make_staff, make_user
from tests.filings.factories import make_attachment
from tests.matrix import people
from tests.notifications.factories import make_notification
from tests.registry.factories import make_approval, make_batch, make_entry
from tests.reviews.factories import answers, make_case, make_revision

COLLEAGUE, PROVINCIAL_COLLEAGUE, NATIONAL_COLLEAGUE = "a colleague", "a provincial colleague", "a national colleague"
STRANGER, FAR_STRANGER = "a stranger", "a far stranger"
LETTER = "a-letter"  # the one that lies in the mailbox

COLLEAGUE_OF = {
    **dict.fromkeys([people.OWNER, people.EDITOR, people.VIEWER, people.MEMBER_REVIEWER], COLLEAGUE),
    **dict.fromkeys([people.NO_FACTOR, *people.PROVINCIAL], PROVINCIAL_COLLEAGUE),
    **dict.fromkeys(people.NATIONAL, NATIONAL_COLLEAGUE),
}


Values = dict[str, Any]


class Kind(NamedTuple):
    """What an address names: that ``of`` a holder (None where they have none), or what is ``missing``. In an address
    that is crossed the value ``crossed`` is another company's, and the rest one's own."""

    of: Callable[["World", str], Values | None]
    missing: Values
    crossed: str = ""
    shared: bool = False


class World:
    def __init__(self) -> None:
        self.users: dict[str, User] = {}
        self.company_of: dict[str, Company] = {}
        self.drafts: dict[str, Filing] = {}
        self.cases: dict[str, Case] = {}
        self._settle_companies()
        self._settle_offices()
        self._settle_registry()
        for name in self.company_of:
            self.drafts[name] = self._filing(name, Filing.Status.DRAFT)
        for name in self.users:
            self.cases[name] = self._case(name)

    def _settle_companies(self) -> None:
        self.users[people.PERSON] = make_user()
        ours, next_door, far_away = make_company(), make_company(), make_company()
        for name, company, role in [
            (people.OWNER, ours, Membership.Role.OWNER),
            (people.EDITOR, ours, Membership.Role.EDITOR),
            (people.VIEWER, ours, Membership.Role.VIEWER),
            (people.MEMBER_REVIEWER, ours, Membership.Role.EDITOR),
            (COLLEAGUE, ours, Membership.Role.EDITOR),
            (STRANGER, next_door, Membership.Role.OWNER),
            (FAR_STRANGER, far_away, Membership.Role.OWNER),
        ]:
            self.users[name] = make_staff("reviewer") if name == people.MEMBER_REVIEWER else make_user()
            self.company_of[name] = company
            Membership.objects.create(user=self.users[name], company=company, role=role)

    def _settle_offices(self) -> None:
        for role in people.WORK:
            self.users[role] = make_staff(role, "33")
            self.users[f"national {role}"] = make_staff(role, "")
        self.users[PROVINCIAL_COLLEAGUE] = make_staff("reviewer", "33")
        self.users[NATIONAL_COLLEAGUE] = make_staff("reviewer", "")
        self.users[people.NO_FACTOR] = make_user()
        Posting.objects.create(user=self.users[people.NO_FACTOR], office=make_office("33"), role="reviewer")

    def _settle_registry(self) -> None:
        self.entry = make_entry(make_batch(date(2026, 1, 1)))
        self.approval = make_approval(batch=make_batch(date(2026, 2, 1), status=Batch.Status.DRAFT))
        self.notification = make_notification(recipient=self.users[people.OWNER])

    def _filing(self, name: str, status: str) -> Filing:
        person = self.users[name]
        company = self.company_of.get(name) or make_company(make_user())
        filing = Filing.objects.create(
            reference=f"F-2026-{Filing.objects.count() + 900001}",
            company=company,
            applicant=person if name in self.company_of else company.members.get(),
            role=Filing.Role.PROVIDER,
            status=status,
            answers=answers(),
            started_at=NOON,
            saved_at=NOON,
            saved_by=person,
            submitted_at=None if status == Filing.Status.DRAFT else NOON,
        )
        trail.record(filing, by=person, at=NOON, act="started" if status == Filing.Status.DRAFT else "submitted")
        make_attachment(filing)
        return filing

    def _case(self, name: str) -> Case:
        """What a person of a company has submitted waits in its province; what somebody of an office has is theirs."""
        filing = self._filing(name, Filing.Status.SUBMITTED)
        kept = filing.attachments.get()
        document = {"key": kept.key, "uuid": str(kept.uuid), "name": kept.name, "size": kept.size, "sha256": kept.sha256}
        make_revision(filing, documents=[document])
        national = name in people.NATIONAL or name == NATIONAL_COLLEAGUE
        return make_case(
            filing=filing,
            province="44" if name == FAR_STRANGER else "33",
            status=Case.Status.NATIONAL if national else Case.Status.PROVINCIAL,
            assignee=self.users[name] if self.users[name].postings.exists() else None,
        )

    def session(self, person: str) -> str:
        """Sign ``person`` in, a moment ago, and return the key of the session."""
        client = Client()
        client.force_login(self.users[person])
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
        session.save()
        return client.cookies[settings.SESSION_COOKIE_NAME].value


NOWHERE = "F-2026-999999"
NO_UUID = "00000000-0000-4000-8000-000000000000"


def _draft(world: World, name: str) -> Values | None:
    return _address_of(world.drafts.get(name))


def _case(world: World, name: str) -> Values | None:
    return _address_of(world.cases[name].filing) if name in world.cases else None


def _address_of(filing: Filing | None) -> Values | None:
    return filing and {"reference": filing.reference, "uuid": filing.attachments.get().uuid}


def shared(name: str, missing: Any, of: Callable[[World], Any]) -> Kind:
    """Something that is nobody's in particular, by the one value ``name`` of its address."""
    return Kind(lambda world, _holder: {name: of(world)}, {name: missing}, shared=True)


KINDS: dict[str, Kind] = {
    "draft": Kind(_draft, {"reference": NOWHERE}),
    "draft's document": Kind(_draft, {"reference": NOWHERE, "uuid": NO_UUID}, crossed="uuid"),
    "case": Kind(_case, {"reference": NOWHERE}),
    "case's document": Kind(_case, {"reference": NOWHERE, "uuid": NO_UUID}, crossed="uuid"),
    "draft batch": shared("month", "2026-05", lambda world: "2026-02"),
    "published batch": shared("month", "2026-05", lambda world: "2026-01"),
    "entry": shared("number", "9" * 21, lambda world: world.entry.number),
    "mail": shared("name", "no-such-mail", lambda _world: LETTER),
    # As the administration names them, which makes no difference between one's own and others'.
    "user by id": shared("object_id", 0, lambda world: world.users[people.OWNER].pk),
    "company by id": shared("object_id", 0, lambda world: world.company_of[people.OWNER].pk),
    "office by id": shared("object_id", 0, lambda world: make_office("33").pk),
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
        own, strangers = thing.of(world, person), thing.of(world, STRANGER)
        return own | {thing.crossed: strangers[thing.crossed]} if thing.crossed and own and strangers else None
    holder = holder_of(person, relation)
    return thing.of(world, holder) if holder else None


def holder_of(person: str, relation: str) -> str | None:
    """Who has what ``person`` asks for in this ``relation``."""
    if relation == people.OWN:
        return person
    if relation == people.COLLEAGUES:
        return COLLEAGUE_OF.get(person)
    return {people.OTHER_COMPANYS: STRANGER, people.OTHER_PROVINCES: FAR_STRANGER}[relation]
