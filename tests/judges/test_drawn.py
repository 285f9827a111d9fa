"""What the engine draws, before the judge: a few of every kind in each run, many by scripts/judge.

The whole sample is judged by python -m tests.judges.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import child
from tests.judges import goals
from tests.judges.alike import similarity
from tests.judges.composed import faults
from tests.judges.draughtsman import SIDE, Draughtsman
from tests.judges.gold import sample
from tests.judges.seen import Seen
from tests.judges.verdict import Verdict, judge
from tests.judges.wishes import wished

EVERY = 13
"""Each so manieth prompt of the sample: some of every kind, and none by choice."""
FLOORS = {"right": 30, "all there": 30, "relations": 6}
"""How many of those must hold."""
SILENT = 1
"""How many of those may miss something and not say so."""
CEILINGS = {"cut by the frame": 0, "overlapping": 0, "floating": 0, "too small": 0, "light and shadow": 0}
"""In how many of 24 pictures a rule may be broken."""
PARTS = {"cut by the frame": 0.0, "overlapping": 0.004, "floating": 0.004, "too small": 0.0, "light and shadow": 0.004}
"""The same of 500, as a part of them."""


@cache
def draughtsman() -> Draughtsman:
    return Draughtsman()


def test_some_prompts_of_every_kind_are_drawn_as_well_as_they_were(
    record_property: Callable[[str, object], None],
) -> None:
    verdicts = [judge(gold, draughtsman().draw(gold.prompt)) for gold in sample()[::EVERY]]
    kept = {
        "right": _kept(verdicts, goals.right),
        "all there": _kept(verdicts, goals.there),
        "relations": _kept(verdicts, goals.related),
    }
    for name, count in kept.items():
        record_property(name, count)
    assert {name: count for name, count in kept.items() if count < FLOORS[name]} == {}
    assert sum(goals.told(verdict) is False for verdict in verdicts) <= SILENT


def test_a_few_pictures_keep_the_rules_of_composition() -> None:
    broken = _broken(24)
    assert {rule: count for rule, count in broken.items() if count > CEILINGS[rule]} == {}


@pytest.mark.judge
def test_five_hundred_pictures_keep_the_rules_of_composition(record_property: Callable[[str, object], None]) -> None:
    broken = _broken(500)
    for rule, count in broken.items():
        record_property(rule, count)
    assert {rule: count for rule, count in broken.items() if count > 500 * PARTS[rule]} == {}


@pytest.mark.judge
def test_a_large_picture_takes_a_second_and_little_memory(record_property: Callable[[str, object], None]) -> None:
    measured = child.run("tests.judges.drawing")
    for name, value in measured.items():
        record_property(name, round(value, 2))
    assert measured["seconds"] < 1 and measured["peak_mb"] < 400


@pytest.mark.judge
def test_inkscape_shows_the_file_as_we_do(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    inkscape = shutil.which("inkscape")
    if inkscape is None:
        pytest.skip("Inkscape is not here")
    likeness = [_in_inkscape(inkscape, wish.prompt, tmp_path) for wish in wished(10)]
    record_property("least alike", round(min(likeness), 4))
    assert min(likeness) >= 0.95


def _kept(verdicts: Sequence[Verdict], measure: goals.Measure) -> int:
    return sum(measure(verdict) is True for verdict in verdicts)


def _broken(count: int) -> Counter[str]:
    """In how many of so many pictures each rule is broken."""
    broken: Counter[str] = Counter()
    for wish in wished(count):
        found = faults(Seen(draughtsman().draw(wish.prompt).svg), wish)
        broken.update(rule for rule, names in found.items() if names)
    return broken


def _in_inkscape(inkscape: str, prompt: str, folder: Path) -> float:
    """How alike its picture of our file is to ours."""
    drawn = draughtsman().draw(prompt)
    file, picture = folder / "scene.svg", folder / "scene.png"
    file.write_text(drawn.svg, encoding="utf-8")
    command = [inkscape, str(file), "--export-type=png", f"--export-filename={picture}", "-w", str(SIDE)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shown = Image.open(picture).convert("RGBA")
    flat = Image.new("RGB", shown.size, "white")
    flat.paste(shown, mask=shown.getchannel("A"))
    return similarity(flat, Image.open(io.BytesIO(drawn.png)))
