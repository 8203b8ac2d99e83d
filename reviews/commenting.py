"""Comments as reviewers write them, one for a field, until the return of the case sends them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from filings import corrections
from filings.models import Comment, Revision
from reviews import permissions
from reviews.models import Case, DraftComment


class TooLong(trail.Refused):
    """A comment is a question, and not a report."""


@transaction.atomic
def write(case: Case, *, field: str, text: str, by: User, at: datetime) -> None:
    """Keep ``text`` as the comment on ``field``, in place of the one before; an empty text takes it away."""
    trail.lock(case)
    permissions.require(by, "comment", case)
    places = corrections.places_in(case.filing.revisions.latest("number"))
    if field not in places:
        raise ValueError(f"The filing {case} has no field {field}.")
    if not (tidy := text.strip()):
        case.draft_comments.filter(field=field).delete()
        return
    if len(tidy) > Comment.MOST:
        raise TooLong(_("The comment must be 2,000 characters or fewer"))
    case.draft_comments.update_or_create(field=field, defaults={"text": tidy, "by": by, "at": at})


def drafts_of(case: Case, latest: Revision) -> list[DraftComment]:
    """Return what is written so far about the ``latest`` revision, in the order in which the company would read it."""
    places = list(corrections.places_in(latest))
    found = list(case.draft_comments.select_related("by"))
    return sorted(found, key=lambda draft: _position(draft.field, places))


def letter(latest: Revision, drafts: Sequence[DraftComment]) -> list[tuple[str, str]]:
    """Return the comments as the company would read them: the name of the field, and the text."""
    places = corrections.places_in(latest)
    found = [(places.get(draft.field), draft) for draft in drafts]
    return [(place.label if place else draft.field, draft.text) for place, draft in found]


def stamp(drafts: Sequence[DraftComment]) -> str:
    """Return what tells whether two pages show the same comments."""
    return ";".join(f"{draft.pk}:{draft.at.isoformat()}" for draft in drafts)


def take(drafts: Sequence[DraftComment]) -> list[corrections.Question]:
    """Take the comments out of the drafts, to be sent. For the act that returns the case."""
    DraftComment.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    return [corrections.Question(draft.field, draft.text, draft.by) for draft in drafts]


def _position(field: str, places: Sequence[str]) -> int:
    """The place of ``field`` on the page; what the filing does not ask any more comes last."""
    return places.index(field) if field in places else len(places)
