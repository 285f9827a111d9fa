"""This tree against another one, such as the last release's, in one run: start to page, the first picture there, and
each command to its end.

    git worktree add ../before COMMIT && ln -s $PWD/.venv ../before/.venv
    python -m benchmarks.against ../before

Both run the same doors (app.py, its API and the command line), alternating, so that a busy machine is busy for both,
and with their modules compiled, as they are from the second start on.
Exits with 1 where this tree is slower than it may be.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.start import served, start

LIMIT = 1.02
"""Of the other tree's time."""
HERE = Path(__file__).parent.parent
READING = 6.0
"""Seconds between the first look at a page and the first wish: somebody reads it and types."""
RESULT = HERE / "benchmarks" / "results" / "against.json"
COMMANDS: dict[str, tuple[str, ...]] = {
    "image": ("image", "three birds over the sea at dawn", "--seed", "7"),
    "haiku": ("poem", "first snow on a sleeping city", "--form", "haiku", "--seed", "7"),
    "Chinese poem": ("chinese-poem", "秋日黄昏", "--seed", "7"),
    "music, 10 s": ("music", "a calm waltz for piano", "--seconds", "10", "--seed", "7"),
    "animation, 2 s": ("animation", "a boat on the sea", "--seconds", "2", "--size", "320", "--seed", "7"),
    "icon": ("image", "a fox", "--model", "icon-painter", "--seed", "7"),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against", description=__doc__.split("\n")[0])
    parser.add_argument("other", type=Path, help="root of the other tree, with a .venv of its own or a link to one")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", nargs="*", choices=_runs(), help="what is run; everything when nothing is named")
    args = parser.parse_args()
    chosen = {name: run for name, run in _runs().items() if name in (args.only or _runs())}
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as compiled:
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        found = {name: _compared(run, args.other, args.rounds) for name, run in chosen.items()}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    ratios = {name: median(ours) / median(theirs) for name, (ours, theirs) in found.items()}
    for name, (ours, theirs) in found.items():
        verdict = "ok" if ratios[name] <= LIMIT else "OVER"
        print(f"{name:16} {median(ours):6.2f} s / {median(theirs):6.2f} s = {ratios[name]:.3f} x  {verdict}")
    return 0 if max(ratios.values()) <= LIMIT else 1


def _runs() -> dict[str, Callable[[Path], float]]:
    """What is measured, by name: each takes the root of a tree and gives seconds."""
    runs: dict[str, Callable[[Path], float]] = {"start to page": _start, "first picture": _first_picture}
    for name, words in COMMANDS.items():
        runs[name] = lambda tree, words=words: _command(tree, words)  # type: ignore[misc]
    return runs


def _compared(run: Callable[[Path], float], other: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds here and there, after one of each that warms the disk's cache; who goes first changes each round."""
    pairs = []
    for number in range(rounds + 1):
        trees = (HERE, other) if number % 2 else (other, HERE)
        took = {tree: run(tree) for tree in trees}
        pairs.append((took[HERE], took[other]))
    ours, theirs = zip(*pairs[1:], strict=True)
    return list(ours), list(theirs)


def _start(tree: Path) -> float:
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home:
        return start("app.py", home, tree).seconds


def _first_picture(tree: Path) -> float:
    """Seconds from the wish to the work, of the first visitor after a start."""
    from gradio_client import Client

    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home, served("app.py", home, tree) as page:
        client = Client(page.url, verbose=False)
        time.sleep(READING)
        began = time.perf_counter()
        client.predict(COMMANDS["image"][1], seed=7, api_name="/image")
        return time.perf_counter() - began


def _command(tree: Path, words: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home:
        environment = {**os.environ, "INKSTONE_HOME": home}
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "studio", *words], cwd=tree, env=environment, check=True, capture_output=True
        )
        return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
