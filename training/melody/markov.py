"""The baseline: a Markov model of order three over the same events, interpolated after Witten and Bell (1991)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipelines.music.composer.tune.events import LINE, NAMES

ORDER = 3
Context = tuple[object, ...]


class Markov:
    """Counts of events after their contexts, the longest first; each falls back on the next shorter one."""

    def __init__(self, vocabulary: int) -> None:
        self._vocabulary = vocabulary
        self._counts: dict[Context, Counter[int]] = defaultdict(Counter)
        self._totals: Counter[Context] = Counter()

    def learn(self, events: Iterable[tuple[int, Sequence[Context]]]) -> None:
        """Events with their contexts, longest first."""
        for event, contexts in events:
            for context in contexts:
                self._counts[context][event] += 1
                self._totals[context] += 1

    def chance(self, event: int, contexts: Sequence[Context]) -> float:
        lower = 1 / self._vocabulary
        for context in reversed(contexts):
            counts = self._counts.get(context)
            if counts:
                kinds = len(counts)
                lower = (counts[event] + kinds * lower) / (self._totals[context] + kinds)
        return lower

    def bits(self, events: Iterable[tuple[int, Sequence[Context]]]) -> float:
        """Bits an event, on average."""
        found = [-math.log2(self.chance(event, contexts)) for event, contexts in events]
        return sum(found) / len(found)


def told_events(tokens: Sequence[int], told: bool) -> Iterator[tuple[int, list[Context]]]:
    """The events among a tune's tokens with their contexts: the last three events, two, one, none.

    With `told` each is first looked up together with what stands beside it in the tune (mode, metre, the chord that
    sounds, the bars that are left in the phrase).
    """
    heard: list[int] = []
    beside: dict[str, int] = {}
    for token in tokens:
        if token < LINE:
            beside[NAMES[token].split(":")[0]] = token
            continue
        runs: list[Context] = [tuple(heard[len(heard) - order :]) for order in range(min(ORDER, len(heard)), -1, -1)]
        ground = [beside.get(name, 0) for name in ("mode", "metre", "chord", "left")]
        yield token, [*([("told", *ground, *run) for run in runs] if told else []), *runs]
        heard.append(token)
