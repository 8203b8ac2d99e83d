"""Where a request comes from: the visitor's address, and the browser in words that a person recognises."""

import re
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

LONGEST = 80  # characters of a browser's own words
# The first that fits: browsers name those whose engine they share.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("QQBrowser", "QQ"),
    ("MicroMessenger", "WeChat"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
]


def of(request: HttpRequest) -> dict[str, str]:
    """The address and the browser, as an event keeps them."""
    agent = re.sub(r"[^\x20-\x7e]", "", request.headers.get("User-Agent", ""))
    return {"address": address(request), "agent": browser(agent) or agent[:LONGEST]}


def address(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def browser(agent: str) -> str:
    """Such as "Firefox, Windows"; empty for a program that is neither."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def in_words(detail: Mapping[str, Any]) -> str:
    """The same for a reader; empty where it is not known."""
    if not detail.get("address"):
        return ""
    return _("%(browser)s, address %(address)s") % {
        "browser": detail.get("agent") or _("Unknown browser"),
        "address": detail["address"],
    }
