"""Who a filing number belongs to: holders found by name, and holders made."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit import trail
from registry import spelling
from registry.models import Holder, HolderName

ATTEMPTS = 100


class NoFreeCode(trail.Refused):
    """So many codes are taken that none was found by chance."""


def matching(name: str) -> QuerySet[Holder]:
    """The holders that bear ``name`` or bore it, the one with the most numbers first.

    Exactly that name, except that （） equals () and spaces do not count: the official lists write both. More than
    one may match: two entities may bear one name, each with a code of its own.
    """
    borne = HolderName.objects.filter(key=spelling.key_of(name)).values("holder")
    return Holder.objects.filter(pk__in=borne).order_by("-last_sequence", "code")


@transaction.atomic
def draw(name: str) -> Holder:
    """Make a holder with a code that no other has.

    The code is drawn at random, so that it tells neither how many holders there are nor when this one came.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                holder = Holder.objects.create(code=f"{secrets.randbelow(10**7):07d}", name=name)
        except IntegrityError:
            continue
        bear(holder, name)
        return holder
    raise NoFreeCode(_("No free entity code was found. Try again."))


def rename(holder: Holder, name: str) -> None:
    """Make ``name`` the holder's current name; those it bore are kept."""
    bear(holder, name)
    if holder.name != name:
        holder.name = name
        holder.save(update_fields=["name"])


def bear(holder: Holder, name: str) -> None:
    """Remember that ``holder`` bears ``name``."""
    HolderName.objects.get_or_create(holder=holder, key=spelling.key_of(name), defaults={"name": name})
