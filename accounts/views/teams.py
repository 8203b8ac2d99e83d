"""The teams of an office, arranged by its administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import teams
from accounts.models import User
from accounts.office_forms import TeamForm
from accounts.views.offices import office_for
from audit.trail import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form(request, place):
    office = office_for(request, place, "arrange_teams")
    people = teams.eligible(office)
    asked = TeamForm(request.POST or None, people=people, back=reverse("offices:people", args=[place]))
    if asked.is_valid():
        try:
            teams.form(office, **asked.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            asked.add_error("name", str(refused))
        else:
            messages.success(request, _("The team %(name)s is formed.") % asked.cleaned_data)
            return redirect("offices:people", place)
    return render(request, "offices/team.html", {"office": office, "form": asked})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request, place, pk):
    office = office_for(request, place, "arrange_teams")
    team = get_object_or_404(office.teams, pk=pk)
    seated = User.objects.filter(teams=team)
    people = User.objects.filter(Q(pk__in=teams.eligible(office)) | Q(pk__in=seated)).order_by("name", "pk")
    initial = {"name": team.name, "members": [str(person.uuid) for person in seated]}
    back = reverse("offices:people", args=[place])
    asked = TeamForm(request.POST or None, people=people, back=back, initial=initial)
    if asked.is_valid():
        try:
            teams.arrange(team, **asked.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            asked.add_error("name", str(refused))
        else:
            messages.success(request, _("The team %(name)s is saved.") % asked.cleaned_data)
            return redirect("offices:people", place)
    return render(request, "offices/team.html", {"office": office, "team": team, "form": asked})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request, place, pk):
    """Asks once more; its button ends the team."""
    office = office_for(request, place, "arrange_teams")
    team = get_object_or_404(office.teams, pk=pk)
    if request.method == "POST":
        try:
            teams.dissolve(team, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("The team %(name)s is dissolved.") % {"name": team.name})
        return redirect("offices:people", place)
    return render(request, "offices/dissolve_team.html", {"office": office, "team": team})
