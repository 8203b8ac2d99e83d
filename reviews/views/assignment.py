"""Taking a case, and giving it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from audit.trail import Refused
from reviews import assignment
from reviews.views.case import case_for


@login_required
@require_POST
def take(request, reference):
    try:
        assignment.take(case_for(request, reference), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The case is yours."))
    return redirect("reviews:case", reference)


@login_required
@require_POST
def give_back(request, reference):
    try:
        assignment.give_back(case_for(request, reference), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The case waits in the queue again."))
    return redirect("reviews:case", reference)
