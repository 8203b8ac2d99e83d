"""The rules of the checker, for everybody."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from filings.checker.rules import RULES


@require_safe
def rules(request):
    return render(request, "filings/rules.html", {"rules": RULES})
