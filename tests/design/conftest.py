"""The visitor with a browser is that of the journeys."""

import pytest
from django.utils import translation

from tests.journeys.conftest import browser_type_launch_args, visit

__all__ = ["browser_type_launch_args", "visit"]


@pytest.fixture(autouse=True)
def english():
    """A Chinese page that an earlier test fetched leaves its language behind."""
    with translation.override("en"):
        yield
