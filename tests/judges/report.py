"""Report: the verdicts as a table by category, as JSON for programs and as Markdown for people, failures and all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from tests.goal import table
from tests.judges import goals
from tests.judges.goals import Measure
from tests.judges.marks import Mark
from tests.judges.verdict import Verdict

HEADS = (
    "prompts", "right", "right, where drawings are", "all there", "colours", "counts", "relations", "persons and doing",
    "around", "sizes by sense", "says what is missing", "without a stray thing",
)  # fmt: skip

_MEASURES: tuple[Measure, ...] = (
    goals.right,
    goals.drawable,
    goals.there,
    lambda verdict: verdict.all_kept("colour"),
    lambda verdict: verdict.all_kept("count"),
    goals.related,
    lambda verdict: verdict.all_kept("doing", "person"),
    lambda verdict: verdict.all_kept("around", "kind"),
    lambda verdict: verdict.sized,
    goals.told,
    lambda verdict: not verdict.extra,
)


def tabled(verdicts: Sequence[Verdict]) -> dict[str, list[str]]:
    """A row for each category and one for all: kept of asked in each measure, "" where nothing was asked."""
    by: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by.setdefault(verdict.gold.category, []).append(verdict)
    rows = {category: _row(some) for category, some in by.items()}
    return rows | {"All": _row(verdicts)}


def as_json(verdicts: Sequence[Verdict], machine: dict[str, Any]) -> dict[str, Any]:
    """Everything that was found, the verdict on each prompt included."""
    table = {category: dict(zip(HEADS, row, strict=True)) for category, row in tabled(verdicts).items()}
    reached = {goal.name: asdict(goal) for goal in goals.goals(verdicts)}
    return {"machine": machine, "goals": reached, "table": table, "verdicts": [_told(verdict) for verdict in verdicts]}


def as_markdown(verdicts: Sequence[Verdict], marks: Iterable[Mark], sheets: Sequence[str]) -> str:
    """The page that stands beside the sheets."""
    rows = [f"| {category} | {' | '.join(row)} |" for category, row in tabled(verdicts).items()]
    head = [f"| | {' | '.join(HEADS)} |", f"| --- {'| ---: ' * len(HEADS)}|"]
    lost = [_failure(verdict) for verdict in verdicts if not verdict.right]
    pages = " ".join(f"[{number}]({name})" for number, name in enumerate(sheets, start=1))
    told = (_ABOUT, f"Sheets: {pages}", "## Goals", table(goals.goals(verdicts), goals.BEFORE), *_by_eye(list(marks)))
    parts = (*told, "## By category", "\n".join(head + rows), "## All failures", "\n".join(lost))
    return "\n\n".join(parts) + "\n"


def _row(verdicts: Sequence[Verdict]) -> list[str]:
    cells = [str(len(verdicts))]
    for measure in _MEASURES:
        asked = [kept for verdict in verdicts if (kept := measure(verdict)) is not None]
        cells.append(f"{sum(asked)}/{len(asked)}" if asked else "")
    return cells


def _told(verdict: Verdict) -> dict[str, Any]:
    broken = [f"{wish.what}: {wish.words}" for wish in verdict.broken]
    said = {"id": verdict.gold.id, "prompt": verdict.gold.prompt, "right": verdict.right, "broken": broken}
    found = {"told": verdict.told, "stray": list(verdict.extra), "notes": verdict.notes, "picture": verdict.picture}
    return said | found


def _failure(verdict: Verdict) -> str:
    broken = ", ".join(f"{wish.words}{'' if wish.drawable else ' (no drawing)'}" for wish in verdict.broken)
    stray = f"; stray: {', '.join(verdict.extra)}" if verdict.extra else ""
    silent = "" if verdict.told else "; not said"
    return f"- {verdict.gold.id} “{verdict.gold.prompt}”: {broken}{stray}{silent}"


def _by_eye(marks: Sequence[Mark]) -> tuple[str, ...]:
    """The marks of each pass in a row."""
    if not marks:
        return ()
    heads = "| pass | pictures | all there | relations | all right | beauty, of 5 |"
    head = f"{heads}\n| --- {'| ---: ' * 5}|"
    rows = [_pass(name, [mark for mark in marks if mark.run == name]) for name in dict.fromkeys(m.run for m in marks)]
    return ("## By eye", "\n".join([head, *rows]))


def _pass(name: str, marks: Sequence[Mark]) -> str:
    related = [mark.relations for mark in marks if mark.relations is not None]
    beauty = sum(mark.beauty for mark in marks) / len(marks)
    counts = (sum(m.there for m in marks), sum(m.right for m in marks))
    kept = f"{sum(related)}/{len(related)}"
    return f"| {name} | {len(marks)} | {counts[0]} | {kept} | {counts[1]} | {beauty:.1f} |"


_ABOUT = """# The drawn world, judged

400 prompts, seed 7, 512 pixels: 300 of other people, drawn by chance from half of GenEval (MIT), T2I-CompBench (MIT)
and PartiPrompts (Apache-2.0), and 100 in Chinese of our own. What each asks for was read from the prompt alone and
stands in `tests/judges/gold.tsv`. `python -m tests.judges` draws them all, takes the SVG of each apart and writes this
page. Its limits: a place counts when the picture says that it painted it; materials, textures and written words are not
looked for; in Chinese, a note that quotes any word of the prompt counts as saying what is missing. “No drawing” is said
of a thing that the pack has none for. On the sheets stands what the judge says, then what eyes said of it."""
