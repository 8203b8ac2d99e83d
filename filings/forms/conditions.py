"""When a question is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AskedIf:
    """The answer to the field ``key`` decides: it is one of ``values``, or a list that holds one of them."""

    key: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool | None:
        """Return None where the deciding field is not answered yet."""
        answered = answers.get(self.key)
        if not answered:
            return None
        given = answered if isinstance(answered, list) else [answered]
        return any(value in given for value in self.values)


def asked_if(key: str, *values: str) -> AskedIf:
    return AskedIf(key, tuple(str(value) for value in values))
