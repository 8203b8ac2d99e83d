"""How a line of the table of addresses is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.asking import Answer
from tests.matrix.people import NO_FACTOR, VISITOR, Circle

Outcome = int | str

DONE = "done"  # something is changed, whichever page answers
ONWARD = "onward"  # to another page, and nothing is changed
SIGN_IN = "to sign in"
CONFIRM = "to sign in afresh"
SET_UP = "to the second factors"
REDIRECTS = {
    "/account/login/": SIGN_IN,
    "/admin/login/": SIGN_IN,
    "/account/reauthenticate/": CONFIRM,
    "/account/factors/reauthenticate/": CONFIRM,
    "/account/factors/passkeys/reauthenticate/": CONFIRM,
}
REFUSED = {SIGN_IN, CONFIRM, SET_UP, 403, 404, 405}

Answers = Mapping[Circle, Outcome]


@dataclass(frozen=True)
class Page:
    """One line of the table: what is answered to whom, for each verb that the page knows.

    Of several circles that a pair is in, the last one counts. A pair that is in none of them gets ``otherwise``: a page
    about something (``of``, a kind of thing) is missing for them; any other is forbidden. A verb that the page does not
    know is 405. HEAD is GET. Visitors are sent to sign in, before the verb is looked at if ``sign_in_first``; staff who
    have no second factor are sent to set one up, unless the page is ``without_factor``.
    """

    of: str = ""
    GET: Answers | None = None
    POST: Answers | None = None
    PUT: Answers | None = None
    PATCH: Answers | None = None
    DELETE: Answers | None = None
    OPTIONS: Answers | None = None
    otherwise: Outcome = 0
    visitor: Outcome = SIGN_IN
    sign_in_first: bool = True
    without_factor: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)  # what else stands in the address

    def answers(self, verb: str) -> Answers | None:
        return getattr(self, "GET" if verb == "HEAD" else verb)

    def knows(self, verb: str) -> bool:
        return self.answers(verb) is not None

    def declared(self, verb: str, person: str, relation: str) -> Outcome:
        if person == NO_FACTOR and not self.without_factor:
            return SET_UP
        if not self.knows(verb) and not (person == VISITOR and self.sign_in_first):
            return 405
        told = (self.answers(verb) or {}).items()
        if fitting := [outcome for circle, outcome in told if (person, relation) in circle]:
            return fitting[-1]
        return self.visitor if person == VISITOR else self.otherwise or (404 if self.of else 403)


def outcome(answer: Answer) -> Outcome:
    """What an answer is to the table."""
    if answer.written and answer.status < 400:
        return DONE
    if answer.status not in (301, 302, 303):
        return answer.status
    if answer.location == "/account/factors/":
        return SET_UP
    return next((what for where, what in REDIRECTS.items() if answer.location.startswith(where)), ONWARD)
