"""Load the regulator's lists (.docx), or the CSV that we export, into the registry."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from audit.trail import Refused
from registry import importing, official_list
from registry.official_list import OfficialList


@dataclass
class Total:
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    warned: int = 0

    def add(self, outcome: importing.Outcome) -> None:
        for count in vars(self):
            setattr(self, count, getattr(self, count) + getattr(outcome, count))

    def __str__(self) -> str:
        return (
            f"{self.read} rows read, {self.added} added, {self.changed} changed,"
            f" {self.unchanged} unchanged, {self.warned} warned"
        )


class Command(BaseCommand):
    help = (
        "Load official lists of published filings into the registry. Each file is one transaction: a file that is no"
        " such list is refused and changes nothing, and the files after it are still read. The same file again"
        " changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".docx, or .csv as exported here")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--published-on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day of publication, for one file; lists state only the month",
        )

    def handle(self, *args: Any, files: list[Path], dry_run: bool, published_on: date | None, **options: Any) -> None:
        if published_on and len(files) > 1:
            raise CommandError("--published-on is the day of one list: give one file with it.")
        with transaction.atomic() if dry_run else nullcontext():
            refused = self.load_each(files, published_on)
            importing.refresh_statistics()
            if dry_run:
                transaction.set_rollback(True)
                self.say("This was a dry run: nothing was changed.")
        if refused:
            raise CommandError(f"{refused} of {len(files)} files refused.")

    def load_each(self, files: list[Path], published_on: date | None) -> int:
        """Load the files one after the other; return how many were refused."""
        total, refused = Total(), 0
        for n, path in enumerate(files, start=1):
            self.say(f"[{n}/{len(files)}] {path.name}")
            try:
                for outcome in self.load(path, published_on):
                    total.add(outcome)
            except Refused as refusal:
                refused += 1
                self.stderr.write(self.style.ERROR(f"{path.name}: {refusal} Nothing of this file was imported."))
        self.say(self.style.SUCCESS(f"{len(files) - refused} of {len(files)} files: {total}"))
        return refused

    @transaction.atomic
    def load(self, path: Path, published_on: date | None) -> list[importing.Outcome]:
        """Load the lists in one file, one after the other, and tell what became of each."""
        lists = official_list.read(path)
        if published_on and len(lists) > 1:
            raise CommandError("--published-on is the day of one list: this file has several.")
        return [self.load_one(one, path.name, published_on) for one in lists]

    def load_one(self, one: OfficialList, source: str, published_on: date | None) -> importing.Outcome:
        self.say(f"  {one.month:%Y-%m}, {len(one.rows)} rows …")
        outcome = importing.load(one, source=source, by=None, at=timezone.now(), published_on=published_on)
        for place, warning in outcome.warnings:
            self.say(self.style.WARNING(f"  {source}, row {place}: {warning}"))
        counts = Total()
        counts.add(outcome)
        self.say(f"  {counts}")
        return outcome

    def say(self, line: str) -> None:
        """Write a line at once: a long import shows where it is."""
        self.stdout.write(line)
        self.stdout.flush()
