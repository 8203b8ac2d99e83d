"""A comment on one field of a case: its form stands on the page of the case, beside the field."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import trail
from filings import corrections
from reviews import commenting, permissions
from reviews.forms import CommentForm
from reviews.views.case import case_for, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, reference, field):
    """Write a comment, change it, or take it away: it is sent when the case is returned."""
    case = case_for(request, reference)
    if not permissions.may(request.user, "comment", case):
        raise PermissionDenied
    if field not in corrections.places_in(case.filing.revisions.latest("number")):
        raise Http404
    removed = "remove" in request.POST
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        draft=case.draft_comments.filter(field=field).first(),
        action=request.path,
        back=f"{case_url(case)}#field-{field}",
    )
    if request.method == "POST" and (removed or form.is_valid()):
        try:
            text = "" if removed else form.cleaned_data["text"]
            commenting.write(case, field=field, text=text, by=request.user, at=timezone.now())
        except trail.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said(removed))
            return redirect(f"{case_url(case)}#field-{field}")
    return page(request, case, comment=(field, form))


def said(removed: bool) -> Any:
    return _("The comment is removed.") if removed else _("The comment is saved. The company reads it with a return.")


def case_url(case):
    return reverse("reviews:case", args=[case.filing.reference])
