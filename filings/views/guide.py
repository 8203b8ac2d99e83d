"""Whether I have to file: some questions to everybody, and what follows from the answers."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from deadlines.calendar import OFFICIAL
from filings import duty, technology
from filings.forms.duty import DutyForm


@require_safe
def guide(request):
    """The answers stand in the address, which can be kept and passed on."""
    asked = DutyForm.base_fields.keys() & request.GET.keys()
    form = DutyForm(request.GET if asked else None)
    context = {"form": form, "rules": technology.RULES}
    if form.is_valid():
        said = form.situation
        finding = duty.find(said, calendar=OFFICIAL)
        papers = [(role.label, duty.documents(role, said.classes)) for role in finding.roles]
        context |= {"finding": finding, "papers": papers if finding.outcome == duty.Outcome.FILE else []}
    return render(request, "filings/guide.html", context)
