"""The head of an office hands the cases of a reviewer over: first whose, then which and to whom, then what became."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Team, User
from accounts.permissions import Work
from audit.trail import Refused
from reviews import reassignment
from reviews.assignment_forms import HandOverForm


@login_required
@require_safe
def holders(request):
    """Who has open cases, and how many."""
    _heads_only(request)
    return render(request, "reviews/holders.html", {"holders": reassignment.holders(by=request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, uuid: UUID):
    _heads_only(request)
    holder = get_object_or_404(reassignment.holders(by=request.user), uuid=uuid)
    form = _form(request, holder)
    if form.is_valid():
        try:
            results = reassignment.hand_over(
                holder,
                form.cleaned_data["cases"],
                to=form.chosen(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            done = sum(not result.refusal for result in results)
            context = {"holder": holder, "results": results, "done": done, "left": len(results) - done}
            return render(request, "reviews/handed_over.html", context)
    return render(request, "reviews/hand_over.html", {"holder": holder, "form": form})


def _form(request: HttpRequest, holder: User) -> HandOverForm:
    by: User = request.user  # type: ignore[assignment]
    offices = reassignment.offices_headed_by(by)
    cases = list(reassignment.cases_held(holder, by=by)[: reassignment.MOST])
    there = User.objects.filter(is_active=True, postings__office__in=offices, postings__role=Work.REVIEWER)
    people = list(there.exclude(pk=holder.pk).distinct().order_by("name", "pk"))
    teams = list(Team.objects.filter(office__in=offices, members__in=people).distinct().prefetch_related("members"))
    return HandOverForm(
        request.POST or None, cases=cases, people=people, teams=teams, back=reverse("reviews:hand_over")
    )


def _heads_only(request: HttpRequest) -> None:
    if not reassignment.offices_headed_by(request.user).exists():  # type: ignore[arg-type]
        raise PermissionDenied(_("Only the head of an office hands over the cases of a reviewer."))
