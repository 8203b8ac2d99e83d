"""What every test begins with."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    """A Chinese page that an earlier test fetched leaves its language behind in this thread."""
    with translation.override("en"):
        yield
