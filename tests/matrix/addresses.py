"""Every address that the portal answers at, as the resolver knows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

VALUE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True)
class Address:
    """``name`` is the one that the code reverses, or the route where it has none."""

    name: str
    route: str

    def path(self, **values: Any) -> str:
        """Raises KeyError for a value that is not given."""
        bare = self.route.replace("^", "").replace("$", "")
        return "/" + VALUE.sub(lambda found: quote(str(values[found[1] or found[2]])), bare)


def every_address() -> list[Address]:
    """Once each: the same address below the prefix of another language is the same."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, route: str, names: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(names + each.name if each.name else here, here)
        else:
            yield from _walk(each, here, f"{names}{each.namespace}:" if each.namespace else names)
