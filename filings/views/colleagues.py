"""Somebody of a company gets another role, is removed or leaves; what they had begun goes to a colleague."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import hat, permissions
from accounts.models import Membership
from audit import trail
from filings import colleagues
from filings.forms.colleagues import RemoveForm, RoleForm


def membership_of(request, company, uuid, act):
    """Return the membership, of a company of whoever asks; 403 where their role does not do ``act`` with it."""
    mine = Membership.objects.filter(company__in=permissions.companies_of(request.user), company__uuid=company)
    membership = get_object_or_404(mine.select_related("company", "user"), uuid=uuid)
    if not permissions.may_for_company(request.user, act, membership.company):
        raise PermissionDenied
    hat.show(request, membership.company)
    return membership


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request, company, uuid):
    membership = membership_of(request, company, uuid, "change_role")
    back = reverse("company_people", args=[company])
    posted = request.POST if request.method == "POST" else None
    form = RoleForm(posted, membership=membership, back=back, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        role, heir = form.cleaned_data["role"], form.heir()
        try:
            colleagues.change_role(membership, role=role, heir=heir, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("%(name)s is %(role)s now.")
            messages.success(request, done % {"name": membership.user, "role": Membership.Role(role).label})
            return redirect(back)
    return render(request, "accounts/change_role.html", {"membership": membership, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, company, uuid):
    """Ask, and then remove the person; for one's own membership: leave."""
    membership = membership_of(request, company, uuid, "leave")
    leaves = membership.user == request.user
    if not leaves and not permissions.may_for_company(request.user, "remove", membership.company):
        raise PermissionDenied
    back = reverse("company_people", args=[company])
    form = RemoveForm(
        request.POST if request.method == "POST" else None, membership=membership, back=back, leaves=leaves
    )
    if request.method == "POST" and form.is_valid():
        try:
            colleagues.remove(membership, heir=form.heir(), by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return gone(request, membership, back, leaves)
    context = {"membership": membership, "form": form, "leaves": leaves}
    return render(request, "accounts/remove.html", context)


def gone(request, membership, back, leaves):
    """Whoever has left sees the company's pages no more."""
    if leaves:
        messages.success(request, _("You do not act for %(company)s any more.") % {"company": membership.company})
        return redirect("home")
    messages.success(request, _("%(name)s is removed.") % {"name": membership.user})
    return redirect(back)
