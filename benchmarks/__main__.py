"""The one command: runs the groups, prints a table, writes a JSON file. Exits with 1 when a limit is missed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import engines, library, narration, overhead, painter, scroll, start, vitals
from benchmarks.report import machine, table, write

GROUPS = {
    "engines": engines.rows,
    "library": library.rows,
    "narration": narration.rows,
    "overhead": overhead.rows,
    "painter": painter.rows,
    "scroll": scroll.rows,
    "start": start.rows,
    "vitals": vitals.rows,
}
RESULTS = Path(__file__).parent / "results"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the studio on this machine.")
    parser.add_argument(
        "groups", nargs="*", metavar="group", help=f"{', '.join(GROUPS)}; all of them when none is named"
    )
    names = parser.parse_args().groups or list(GROUPS)
    if unknown := [name for name in names if name not in GROUPS]:
        parser.error(f"unknown group {unknown[0]!r}; there are {', '.join(GROUPS)}")
    # Taken first: the load shows whether something else was running.
    where = machine()
    rows = [row for name in names for row in GROUPS[name]()]
    print(table(rows, where))
    print(f"\nWritten to {write(rows, where, RESULTS)}")
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
