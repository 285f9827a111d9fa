"""The judge at work: draws the sample, judges it, and writes the sheets, the page and the figures.

python -m tests.judges                          all of it, to docs/drawn and benchmarks/judged/drawn.json
python -m tests.judges --only e06 z --to out    those whose ids begin so, to another folder
    python -m tests.judges --eyes --blind --to out  the eighty that eyes look at, on sheets without a judgement
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import machine
from tests.judges.draughtsman import Draughtsman
from tests.judges.gold import Gold, sample
from tests.judges.marks import chosen, marks
from tests.judges.report import as_json, as_markdown, tabled
from tests.judges.sheets import Judged, write_sheets
from tests.judges.verdict import Verdict, judge

HOUSE = Path(__file__).parent.parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.judges", description="Judge the drawn world.")
    parser.add_argument("--only", nargs="+", default=[""], metavar="id", help="prompts whose ids begin so")
    parser.add_argument("--to", type=Path, help="a folder for everything; by default where the project keeps it")
    parser.add_argument("--blind", action="store_true", help="sheets with the prompts alone")
    parser.add_argument("--eyes", action="store_true", help="only the prompts that eyes look at")
    asked = parser.parse_args()
    where = machine()
    wanted = [gold for gold in sample() if gold.id.startswith(tuple(asked.only))]
    if asked.eyes:
        seen = chosen([gold.id for gold in sample()])
        wanted = [gold for gold in wanted if gold.id in seen]
    judged = list(_judged(wanted))
    said = None if asked.blind else {mark.picture: str(mark) for mark in marks()}
    _write(judged, asked.to or HOUSE / "docs/drawn", asked.to or HOUSE / "benchmarks/judged", where, said)
    for category, row in tabled([verdict for _, verdict in judged]).items():
        print(f"{category:40}", "  ".join(f"{cell:>7}" for cell in row))


def _judged(wanted: Sequence[Gold]) -> Iterator[Judged]:
    draughtsman = Draughtsman()
    for gold in wanted:
        drawn = draughtsman.draw(gold.prompt)
        verdict = judge(gold, drawn)
        print(_line(verdict), file=sys.stderr, flush=True)
        yield drawn, verdict


def _line(verdict: Verdict) -> str:
    if verdict.right:
        return f"{verdict.gold.id} right"
    lost = "; ".join(f"{wish.what}: {wish.words}" for wish in verdict.broken)
    return f"{verdict.gold.id} {verdict.gold.prompt} | {lost} | {', '.join(verdict.extra)} | {verdict.notes}"


def _write(
    judged: Sequence[Judged], folder: Path, figures: Path, where: dict[str, Any], said: dict[str, str] | None
) -> None:
    verdicts = [verdict for _, verdict in judged]
    sheets = write_sheets(judged, folder, "sheet", said)
    page = as_markdown(verdicts, marks(), [path.name for path in sheets])
    (folder / "README.md").write_text(page, encoding="utf-8")
    text = json.dumps(as_json(verdicts, where), ensure_ascii=False, indent=1)
    (figures / "drawn.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
