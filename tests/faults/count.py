"""The count, made from the producer's ledger and the witness's journal alone: what the portal says of itself is not
asked."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.faults import journal

OUTCOMES = ("sent", "acked", "refused", "ambiguous")


@dataclass
class Count:
    """Of the mails of one run. ``found`` are different ones that the witness accepted, ``doubled`` the times that it
    accepted one again, ``unknown`` those that no act has told of; ``slowest`` is the longest act in seconds."""

    sent: int
    acked: int
    refused: int
    ambiguous: int
    found: int
    lost: set[str]
    doubled: int
    never_committed: set[str]
    unknown: int
    message_ids_changed: set[str]
    slowest: float

    @property
    def adds_up(self) -> bool:
        """Every act that was begun has one known end, and every mail found belongs to one of them."""
        return self.sent == self.acked + self.refused + self.ambiguous and self.unknown == 0

    def __str__(self) -> str:
        return (
            f"sent {self.sent} = acked {self.acked} + refused {self.refused} + ambiguous {self.ambiguous};"
            f" found {self.found}, lost {len(self.lost)}, doubled {self.doubled},"
            f" of refused acts {len(self.never_committed)}; slowest act {self.slowest} s"
        )


def count_mails(ledger: Path, accepted: Path, prefix: str) -> Count:
    """Count the run whose mails begin with ``prefix``."""
    lines = journal.read(ledger)
    outcomes = {name: {line["what"] for line in lines if line["outcome"] == name} for name in OUTCOMES}
    mails = [line for line in journal.read(accepted) if line["what"].startswith(f"{prefix}-")]
    times = Counter(mail["what"] for mail in mails)
    ids = Counter(what for what, _id in {(mail["what"], mail["message_id"]) for mail in mails})
    return Count(
        **{name: len(those) for name, those in outcomes.items()},
        found=len(times),
        lost=outcomes["acked"] - times.keys(),
        doubled=times.total() - len(times),
        never_committed=times.keys() & outcomes["refused"],
        unknown=len(times.keys() - outcomes["sent"]),
        message_ids_changed={what for what, different in ids.items() if different > 1},
        slowest=max((line.get("seconds", 0) for line in lines), default=0),
    )
