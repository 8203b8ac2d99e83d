"""`python -m benchmarks`: the registry with the official lists, then with 100,000 generated entries.

Every figure stands beside its floor, measured in the same run on the same machine: of a page, the very statements it
sends, through psycopg alone; of an import, COPY of the finished rows into the same tables. Read the ratios: the
milliseconds say more about the machine, and about who else uses it.
"""

import argparse
import os
import sys
from pathlib import Path

import django

from benchmarks import databases
from tools import ROOT, VAR, servers


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=100_000, help="how many generated entries (100000)")
    parser.add_argument("--rounds", type=int, default=20, help="how often each page is asked for (20)")
    chosen = parser.parse_args()
    with servers.running(VAR / "bench") as urls:
        server = urls["DATABASE_URL"]
        os.environ |= urls | {"DATABASE_URL": databases.address(server, databases.EMPTY)}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "PORTAL_VAR": str(VAR / "bench")}
        run(server, chosen.entries, chosen.rounds)


def run(server: str, entries: int, rounds: int) -> None:
    databases.make_empty(server)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import imports

    call_command("migrate", verbosity=0)
    connection.close()
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
    databases.drop_empty(server)


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
