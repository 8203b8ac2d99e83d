"""A real browser on real pages: found by the test runner, watched for every complaint."""

import os

import pytest

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


@pytest.fixture
def visit(browser, live_server):
    """Call it for a new visitor, with cookies of their own: ``visit(language="zh-hans")``."""
    visitors = []

    def arrive(*, language="en", script=True):
        visitors.append(Visitor(browser, live_server.url, language=language, script=script))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.leave()
