"""What happened to the people of an office, in words."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Office, PersonEvent, Posting

SENTENCES = {
    "invited": gettext_lazy("%(by)s invited %(email)s (%(roles)s)."),
    "invited_again": gettext_lazy("%(by)s sent the invitation of %(email)s again."),
    "invitation_revoked": gettext_lazy("%(by)s withdrew the invitation of %(email)s."),
    "posted": gettext_lazy("%(person)s joined the office: %(roles)s."),
    "roles_changed": gettext_lazy("%(by)s changed the roles of %(person)s from %(before)s to %(roles)s."),
    "left_office": gettext_lazy("%(by)s took %(person)s out of the office; the roles were %(before)s."),
    "deactivated": gettext_lazy("%(by)s closed the account of %(person)s."),
    "reactivated": gettext_lazy("%(by)s opened the account of %(person)s again."),
    "passkeys_required": gettext_lazy("%(by)s required passkeys of everybody in the office."),
    "passkeys_optional": gettext_lazy("%(by)s no longer requires passkeys."),
    "team_formed": gettext_lazy("%(by)s formed the team %(team)s."),
    "team_renamed": gettext_lazy("%(by)s renamed the team %(before_name)s to %(team)s."),
    "team_dissolved": gettext_lazy("%(by)s dissolved the team %(team)s."),
    "team_joined": gettext_lazy("%(by)s put %(person)s into the team %(team)s."),
    "team_left": gettext_lazy("%(by)s took %(person)s out of the team %(team)s."),
}


def of_offices(offices: QuerySet[Office]) -> QuerySet[PersonEvent]:
    """What concerns ``offices``: who came, left and became what there. Signing in and out is each person's own."""
    provinces = list(offices.values_list("province", flat=True))
    asked = Q(detail__office__in=provinces) | Q(detail__offices__has_any_keys=provinces)
    return PersonEvent.objects.filter(asked, act__in=SENTENCES)


def said(event: PersonEvent) -> str:
    """The event as a sentence; ``person`` and ``by`` are read with it."""
    before = event.detail.get("before", [])
    words = {
        "by": event.by or _("The portal"),
        "person": event.person,
        "email": event.detail.get("email", ""),
        "roles": roles(event.detail.get("roles", [])),
        "team": event.detail.get("team", ""),
        "before": roles(before) if isinstance(before, list) else "",
        "before_name": before,
    }
    return str(SENTENCES[event.act]) % words


def roles(values: Iterable[str]) -> str:
    """The roles in words, in the order of an office's work."""
    held = set(values)
    return _(", ").join(str(role.label) for role in Posting.Role if role in held)
