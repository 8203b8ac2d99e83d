"""Whether an office has verified a company's details, and what is missing where none has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Company
from audit import trail
from filings.answers import FACTS
from filings.models import Filing, Revision, Verification
from filings.permissions import rule_of


class NotVerified(trail.Refused):
    """The company's details are not verified; the message says what is to be done."""


class State(TextChoices):
    VERIFIED = "verified", gettext_lazy("Verified")
    NOT_STARTED = "not_started", gettext_lazy("Not started")
    DRAFT = "draft", gettext_lazy("Draft")
    SUBMITTED = "submitted", gettext_lazy("In review")
    RETURNED = "returned", gettext_lazy("Returned for changes")
    REFUSED = "refused", gettext_lazy("Refused")


# What its people can do next: the words of the link or button.
NEXT = {
    State.VERIFIED: gettext_lazy("Change the company's details"),
    State.NOT_STARTED: gettext_lazy("Start the registration"),
    State.DRAFT: gettext_lazy("Go on with the registration"),
    State.SUBMITTED: gettext_lazy("See where the registration is"),
    State.RETURNED: gettext_lazy("Correct the registration"),
    State.REFUSED: gettext_lazy("Start the registration again"),
}
NEXT_OF_CHANGE = {
    State.DRAFT: gettext_lazy("Go on with the change"),
    State.SUBMITTED: gettext_lazy("See where the change is"),
    State.RETURNED: gettext_lazy("Correct the change"),
}


@dataclass(frozen=True)
class Standing:
    """``verification`` is the newest, ``filing`` the latest in which the company declares itself; None for none."""

    company: Company
    verification: Verification | None
    filing: Filing | None

    @property
    def is_verified(self) -> bool:
        return self.verification is not None

    @property
    def open_filing(self) -> Filing | None:
        """The registration or change of details that is not concluded."""
        return self.filing if self.filing and self.filing.status in Filing.OPEN else None

    @property
    def state(self) -> State:
        """How the company stands; of one that is verified, whatever change of its details is under way."""
        if self.verification:
            return State.VERIFIED
        if self.filing is None or self.filing.status == Filing.Status.WITHDRAWN:
            return State.NOT_STARTED
        return State(self.filing.status)

    @property
    def next_step(self) -> str:
        """What can be done next about its details."""
        words = NEXT_OF_CHANGE if self.verification and self.open_filing else NEXT
        return str(words[State(self.open_filing.status) if self.open_filing else self.state])

    @property
    def next_url(self) -> str:
        """Where that is done."""
        if not self.open_filing:
            return reverse("filings:company")
        view = "filings:detail" if self.open_filing.is_editable else "progress"
        return reverse(view, args=[self.open_filing.reference])

    @property
    def said(self) -> str:
        """A sentence on how the company stands, and what is missing."""
        return {
            State.VERIFIED: _("Your company's details are verified."),
            State.NOT_STARTED: _("Your company is not registered yet: start its registration."),
            State.DRAFT: _("The registration of your company is a draft: complete and submit it."),
            State.SUBMITTED: _("The registration of your company has been with the provincial office since %(day)s.")
            % {"day": self._submitted_on()},
            State.RETURNED: _("The registration of your company was returned: correct it and submit it again."),
            State.REFUSED: _("The registration of your company was refused: read why, and start it again."),
        }[self.state]

    def is_asked_of(self, role: str) -> bool:
        """Whether the next step is the registration, and is for a person of this ``role`` in the company to take."""
        declares = role in rule_of("start", Filing.Kind.ENTITY).roles
        return declares and self.state not in (State.VERIFIED, State.SUBMITTED)

    def _submitted_on(self) -> str:
        at = self.filing.submitted_at if self.filing else None
        return date_format(timezone.localdate(at), "DATE_FORMAT") if at else ""


def of(company: Company) -> Standing:
    return of_each([company])[0]


def of_each(companies: Iterable[Company]) -> list[Standing]:
    """Return how each of the ``companies`` stands, in two questions to the database."""
    companies = list(companies)
    filings = Filing.objects.filter(company__in=companies, kind=Filing.Kind.ENTITY).order_by("started_at", "pk")
    verifications = Verification.objects.filter(company__in=companies).select_related("revision__filing")
    latest = {filing.company_id: filing for filing in filings}
    newest = {verification.company_id: verification for verification in verifications.order_by("number")}
    return [Standing(company, newest.get(company.pk), latest.get(company.pk)) for company in companies]


def verified_before(revision: Revision) -> Verification | None:
    """Return what of the company was verified last when ``revision`` was submitted, or None."""
    earlier = Verification.objects.filter(company=revision.filing.company_id, at__lte=revision.submitted_at)
    return earlier.exclude(revision=revision).select_related("revision__filing").order_by("number").last()


def facts_of(verification: Verification) -> Mapping[str, Any]:
    """Return what a filing of an algorithm repeats of its company."""
    return {key: verification.revision.answers[key] for key in FACTS}


def required(company: Company) -> Verification:
    """Return the newest verification of ``company``. Raises ``NotVerified``."""
    standing = of(company)
    if standing.verification is None:
        raise NotVerified(_("An algorithm is filed by a verified company. %(said)s") % {"said": standing.said})
    return standing.verification
