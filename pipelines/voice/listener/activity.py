"""Activity: where somebody speaks, by Silero's network (github.com/snakers4/silero-vad, MIT)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pipelines.runtimes.whisper import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 512
"""Samples that are looked at together: 32 ms."""
_BEFORE = 64
"""Samples that it is shown of the step before."""
_AT_ONCE = 512
"""Steps of one look."""
_STATE = (1, 1, 128)
_BEGINS, _ENDS = 0.5, 0.35
"""How likely speech has to be where it begins, and below what where it ends."""
_SILENCE, _SHORTEST = round(0.4 * RATE / STEP), round(0.2 * RATE / STEP)
"""Steps: of the shortest silence between two spans, and of the shortest span."""


class Span(NamedTuple):
    """Where somebody speaks. Seconds."""

    start: float
    end: float


def spans(network: Any, sound: NDArray[np.float32], longest: float, check: Callable[[], None]) -> list[Span]:
    """The spans of speech in a sound at RATE, each of `longest` seconds at most: a longer one is cut where speech is
    least likely. `check` is called again and again and may raise."""
    likely = _likelihood(network, sound, check)
    most = int(longest * RATE / STEP)
    found = [part for begin, end in _speech(likely) for part in _cut(likely, begin, end, most)]
    length = len(sound) / RATE
    return [Span(begin * STEP / RATE, min(end * STEP / RATE, length)) for begin, end in found]


def _likelihood(network: Any, sound: NDArray[np.float32], check: Callable[[], None]) -> NDArray[np.float32]:
    """How likely somebody speaks in each step, 0 to 1."""
    import numpy as np

    hidden, cell = np.zeros(_STATE, np.float32), np.zeros(_STATE, np.float32)
    before = np.zeros(_BEFORE, np.float32)
    found = []
    for start in range(0, len(sound), _AT_ONCE * STEP):
        check()
        block = np.asarray(sound[start : start + _AT_ONCE * STEP], np.float32)
        steps = np.pad(block, (0, -len(block) % STEP)).reshape(-1, STEP)
        ends = np.vstack([before, steps[:-1, -_BEFORE:]])
        before = steps[-1, -_BEFORE:]
        likely, hidden, cell = network.run(None, {"input": np.hstack([ends, steps]), "h": hidden, "c": cell})
        found.append(likely.ravel())
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _speech(likely: NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """First step of each span, and the one after its last: a pause shorter than _SILENCE is part of it."""
    begin = quiet = -1
    for at, one in enumerate([*likely.tolist(), *[0.0] * _SILENCE]):
        if one >= _BEGINS:
            begin, quiet = at if begin < 0 else begin, -1
        elif begin >= 0 and one < _ENDS:
            quiet = at if quiet < 0 else quiet
            if at - quiet + 1 >= _SILENCE:
                if quiet - begin >= _SHORTEST:
                    yield begin, quiet
                begin = quiet = -1


def _cut(likely: NDArray[np.float32], begin: int, end: int, most: int) -> Iterator[tuple[int, int]]:
    while end - begin > most:
        half = begin + most // 2
        cut = half + int(likely[half : begin + most].argmin())
        yield begin, cut
        begin = cut
    yield begin, end
