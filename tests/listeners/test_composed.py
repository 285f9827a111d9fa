"""What the composer plays, before the judge: a few prompts in each run, all of them by scripts/judge.

The page and the figures are written by python -m tests.listeners.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.listeners.prompts import SEEDS, prompts
from tests.listeners.report import Findings
from tests.listeners.session import Session, judged

EVERY = 7
"""Each so manieth prompt is played in each run, as a score, and of those each fifth as a sound."""
ALWAYS = {
    "made", "tempo", "metre", "wanted", "refused", "players", "range", "clean", "final clear", "loudness", "peak",
    "silence", "width", "length", "beat",
}  # fmt: skip
"""What holds in every piece, and so in those."""


@pytest.mark.parametrize("number", range(3, 60, EVERY))
def test_a_few_prompts_are_played_as_they_were_asked_for(number: int) -> None:
    verdict = judged(prompts()[number], SEEDS[0], quick=number % (5 * EVERY) != 3)
    assert {line: why for line, why in verdict.why.items() if line in ALWAYS} == {}


@pytest.mark.judge
def test_every_goal_is_reached_by_sixty_prompts_with_three_seeds(
    record_property: Callable[[str, object], None],
) -> None:
    with Session(prompts(), SEEDS, quick=False, jobs=2) as session:
        found = Findings(session.verdicts(), session.told(), session.again())
    for goal in found.goals:
        record_property(goal.name, f"{goal.kept}/{goal.asked}")
    assert [str(goal) for goal in found.goals if not goal.reached] == []
