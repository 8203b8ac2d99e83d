"""The JSON Schemas of what is filed, for everybody: a page that lists them, and each as a file."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from filings import schema as schemas
from filings.models import Filing

HOUR = 3600  # seconds


@require_safe
def index(request):
    listed = [
        (schemas.name_of(kind, role, version), Filing.Kind(kind).label, role and Filing.Role(role).label, version)
        for kind, role, version in schemas.all_named()
    ]
    return render(request, "filings/schemas.html", {"listed": listed})


def text_of(name: str) -> str:
    try:
        return schemas.text_of(name)
    except KeyError:
        raise Http404(_("No such schema")) from None


def etag_of(request, name):
    return f'"{sha256(text_of(name).encode()).hexdigest()}"'


@require_safe
@cache_control(public=True, max_age=HOUR)
@condition(etag_func=etag_of)
def schema(request, name):
    return HttpResponse(text_of(name), content_type="application/schema+json; charset=utf-8")
