"""Who asks, and in which relation they stand to what they ask for.

A pair of the two is what a permission is about: "an editor, for a colleague's". Sets of such pairs are called circles;
the tables name a few, and put them together with ``|`` and ``-``.
"""

from collections.abc import Iterable
from itertools import product

from accounts.models import Posting

WORK = [role.value for role in Posting.Role]

VISITOR, PERSON = "visitor", "person"  # a person has signed in, and belongs nowhere
OWNER, EDITOR, VIEWER = "owner", "editor", "viewer"  # of a company in Zhejiang
MEMBER_REVIEWER = "reviewer and editor"  # an editor of that company who also reviews in Zhejiang
OF_A_COMPANY = [OWNER, EDITOR, VIEWER, MEMBER_REVIEWER]
NO_FACTOR = "reviewer without second factor"
PROVINCIAL = WORK  # the seven roles of Zhejiang's office: "intake", …
NATIONAL = [f"national {role}" for role in WORK]

PEOPLE = [VISITOR, PERSON, *OF_A_COMPANY, NO_FACTOR, *PROVINCIAL, *NATIONAL]

OWN = "own"  # of their company and begun by them; the case that they have
COLLEAGUES = "colleague's"  # begun by another of their company; the case that another of their office has
OTHER_COMPANYS = "other company's"  # of another company of Zhejiang; a case there that nobody has
OTHER_PROVINCES = "other province's"  # of a company in Guangdong, or of the office there; a case there
NONE = "none"  # there is no such thing
CROSSED = "crossed"  # below their own, a part of the other province's
SHARED = "shared"  # it is there, and nobody's in particular

RELATIONS = [NONE, OWN, COLLEAGUES, OTHER_COMPANYS, OTHER_PROVINCES, CROSSED, SHARED]

Circle = frozenset[tuple[str, str]]


def circle(people: str | Iterable[str], *relations: str) -> Circle:
    """The ``people`` in each of the ``relations``; in whichever, where none is named."""
    names = [people] if isinstance(people, str) else people
    return frozenset(product(names, relations or RELATIONS))
