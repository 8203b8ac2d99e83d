"""The trail of an office, for its auditors."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import offices_for
from reviews import record
from reviews.forms import TrailFilters
from reviews.views.queue import address_with

PER_PAGE = 50


@login_required
@require_safe
def trail(request):
    offices = list(offices_for(request.user, "read_trail"))
    if not offices:
        raise PermissionDenied(_("The trail is for the auditors of the offices."))
    form = TrailFilters(request.GET or None, people=record.people(request.user))
    pages: Paginator[record.Entry] = Paginator(record.Trail(request.user, form.filters()), PER_PAGE)  # type: ignore[arg-type]
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "offices": offices,
        "entries": page.object_list,
        "count": pages.count,
        "newer": address_with(request.GET, page=page.previous_page_number()) if page.has_previous() else None,
        "older": address_with(request.GET, page=page.next_page_number()) if page.has_next() else None,
    }
    return render(request, "reviews/trail.html", context)
