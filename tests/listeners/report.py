"""Report: goals as a table, as JSON for programs and as Markdown for people, failures and all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.goal import Goal, table
from tests.listeners.goals import BEFORE, WANTED, goals
from tests.listeners.prompts import prompts
from tests.listeners.verdict import Verdict


@dataclass(frozen=True)
class Findings:
    """All that one run found."""

    verdicts: Sequence[Verdict]
    told: Sequence[tuple[str, str]]
    """Kinds of music, and what an ear took them for."""
    again: Sequence[bool]
    """Whether pieces that were played twice were the same."""

    @property
    def goals(self) -> list[Goal]:
        return goals(self.verdicts, self.told, self.again)

    @property
    def mistaken(self) -> dict[str, int]:
        """How often a kind was taken for another one: "rock for metal" is metal that was heard as rock."""
        pairs = Counter(f"{heard or 'nothing'} for {kind}" for kind, heard in self.told if kind != heard)
        return dict(sorted(pairs.items()))


def tabled(found: Findings) -> str:
    """The goals for a terminal."""
    mistaken = "; ".join(f"{pair} ({count})" for pair, count in found.mistaken.items())
    return "\n".join([*(_line(goal) for goal in found.goals), f"heard as: {mistaken}"])


def _line(goal: Goal) -> str:
    state = "reached" if goal.reached else "MISSED"
    return f"{goal.name:50} {goal.wanted:5.0%}  {goal.kept}/{goal.asked} ({goal.part:.1%})  {state}"


def as_json(found: Findings, machine: dict[str, Any]) -> dict[str, Any]:
    """Everything, the verdict on each piece included."""
    reached = {goal.name: asdict(goal) | {"reached": goal.reached} for goal in found.goals}
    return {
        "machine": machine,
        "goals": reached,
        "mistaken": found.mistaken,
        "verdicts": [_told(verdict) for verdict in found.verdicts],
    }


def _told(verdict: Verdict) -> dict[str, Any]:
    kept = verdict.as_json()
    return {name: kept[name] for name in ("id", "seed", "lines", "why", "labels", "print")}


def as_markdown(found: Findings) -> str:
    """The page."""
    kinds = "\n".join(f"- {pair}: {count}" for pair, count in found.mistaken.items()) or "None."
    parts = (_ABOUT, "## Goals", table(found.goals, BEFORE), "## Kinds of music that were taken for others", kinds)
    return "\n\n".join((*parts, "## All failures", "\n".join(_failures(found.verdicts)) or "None.")) + "\n"


def _failures(verdicts: Sequence[Verdict]) -> list[str]:
    words = {prompt.id: prompt.words for prompt in prompts()}
    return [
        f"- {verdict.id}, seed {verdict.seed}, “{words[verdict.id]}”: "
        + "; ".join(f"{WANTED[line][0]}: {' '.join(why.split())}" for line, why in verdict.why.items())
        for verdict in verdicts
        if verdict.why
    ]


_ABOUT = """# The composer, judged

60 descriptions, each with three seeds, and a survey of kinds of music with four. What each asks for was read from the
words alone and stands in `tests/listeners/prompts.toml`. `python -m tests.listeners` has them played and judges the
delivered files: MIDI as mido and music21 read it, sound as pyloudnorm, scipy and librosa measure it; nothing of it
shares code with the composer. Where bars begin, how sections are called and who leads is taken from the MIDI file's own
marks and names. The kinds are told apart by a linear classifier on rhythm and instrumentation, which learned from half
of the seeds and is asked of the other half. Its limits: chords are found by templates, a cadence by the root before the
last chord; whether a tune is good, no line says."""
