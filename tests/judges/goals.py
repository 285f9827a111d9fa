"""Goals: what the drawn world is to reach, and where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.goal import Goal
from tests.judges.verdict import Verdict

Measure = Callable[[Verdict], bool | None]

UP_TO_DETAIL = ("PartiPrompts Basic", "PartiPrompts Simple Detail", "PartiPrompts Fine-grained Detail")
GENEVAL = ("one object", "two objects", "counting", "colours", "position", "attribute binding")


BEFORE = {
    "GenEval one object, where drawings are": "14/14",
    "GenEval two objects, where drawings are": "7/8",
    "GenEval counting, where drawings are": "8/8",
    "GenEval colours, where drawings are": "8/13",
    "GenEval position, where drawings are": "6/10",
    "GenEval attribute binding, where drawings are": "4/7",
    "T2I-CompBench colour": "6/18",
    "T2I-CompBench spatial": "9/30",
    "T2I-CompBench non-spatial": "3/18",
    "T2I-CompBench complex": "6/18",
    "PartiPrompts up to Fine-grained Detail, all there": "28/52",
    "PartiPrompts up to Fine-grained Detail, relations": "4/18",
    "What is missing is said": "47/169",
}
"""Where it was in November, before the work."""


def goals(verdicts: Sequence[Verdict]) -> list[Goal]:
    """Every goal, in the order of the table."""
    return [
        *(
            _goal(f"GenEval {kind}, where drawings are", 0.95, verdicts, (f"GenEval {kind}",), drawable)
            for kind in GENEVAL
        ),
        _goal("T2I-CompBench colour", 0.85, verdicts, ("T2I-CompBench colour",), right),
        _goal(
            "T2I-CompBench spatial", 0.85, verdicts, ("T2I-CompBench spatial", "T2I-CompBench spatial in depth"), right
        ),
        _goal("T2I-CompBench non-spatial", 0.85, verdicts, ("T2I-CompBench non-spatial",), right),
        _goal("T2I-CompBench complex", 0.85, verdicts, ("T2I-CompBench complex",), right),
        _goal("PartiPrompts up to Fine-grained Detail, all there", 0.8, verdicts, UP_TO_DETAIL, there),
        _goal("PartiPrompts up to Fine-grained Detail, relations", 0.8, verdicts, UP_TO_DETAIL, related),
        _goal("What is missing is said", 0.98, verdicts, (), told),
    ]


def right(verdict: Verdict) -> bool | None:
    return verdict.right


def drawable(verdict: Verdict) -> bool | None:
    return verdict.right if verdict.drawable else None


def there(verdict: Verdict) -> bool | None:
    return verdict.all_kept("there")


def related(verdict: Verdict) -> bool | None:
    return verdict.all_kept("relation")


def told(verdict: Verdict) -> bool | None:
    """Whether what is missing is said; None where nothing is."""
    return verdict.told if verdict.all_kept("there", "around") is False else None


def _goal(name: str, wanted: float, verdicts: Sequence[Verdict], categories: tuple[str, ...], measure: Measure) -> Goal:
    some = [verdict for verdict in verdicts if not categories or verdict.gold.category in categories]
    asked = [kept for verdict in some if (kept := measure(verdict)) is not None]
    return Goal(name, wanted, sum(asked), len(asked))
