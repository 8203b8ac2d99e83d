"""`python -m benchmarks`: the registry with the official lists, then with 100,000 generated entries.

Every figure stands beside its floor, measured in the same run on the same machine: of a page, the very statements it
sends, through psycopg alone; of an import, COPY of the finished rows into the same tables; of an autosave, an empty
POST. Read the ratios: the milliseconds say more about the machine, and about who else uses it. At the end, whether the
time that sign-in, sign-up and reset take tells known addresses from unknown ones.
"""

import argparse
import os
import random
import sys
from pathlib import Path

import django

from benchmarks import databases
from tools import ROOT, VAR, servers


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=100_000, help="how many generated entries (100000)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for (20)")
    parser.add_argument("--timings", type=int, default=500, help="of each class of address, and of autosaves (500)")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="of the order of the timings")
    parser.add_argument("--only", choices=["registry", "autosave", "enumeration"], help="measure this part alone")
    chosen = parser.parse_args()
    with servers.running(VAR / "bench") as urls:
        server = urls["DATABASE_URL"]
        os.environ |= urls | {"DATABASE_URL": databases.address(server, databases.EMPTY)}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "PORTAL_VAR": str(VAR / "bench")}
        make_ready(server)
        if chosen.only in (None, "registry"):
            measure_registry(server, chosen.entries, chosen.rounds)
        if chosen.only in (None, "autosave"):
            measure_autosave(server, chosen.timings)
        if chosen.only in (None, "enumeration"):
            measure_enumeration(server, chosen.timings, chosen.seed)
        databases.drop_empty(server)


def make_ready(server: str) -> None:
    databases.make_empty(server)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    connection.close()


def measure_autosave(server: str, timings: int) -> None:
    from django.db import connection

    from benchmarks import autosave

    with databases.copies(server):
        connection.settings_dict["NAME"] = databases.FILLED
        autosave.measure(timings)
        connection.close()


def measure_enumeration(server: str, timings: int, seed: int) -> None:
    from django.db import connection

    from benchmarks import enumeration

    with databases.copies(server):
        connection.settings_dict["NAME"] = databases.FILLED
        enumeration.measure(timings, seed)
        connection.close()


def measure_registry(server: str, entries: int, rounds: int) -> None:
    from benchmarks import imports

    files = official_files()
    if files:
        print(f"\nThe {len(files)} official lists")
        stage(server, lambda floor: imports.load_files(files, floor), rounds)
    else:
        print("\nThe official lists are not here: set OFFICIAL_LISTS to their folder to measure with them.")
    few = stage(server, lambda floor: imports.load_generated(300, floor), 2, quiet=True)
    print(f"\n{entries:,} generated entries")
    many = stage(server, lambda floor: imports.load_generated(entries, floor), rounds)
    worse = {kind: (few[kind], many[kind]) for kind in many if many[kind] > few[kind]}
    print(f"\nPages that run more queries with {entries:,} entries than with 300: {worse or 'none'}")


def stage(server, load, rounds, *, quiet=False):  # type: ignore[no-untyped-def]
    """Fill a fresh registry with ``load`` and measure its pages; return the queries of each kind of page."""
    from contextlib import redirect_stdout
    from io import StringIO

    from django.db import connection

    from benchmarks import pages
    from registry import importing

    with databases.copies(server) as (ours, floor), redirect_stdout(StringIO() if quiet else sys.stdout):
        connection.settings_dict["NAME"] = databases.FILLED
        print(load(floor).line("import"), flush=True)
        importing.refresh_statistics()
        most = pages.measure(ours, rounds=rounds)
        connection.close()
    return most


def official_files() -> list[Path]:
    folder = Path(os.environ.get("OFFICIAL_LISTS", ROOT / "../shared/data/official"))
    return sorted(folder.glob("*.docx"))


if __name__ == "__main__":
    main()
