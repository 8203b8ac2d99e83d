"""A real browser on real pages: found by the test runner, watched for every complaint."""

import os
import threading

import pytest
from django.db import connections

from tests.journeys.visitor import Visitor

# Playwright keeps an event loop in the main thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ["CHROMIUM"],
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
    }


@pytest.fixture(scope="session")
def nothing_connected():
    connections.close_all()


@pytest.fixture(scope="session")
def playwright(nothing_connected, playwright):
    """While the loop runs, Django keeps other connections for this thread: they end with it, as those before it did."""
    yield playwright
    connections.close_all()


@pytest.fixture
def visit(browser, live_server, transactional_db):
    """Call it for a new visitor, with cookies of their own: ``visit(language="zh-hans")``."""
    visitors, before = [], set(threading.enumerate())

    def arrive(*, language="en", script=True):
        visitors.append(Visitor(browser, live_server.url, language=language, script=script))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.leave()
    let_requests_end(set(threading.enumerate()) - before)


def let_requests_end(requests):
    """Wait for what a leaving visitor cut off: the tables are emptied next."""
    for request in requests:
        request.join(timeout=10)
    assert [request for request in requests if request.is_alive()] == []
