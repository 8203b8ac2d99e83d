"""Pages of a filing: where they are, and what they say."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def address(view, filing, *args):
    return reverse(f"filings:{view}", args=[filing.reference, *args])


def text_of(response):
    """What the page says in its main part, without marks and needless spaces."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def told(response):
    return [str(message) for message in response.context["messages"]]


def queries_of(client, there):
    with CaptureQueriesContext(connection) as queries:
        client.get(there)
    return len(queries)
