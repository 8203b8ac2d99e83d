"""Pages through the whole of Django, beside the very statements that each sent, through psycopg alone."""

from collections.abc import Callable, Iterable
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import quote

import psycopg
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import HEAD, Pairs, timed
from registry.models import Batch, Entry

TERMS = {
    "search: rare word": ["百度", "商汤", "智谱"],
    "search: middling word": ["医疗", "教育", "北京"],
    "search: common word": ["生成", "科技", "对话"],
    "search: four and more": ["语音合成", "智能问答", "科大讯飞"],
    "search: Latin": ["GPT", "AIGC"],
    "search: two words": ["腾讯 语音合成", "北京 数字人"],
    "search: one character": ["图"],
    "search: nothing found": ["量子纠缠", "unobtainium"],
}
FILTERED = ["?province=44", "?role=2", "?q=医疗&province=33", "?q=数字人&role=2"]


def measure(floor: str, *, rounds: int) -> dict[str, int]:
    """Print the figures of each kind of page; return the most queries that a page of each kind ran.

    Ours and the floor (the database of the address ``floor``, with our own options) take turns, and the turn changes,
    so that whatever else the machine does hits both alike.
    """
    application = WSGIHandler()
    print(HEAD)
    most = {}
    options = connection.settings_dict["OPTIONS"]["options"]
    with psycopg.connect(floor, autocommit=True, cursor_factory=psycopg.ClientCursor, options=options) as alone:
        for kind, addresses in kinds().items():
            pairs = _pairs(application, alone, addresses, rounds)
            most[kind] = pairs.queries
            print(pairs.line(kind), flush=True)
    return most


def kinds() -> dict[str, list[str]]:
    """The addresses of each kind of page, in the registry as it is loaded."""
    random = Random(1)
    numbers = random.sample(list(Entry.objects.order_by("rank").values_list("number", flat=True)), 12)
    months = [batch.slug for batch in Batch.objects.published()[:6]]
    return {
        "search: front page": ["/registry/"],
        **{kind: [f"/registry/?q={quote(term)}" for term in terms] for kind, terms in TERMS.items()},
        "search: number": [f"/registry/?q={numbers[0]}", f"/registry/?q={numbers[1][:9]}"],
        "search: filters": [f"/registry/{quote(query, safe='?&=')}" for query in FILTERED],
        "search: an older page": [f"/registry/?before={_middle()}", f"/registry/?q={quote('文本')}&before={_middle()}"],
        "entry page": [f"/registry/{number}/" for number in numbers],
        "batch page": [f"/registry/batches/{month}/" for month in months],
    }


def _middle() -> int:
    count = Entry.objects.count()
    return Entry.objects.order_by("rank").values_list("rank", flat=True)[count // 2]


def _pairs(application: WSGIHandler, alone: psycopg.Connection, addresses: Iterable[str], rounds: int) -> Pairs:
    pairs = Pairs()
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            get(application, address)
        statements = [query["sql"] for query in captured.captured_queries]
        pairs.queries = max(pairs.queries, len(statements))
        page, floor = _visit(application, address), _statements(alone, statements)
        for turn in range(-1, rounds):  # the first turn warms up
            first, second = (page, floor) if turn % 2 else (floor, page)
            times = {first: timed(first), second: timed(second)}
            if turn >= 0:
                pairs.ours.append(times[page])
                pairs.floor.append(times[floor])
    return pairs


def _visit(application: WSGIHandler, address: str) -> Callable[[], Any]:
    return lambda: get(application, address)


def _statements(alone: psycopg.Connection, statements: list[str]) -> Callable[[], Any]:
    def run() -> None:
        with alone.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)  # type: ignore[arg-type]
                if cursor.description:
                    cursor.fetchall()

    return run


def get(application: WSGIHandler, address: str) -> bytes:
    """Ask the portal for a page as a web server does."""
    path, _question, query = address.partition("?")
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT_LANGUAGE": "zh-CN",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    answers: list[str] = []
    response = application(environment, lambda status, headers: answers.append(status))
    try:
        body = b"".join(response)
    finally:
        response.close()
    if answers != ["200 OK"]:
        raise RuntimeError(f"{address}: {answers}")
    return body
