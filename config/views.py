"""The front door, and the dashboards that join what the rooms know."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from config import navigation
from filings.models import Filing
from registry.models import Batch


def home(request):
    """Visitors see the front door; whoever has signed in goes to the first of their own places."""
    if request.user.is_authenticated:
        return redirect(navigation.links_for(request)[0].url)
    return render(request, "home.html", {"batches": Batch.objects.published()[:3]})


@login_required
def my_filings(request):
    """The filings of the companies that the person acts for, with where each is now."""
    filings = Filing.objects.visible_to(request.user).select_related("company", "case")
    return render(request, "dashboards/my_filings.html", {"filings": filings})
