"""The visitor with a browser is that of the journeys."""

from tests.journeys.conftest import browser_type_launch_args, nothing_connected, playwright, visit

__all__ = ["browser_type_launch_args", "nothing_connected", "playwright", "visit"]
