"""Rows that tests begin with. Every value is invented; what a test is about it says itself."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.factors import FactorAdapter
from accounts.models import Company, Membership, Office, Posting, User
from divisions import PROVINCES
from tests.canaries import PASSWORDS, TOTP_SECRET

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Beijing, a working Monday
_serial = count(1)


def make_user(**fields: Any) -> User:
    n = next(_serial)
    fields.setdefault("email", f"person{n}@example.org")
    fields.setdefault("name", f"Person {n}")
    fields.setdefault("language", "en")
    return User.objects.create_user(password=PASSWORDS[0], **fields)


def make_company(*members: User, name: str = "", role: str = Membership.Role.OWNER) -> Company:
    company = Company.objects.create(name=name or f"杭州澜亭影像科技有限公司{next(_serial)}")
    for member in members:
        Membership.objects.create(user=member, company=company, role=role)
    return company


def make_applicant(company: Company | None = None, role: str = Membership.Role.OWNER, **fields: Any) -> User:
    """A person who acts for a company; an owner unless another role is asked for."""
    user = make_user(**fields)
    Membership.objects.create(user=user, company=company or make_company(), role=role)
    return user


def make_office(province: str = "33") -> Office:
    """The office of a province; the national one for an empty code."""
    assert province == "" or province in PROVINCES
    return Office.objects.get_or_create(province=province)[0]


def make_all_offices() -> None:
    """The offices that the first migrations open: a test that commits empties their table, as every other."""
    for province in ["", *PROVINCES]:
        make_office(province)


def make_staff(role: str, province: str = "33", **fields: Any) -> User:
    """A person of an office, who has set up the second factor without which staff cannot work."""
    user = make_user(**fields)
    Posting.objects.create(user=user, office=make_office(province), role=role)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": FactorAdapter().encrypt(TOTP_SECRET)}
    )
    return user


def give_passkey(person: User) -> User:
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey 1"})
    return person


def make_reviewer(province: str = "33", **fields: Any) -> User:
    return make_staff(Posting.Role.REVIEWER, province, **fields)


def make_publisher(**fields: Any) -> User:
    return make_staff(Posting.Role.PUBLISHER, "", **fields)
