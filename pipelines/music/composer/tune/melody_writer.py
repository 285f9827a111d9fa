"""The melody writer: a small Llama over bars, sampled under the rules of the craft, several lines at once."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipelines.music.composer.tune.events import (
    FIRST_EVENT,
    LINE,
    NAMES,
    PAD,
    REST,
    Event,
    PhrasePlan,
    TunePlan,
    announced,
    bar_ids,
    bar_opening,
    chord_id,
    event_of,
    opening,
)
from pipelines.music.composer.tune.melody_rules import BarRules, logits_over
from pipelines.runtimes.transformer import Llama, State
from studio.errors import LoadFailed
from studio.words import say

LINES = 4
"""Melodies that are written side by side; the best is kept."""
WINDOW = 8
"""So many notes in a row are not taken from a tune that was learnt."""
TRIES = 4
WARMTH = 1.0
"""At 1 what is likely is chosen as often as it is; below it more often."""
SEEN = "seen.npy"


@dataclass
class Line:
    """One melody in the making."""

    bars: list[tuple[Event, ...]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    """Of the bar at hand."""
    notes: list[tuple[int, int]] = field(default_factory=list)
    """Step from the beginning, and pitch, of each note of the tune so far."""
    likely: float = 0.0
    choices: int = 0

    @property
    def before(self) -> int | None:
        return self.notes[-1][1] if self.notes else None

    @property
    def home(self) -> int | None:
        return self.notes[0][1] if self.notes else None

    def worth(self) -> float:
        """How likely the model finds it, in nats a choice; a melody that stands still is worth less."""
        pitches = [pitch for _, pitch in self.notes[-32:]]
        still = sum(a == b for a, b in pairwise(pitches)) / max(1, len(pitches))
        return self.likely / max(1, self.choices) - still - 2.0 / max(1, len(set(pitches)))


class MelodyWriter:
    """The loaded model. Holds nothing of a piece: that is a Tune's."""

    def __init__(self, llama: Llama, seen: NDArray[np.uint32]) -> None:
        if llama.vocabulary != len(NAMES):
            raise LoadFailed(say("composer.other_tokens", count=llama.vocabulary, known=len(NAMES)))
        self.llama, self._seen = llama, seen

    @classmethod
    def load(cls, folder: Path) -> MelodyWriter:
        """Read the weights, and the hashes of what was learnt. Raises LoadFailed."""
        try:
            seen = np.load(folder / SEEN, allow_pickle=False)
        except (OSError, ValueError) as error:
            raise LoadFailed(say("composer.melody_unreadable", file=SEEN, words=str(error))) from error
        return cls(Llama.load(folder), seen)

    def begin(self, mode: str, metre: str, seed: int) -> Tune:
        """A new tune."""
        return Tune(self, TunePlan(mode, metre, False, ()), np.random.default_rng(seed))

    def seen(self, notes: Sequence[tuple[int, int]]) -> bool:
        """Whether the last notes stand in a tune that was learnt."""
        if len(notes) < WINDOW:
            return False
        place = np.searchsorted(self._seen, np.uint32(fingerprint(notes[-WINDOW:])))
        return bool(place < len(self._seen) and self._seen[place] == fingerprint(notes[-WINDOW:]))


def fingerprint(notes: Sequence[tuple[int, int]]) -> int:
    """A hash of notes (step, pitch) that is the same in any key and place: CRC-32 of the steps from note to note."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(notes)]
    return zlib.crc32(np.array(steps, np.int16).tobytes())


class Tune:
    """A tune that is written phrase by phrase; the writer remembers what it wrote."""

    def __init__(self, writer: MelodyWriter, plan: TunePlan, draw: np.random.Generator) -> None:
        self._writer, self._plan, self._draw = writer, plan, draw
        self._state: State | None = None
        self._told = opening(plan)
        self._bars = 0
        self._notes: list[tuple[int, int]] = []

    def write(
        self, phrase: PhrasePlan, rules: Sequence[BarRules], again: Sequence[tuple[Event, ...]] = ()
    ) -> list[tuple[Event, ...]]:
        """Go on with this phrase: the events of its bars. It begins with the bars that are to be heard `again`."""
        logits = self._read([*self._told, *announced(phrase), *self._repeated(rules, again)])
        assert self._state is not None
        lines = [Line(notes=list(self._notes)) for _ in range(LINES)]
        origin = self._bars * self._plan.length
        players = [_Player(line, rules[len(again) :], origin, self._writer, self._draw) for line in lines]
        state, logits = self._state.select([0] * LINES), np.repeat(logits, LINES, 0)
        while not all(player.done for player in players):
            tokens = np.array([player.next(row) for player, row in zip(players, logits, strict=True)])
            logits = self._writer.llama.step(state, tokens)
            for player in players:
                player.mark(state.length)
        return [*again, *self._kept(players, state)]

    def _repeated(self, rules: Sequence[BarRules], again: Sequence[tuple[Event, ...]]) -> list[int]:
        """Bars that were heard before, as tokens, and what announces the first new one."""
        ids: list[int] = []
        for index, (rule, events) in enumerate(zip(rules, again, strict=False)):
            ids += bar_ids(replace(rule.plan, events=events), len(rules) - index)
            at = self._bars * self._plan.length
            self._notes += [(at + place, value) for place, value in events if value < REST]
            self._bars += 1
        return ids + bar_opening(rules[len(again)].plan, len(rules) - len(again))

    def _read(self, ids: Sequence[int]) -> NDArray[np.float32]:
        tokens = np.array([ids], np.int64)
        if self._state is not None:
            return self._writer.llama.go_on(self._state, tokens)
        logits, self._state = self._writer.llama.start(tokens)
        return logits

    def _kept(self, players: Sequence[_Player], state: State) -> list[tuple[Event, ...]]:
        best = max(players, key=lambda player: player.line.worth())
        # A line that ended before the others has read padding since; it goes on from its own end.
        self._state = state.select([players.index(best)])
        self._state.length = best.length
        self._told, self._notes = [], best.line.notes
        self._bars += len(best.line.bars)
        return best.line.bars


class _Player:
    """Walks one line through the bars of a phrase: says the next token, told or chosen."""

    def __init__(
        self, line: Line, rules: Sequence[BarRules], origin: int, writer: MelodyWriter, draw: np.random.Generator
    ) -> None:
        self.line, self._rules, self._origin, self._writer, self._draw = line, rules, origin, writer, draw
        self._queue, self._waiting = list[int](), list(rules[0].plan.chords[1:])
        self.length = 0
        self._ended = False

    def mark(self, length: int) -> None:
        """Remember how much the line had read when it ended."""
        if not self._ended:
            self.length, self._ended = length, self.done

    @property
    def _bar(self) -> int:
        return len(self.line.bars)

    @property
    def done(self) -> bool:
        return self._bar == len(self._rules)

    def next(self, logits: NDArray[np.float32]) -> int:
        if self._queue:
            return self._queue.pop(0)
        if self.done:
            return PAD
        token = self._choose(logits)
        if token == LINE:
            self._close()
            return LINE
        return self._write(token)

    def _close(self) -> None:
        self.line.bars.append(tuple(self.line.events))
        self.line.events = []
        if not self.done:
            plan = self._rules[self._bar].plan
            self._queue, self._waiting = bar_opening(plan, len(self._rules) - self._bar), list(plan.chords[1:])

    def _write(self, token: int) -> int:
        """Take an event; a chord that begins before it is told first, and the event waits."""
        place, value = event_of(token)
        self.line.events.append((place, value))
        if value < REST:
            self.line.notes.append((self._step(place), value))
        while self._waiting and self._waiting[0][0] <= place:
            self._queue.append(chord_id(self._waiting.pop(0)[1]))
        self._queue.append(token)
        return self._queue.pop(0)

    def _step(self, place: int) -> int:
        return self._origin + self._bar * self._rules[0].length + place

    def _choose(self, logits: NDArray[np.float32]) -> int:
        rules = self._rules[self._bar]
        scores = logits_over(rules, self.line.events, self.line.before, self.line.home, logits)
        for _ in range(TRIES):
            index = self._sample(scores)
            if index == 0 or not self._copied(index):
                break
            # Unless nothing else is allowed.
            if np.isfinite(scores).sum() > 1:
                scores[index] = -np.inf
        return LINE if index == 0 else FIRST_EVENT + index - 1

    def _copied(self, index: int) -> bool:
        place, value = event_of(FIRST_EVENT + index - 1)
        return value < REST and self._writer.seen([*self.line.notes, (self._step(place), value)])

    def _sample(self, scores: NDArray[np.float32]) -> int:
        """By chance among the likeliest that make up nine tenths and more of it."""
        chances = np.exp((scores - scores.max()) / WARMTH)
        chances /= chances.sum()
        order = np.argsort(-chances)
        kept = order[: int(np.searchsorted(np.cumsum(chances[order]), 0.95)) + 1]
        index = int(self._draw.choice(kept, p=chances[kept] / chances[kept].sum()))
        if len(kept) > 1:
            self.line.likely += float(np.log(chances[index]))
            self.line.choices += 1
        return index
