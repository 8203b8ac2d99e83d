"""The people of a company: who belongs, who is invited, who asks to be let in, and what happened."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access, company_history, hat, invitations, membership, permissions
from accounts.company_forms import AnswerForm, HandOverForm, InviteForm
from accounts.models import AccessRequest, Membership
from audit import trail


def company_of(request, uuid, act):
    """Return the company; 404 unless it is one of the person's own, and 403 where their role does not do ``act``."""
    company = get_object_or_404(permissions.companies_of(request.user), uuid=uuid)
    if not permissions.may_for_company(request.user, act, company):
        raise PermissionDenied
    hat.show(request, company)
    return company


@login_required
@require_safe
def people(request, company):
    company = company_of(request, company, "see_people")
    now = timezone.now()
    waiting = company.access_requests.filter(status=AccessRequest.Status.WAITING).select_related("person")
    context = {
        "company": company,
        "memberships": company.memberships.select_related("user").order_by("pk"),
        "invitations": [(each, each.state(now)) for each in company.invitations.standing()],
        "requests": waiting,
        "history": company_history.of(company),
        "alone": membership.owned_alone(request.user).filter(pk=company.pk).exists(),
        "manages": permissions.may_for_company(request.user, "invite", company),
    }
    return render(request, "accounts/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, company):
    company = company_of(request, company, "invite")
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("email", "language")}
        roles = [form.cleaned_data["role"]]
        try:
            invitations.invite(company=company, roles=roles, by=request.user, at=timezone.now(), **given)
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation of %(email)s is on its way.") % given)
            return redirect("company_people", company.uuid)
    return render(request, "accounts/invite.html", {"company": company, "form": form})


@login_required
@require_POST
def resend(request, company, uuid):
    return on_invitation(request, company, uuid, invitations.resend, _("The invitation of %(email)s is on its way."))


@login_required
@require_POST
def revoke(request, company, uuid):
    return on_invitation(request, company, uuid, invitations.revoke, _("The invitation of %(email)s is withdrawn."))


def on_invitation(request, company, uuid, act, done):
    company = company_of(request, company, "invite")
    invitation = get_object_or_404(company.invitations, uuid=uuid)
    try:
        act(invitation, by=request.user, at=timezone.now())
    except trail.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done % {"email": invitation.email})
    return redirect("company_people", company.uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, company, uuid):
    """Answer somebody who asks to be let in."""
    company = company_of(request, company, "answer_access_request")
    asked = get_object_or_404(company.access_requests.select_related("person"), uuid=uuid)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            given = answered(request, asked, form.cleaned_data["answer"])
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, given % {"name": asked.person})
            return redirect("company_people", company.uuid)
    return render(request, "accounts/answer.html", {"company": company, "asked": asked, "form": form})


def answered(request, asked, choice):
    if choice == AnswerForm.DECLINE:
        access.decline(asked, by=request.user, at=timezone.now())
        return _("The request of %(name)s is declined.")
    access.admit(asked, role=choice, by=request.user, at=timezone.now())
    return _("%(name)s is let in.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, company):
    """Make somebody else an owner, and step down in the same act."""
    company = company_of(request, company, "hand_over")
    others = Membership.objects.filter(company=company, user__is_active=True).exclude(user=request.user)
    back = reverse("company_people", args=[company.uuid])
    posted = request.POST if request.method == "POST" else None
    form = HandOverForm(posted, others=others.select_related("user").order_by("pk"), back=back)
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["to"]
        try:
            membership.hand_over(successor, by=request.user, at=timezone.now())
        except trail.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is an owner now, and you are an editor.") % {"name": successor.user})
            return redirect(back)
    return render(request, "accounts/hand_over.html", {"company": company, "form": form})
