"""How times are told: the median and the slow end, of ours and of the floor, and the ratio of each pair."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

HEAD = (
    f"{'':<26}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'floor p50':>11}{'floor p95':>11}{'ratio':>8}{'p95 ratio':>11}"
)


def timed(act: Callable[[], Any]) -> float:
    """How long ``act`` takes, in milliseconds."""
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def percentile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


@dataclass
class Pairs:
    """Times of one kind of page, each beside the time of its floor a moment before or after."""

    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    queries: int = 0

    def line(self, name: str) -> str:
        middle = statistics.median(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))
        slow = percentile(self.ours, 0.95) / percentile(self.floor, 0.95)
        return (
            f"{name:<26}{self.queries:>8}{percentile(self.ours, 0.5):>9.2f}{percentile(self.ours, 0.95):>9.2f}"
            f"{percentile(self.floor, 0.5):>11.2f}{percentile(self.floor, 0.95):>11.2f}{middle:>8.2f}{slow:>11.2f}"
        )
