"""The judge at work: has the prompts played, judges them, and writes the page and the figures.

python -m tests.listeners                            all of it, to docs/heard and benchmarks/judged/music.json
python -m tests.listeners --quick                    the scores alone, and nothing is written
python -m tests.listeners --only p05 p1 --seeds 1    those whose ids begin so
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import machine
from tests.listeners.prompts import SEEDS, prompts
from tests.listeners.report import Findings, as_json, as_markdown, tabled
from tests.listeners.session import Session
from tests.listeners.verdict import Verdict

HOUSE = Path(__file__).parent.parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.listeners", description="Judge the composer.")
    parser.add_argument("--only", nargs="+", default=[], metavar="id", help="prompts whose ids begin so")
    parser.add_argument("--seeds", nargs="+", type=int, help="by default 1 2 3")
    parser.add_argument("--quick", action="store_true", help="scores alone")
    parser.add_argument("--lines", nargs="+", default=[], metavar="line", help="say the failures of these alone")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    asked = parser.parse_args()
    where = machine()
    whole = not asked.only and asked.seeds is None
    wanted = [prompt for prompt in prompts() if prompt.id.startswith(tuple(asked.only or [""]))]
    with Session(wanted, asked.seeds or SEEDS, asked.quick, asked.jobs) as session:
        verdicts = session.verdicts()
        _say(verdicts, asked.lines)
        found = Findings(verdicts, session.told() if whole else [], session.again())
    print(tabled(found))
    if whole and not asked.quick:
        (HOUSE / "docs/heard").mkdir(exist_ok=True)
        (HOUSE / "docs/heard/README.md").write_text(as_markdown(found), encoding="utf-8")
        text = json.dumps(as_json(found, where), ensure_ascii=False, indent=1)
        (HOUSE / "benchmarks/judged/music.json").write_text(text + "\n", encoding="utf-8")


def _say(verdicts: Sequence[Verdict], lines: Sequence[str]) -> None:
    for verdict in verdicts:
        for line, why in verdict.why.items():
            if not lines or line in lines:
                print(f"{verdict.id} {verdict.seed} {line}: {why}", flush=True)


if __name__ == "__main__":
    main()
