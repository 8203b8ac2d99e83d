"""A real browser on real pages: found by the test runner, watched for every complaint."""

import os
import time

import pytest
from django.db import connection

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
def visit(browser, live_server, transactional_db):
    """Call it for a new visitor, with cookies of their own: ``visit(language="zh-hans")``."""
    visitors = []

    def arrive(*, language="en", script=True):
        visitors.append(Visitor(browser, live_server.url, language=language, script=script))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.leave()
    let_requests_end()


def let_requests_end():
    """Wait, at most 10 s, for requests that a leaving visitor cut off: the tables are emptied next."""
    for _attempt in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)
