"""The front of the registry: search, filters, results."""

from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from registry import exports, numbers, search
from registry.forms import SearchForm
from registry.models import Batch


@require_safe
def results(request):
    """A page of what matches, newest first; of everything where nothing is asked."""
    form = SearchForm(request.GET, batches=Batch.objects.published())
    form.is_valid()  # a page that does not exist is the first page; wrong filters find nothing
    asked = request.GET.get("q", "")
    found, refusal = search.Page(), form.refusal
    try:
        query = search.read(asked)
        if not refusal:
            pages = {name: form.cleaned_data.get(name) for name in ("before", "after")}
            found = search.search(query, form.filters, **pages)
    except search.CannotSearch as refused:
        query, refusal = search.Query(), str(refused)
    context = {
        "filters": {name: form.options(name) for name in ("role", "province", "batch")},
        "any_role": not request.GET.get("role"),
        "q": asked.strip()[: search.LONGEST_QUERY],
        "refusal": refusal,
        "found": found,
        "chosen": [(label, without(request, name)) for name, label in form.in_force()],
        "is_everything": asked.strip() == "" and not form.in_force(),
        "is_misprinted": _is_misprinted(query),
        "newer": with_rank(request, "after", found.newer),
        "older": with_rank(request, "before", found.older),
        "unfiltered": without(request, "role", "province", "batch"),
        "csv": f"{reverse('registry:search_csv')}?{_kept(request).urlencode()}".rstrip("?"),
    }
    return render(request, "registry/search.html", context)


@require_safe
def results_csv(request):
    """All that matches, as CSV."""
    form = SearchForm(request.GET, batches=Batch.objects.published())
    form.is_valid()
    try:
        query = search.read(request.GET.get("q", ""))
    except search.CannotSearch:
        query = None
    if query is None or form.refusal:  # the page says why
        return redirect(f"{reverse('registry:search')}?{_kept(request).urlencode()}")
    return exports.download(exports.of_search(query, form.filters), name="深度合成服务算法备案-查询结果.csv")


def _is_misprinted(query: search.Query) -> bool:
    """Whether a whole number was asked for that no office can have issued."""
    return len(query.number) == 21 and not numbers.FilingNumber(query.number).is_sound


def _kept(request: HttpRequest) -> QueryDict:
    """What was asked, without the page."""
    kept = request.GET.copy()
    for name in ("before", "after"):
        kept.pop(name, None)
    return kept


def without(request: HttpRequest, *names: str) -> str:
    """The address of the first page without these filters."""
    kept = _kept(request)
    for name in names:
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else reverse("registry:search")


def with_rank(request: HttpRequest, name: str, rank: int | None) -> str:
    """The address of a neighbouring page; empty at the end."""
    if rank is None:
        return ""
    kept = _kept(request)
    kept[name] = str(rank)
    return f"?{kept.urlencode()}"
