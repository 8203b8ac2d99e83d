"""Which tiers a filing passes through, by its kind, and so what can be decided on it where."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from audit import trail
from filings.models import Filing
from reviews.models import Case, Decision

Outcome = Decision.Outcome
Kind = Filing.Kind
Status = Case.Status

# What is filed of an algorithm, changed or cancelled passes through both.
BOTH_TIERS: Mapping[str, tuple[Outcome, ...]] = {
    Status.PROVINCIAL: (Outcome.PASSED, Outcome.RETURNED, Outcome.REFUSED),
    Status.NATIONAL: (Outcome.APPROVED, Outcome.HANDED_BACK, Outcome.REFUSED),
}
OUTCOMES: Mapping[str, Mapping[str, tuple[Outcome, ...]]] = {
    # The province knows its companies: it verifies them alone.
    Kind.ENTITY: {
        Status.PROVINCIAL: (Outcome.VERIFIED, Outcome.RETURNED, Outcome.REFUSED),
    },
    Kind.INITIAL: BOTH_TIERS,
    Kind.CHANGE: BOTH_TIERS,
    Kind.CANCELLATION: BOTH_TIERS,
}


class NotOnThisRoad(trail.Refused):
    """Cases of this kind are not decided so where they are."""


def outcomes_of(case: Case) -> tuple[Outcome, ...]:
    """Return what can be decided on ``case`` where it is; nothing where it is with no office."""
    return OUTCOMES[case.filing.kind].get(case.status, ())


def is_national(kind: str) -> bool:
    """Whether filings of this kind go on to the national office."""
    return Status.NATIONAL in OUTCOMES[kind]


def assert_open_to(case: Case, outcome: Outcome) -> None:
    """Raise ``NotOnThisRoad`` unless ``outcome`` can be decided on ``case`` where it is."""
    if outcome not in outcomes_of(case):
        raise NotOnThisRoad(
            _("This cannot be decided on a case of the kind “%(kind)s” at this stage.")
            % {"kind": case.filing.get_kind_display()}
        )
