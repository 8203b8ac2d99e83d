"""The portal in which everybody asks: one company with people of each role and two other companies, the offices of two
provinces and the nation with people of each, and of everything something that each of them has."""

from datetime import date, timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from accounts.models import Company, Invitation, Letter, Membership, Office, Team, User
from audit import trail
from filings.models import Filing
from registry.models import Batch
from reviews.models import Case
from tests.conftest import SignedInClient
from tests.factories import NOON, make_company, make_office, make_staff, make_user
from tests.filings.factories import ENTITY, make_attachment, make_verified
from tests.matrix.passkeys import credential
from tests.matrix.people import EDITOR, MEMBER_REVIEWER, NATIONAL, NO_FACTOR, OWNER, PERSON, PROVINCIAL, VIEWER, WORK
from tests.notifications.factories import make_notification
from tests.registry.factories import make_approval, make_batch, make_entry
from tests.reviews.factories import answers, make_case, make_revision

# Who has what others ask for.
COLLEAGUE, PROVINCIAL_COLLEAGUE, NATIONAL_COLLEAGUE = "a colleague", "a provincial colleague", "a national colleague"
STRANGER, FAR_STRANGER, FAR_REVIEWER = "a stranger", "a far stranger", "a far reviewer"

COLLEAGUE_OF = {
    **dict.fromkeys([OWNER, EDITOR, VIEWER, MEMBER_REVIEWER], COLLEAGUE),
    **dict.fromkeys([NO_FACTOR, *PROVINCIAL], PROVINCIAL_COLLEAGUE),
    **dict.fromkeys(NATIONAL, NATIONAL_COLLEAGUE),
}
LETTER = "a-letter"  # the one that lies in the mailbox


class World:
    """Each attribute that is a dictionary holds, by the name of a person, what is theirs."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {PERSON: make_user()}
        self.company_of: dict[str, Company] = {}
        self.office_of: dict[str, Office] = {}
        self._settle_companies()
        self._settle_offices()
        self._settle_registry()
        self.drafts = {name: self._filing(name, Filing.Status.DRAFT) for name in self.company_of}
        self.returned = {name: self._returned(name) for name in self.company_of}
        self.cases = {name: self._case(name) for name in self.users if name != FAR_REVIEWER}
        self.registrations = {name: self._registration(name) for name in [OWNER, STRANGER, FAR_STRANGER, *PROVINCIAL]}
        self.invitations = {name: self._invitation(name) for name in [*self.company_of, *self.office_of]}
        self.requests = {name: self._request(company) for name, company in self.company_of.items()}
        self.teams = {name: self._team(office) for name, office in self.office_of.items()}
        self.tokens = {name: self._token_for(person) for name, person in self.users.items()}
        self.letters = {name: self._letter(person) for name, person in self.users.items()}
        self.sign_up = self._letter(None)
        self.passkeys = {name: self._passkey(user) for name, user in self.users.items() if name != NO_FACTOR}

    def _settle_companies(self) -> None:
        ours, next_door, far_away = make_company(), make_company(), make_company()
        for name, company, role in [
            (OWNER, ours, Membership.Role.OWNER),
            (EDITOR, ours, Membership.Role.EDITOR),
            (VIEWER, ours, Membership.Role.VIEWER),
            (MEMBER_REVIEWER, ours, Membership.Role.EDITOR),
            (COLLEAGUE, ours, Membership.Role.EDITOR),
            (STRANGER, next_door, Membership.Role.OWNER),
            (FAR_STRANGER, far_away, Membership.Role.OWNER),
        ]:
            self.users[name] = make_staff("reviewer") if name == MEMBER_REVIEWER else make_user()
            self.company_of[name] = company
            Membership.objects.create(user=self.users[name], company=company, role=role)
        for company in (ours, next_door, far_away):
            make_verified(company)

    def _settle_offices(self) -> None:
        for role in WORK:
            self._post(role, role, "33")
            self._post(f"national {role}", role, "")
        self._post(PROVINCIAL_COLLEAGUE, "reviewer", "33")
        self._post(NATIONAL_COLLEAGUE, "reviewer", "")
        self._post(FAR_REVIEWER, "reviewer", "44")
        self._post(NO_FACTOR, "reviewer", "33")
        Authenticator.objects.filter(user=self.users[NO_FACTOR]).delete()

    def _post(self, name: str, role: str, province: str) -> None:
        self.users[name] = make_staff(role, province)
        self.office_of[name] = make_office(province)

    def _settle_registry(self) -> None:
        self.entry = make_entry(make_batch(date(2026, 1, 1)))
        self.approval = make_approval(batch=make_batch(date(2026, 2, 1), status=Batch.Status.DRAFT))
        self.notification = make_notification(recipient=self.users[OWNER])

    def _filing(self, name: str, status: str, **fields) -> Filing:
        person = self.users[name]
        company = self.company_of.get(name) or make_company(make_user())
        draft = status == Filing.Status.DRAFT
        role = "" if fields.get("kind") == Filing.Kind.ENTITY else Filing.Role.PROVIDER
        filing = Filing.objects.create(
            reference=f"F-2026-{Filing.objects.count() + 900001}",
            company=company,
            applicant=person if name in self.company_of else company.members.get(),
            status=status,
            started_at=NOON,
            saved_at=NOON,
            saved_by=person,
            submitted_at=None if draft else NOON,
            **{"role": role, "answers": answers()} | fields,
        )
        trail.record(filing, by=person, at=NOON, act="started" if draft else "submitted")
        make_attachment(filing)
        return filing

    def _returned(self, name: str) -> Filing:
        """What a person has to correct: one comment."""
        filing = self._filing(name, Filing.Status.RETURNED)
        trail.record(filing, by=filing.applicant, at=NOON, act="returned", reason="?")
        make_revision(filing).comments.create(
            number=1,
            section="algorithm",
            field="purpose",
            question="?",
            asked_by=self.users[PROVINCIAL_COLLEAGUE],
            asked_at=NOON,
        )
        return filing

    def _case(self, name: str, **fields) -> Case:
        """What a person of a company has submitted waits in its province; what somebody of an office has is theirs."""
        filing = self._filing(name, Filing.Status.SUBMITTED, **fields)
        kept = filing.attachments.get()
        paper = {"key": kept.key, "uuid": str(kept.uuid), "name": kept.name, "size": kept.size, "sha256": kept.sha256}
        make_revision(filing, documents=[paper])
        national = name in NATIONAL or name == NATIONAL_COLLEAGUE
        return make_case(
            filing=filing,
            province="44" if name == FAR_STRANGER else "33",
            status=Case.Status.NATIONAL if national else Case.Status.PROVINCIAL,
            assignee=self.users[name] if self.users[name].postings.exists() else None,
        )

    def _registration(self, name: str) -> Case:
        return self._case(name, kind=Filing.Kind.ENTITY, answers=dict(ENTITY))

    def _invitation(self, name: str, token: str = "", **into) -> Invitation:
        into = into or (
            {"company": self.company_of[name]} if name in self.company_of else {"office": self.office_of[name]}
        )
        email = into.pop("email", f"{name.replace(' ', '-').replace(chr(39), '')}@invited.example")
        return Invitation.objects.create(
            email=email,
            roles=["viewer" if "company" in into else "reviewer"],
            language="en",
            token_sha256=sha256((token or f"to {email}").encode()).hexdigest(),
            invited_by=self.users[name] if name else None,
            invited_at=NOON,
            sent_at=NOON,
            expires_at=timezone.now() + timedelta(days=14),
            **into,
        )

    def _token_for(self, person: User) -> str:
        """An invitation that is for ``person`` alone."""
        token = f"token-{person.pk}"
        self._invitation("", token, company=make_company(make_user()), email=person.email)
        return token

    def _request(self, company: Company):
        return company.access_requests.create(person=make_user(), asked_at=NOON)

    def _team(self, office: Office) -> Team:
        return Team.objects.create(office=office, name=f"Team {office.teams.count() + 1}")

    def _letter(self, person: User | None) -> Letter:
        kind, now = Letter.Kind.EMAIL if person else Letter.Kind.SIGN_UP, timezone.now()
        email = f"new-{person.pk}@example.org" if person else "newcomer@example.org"
        return Letter.objects.create(
            kind=kind, email=email, person=person, language="en", asked_at=now, next_attempt_at=now, sent_at=now
        )

    def _passkey(self, person: User) -> Authenticator:
        return Authenticator.objects.create(
            user=person,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Passkey 1", "credential": credential(person.email)},
        )

    def session(self, person: str) -> str:
        """Sign ``person`` in, a moment ago, and return the key of the session."""
        client = SignedInClient()
        client.force_login(self.users[person])
        return client.cookies[settings.SESSION_COOKIE_NAME].value
