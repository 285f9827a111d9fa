"""Pieces: spans of speech, joined so that each piece is heard at once, and when what is heard in one was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.runtimes.whisper import RATE
from pipelines.voice.listener.activity import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 28.0
"""Seconds of a piece: less than the network hears at once."""
_ROOM = 0.2
"""Seconds of sound that are heard before and after a span, of what is there."""
SPAN = LONGEST - 2 * _ROOM
"""Seconds of the longest span that fits into a piece."""
_GAP = 4.0
"""Seconds of silence after which a new piece begins: what is said then has little to do with what came before."""


@dataclass(frozen=True)
class Piece:
    """Some spans, one after the other, each with a little of the silence around it."""

    spans: tuple[Span, ...]
    """Where somebody speaks. Seconds of the whole sound."""
    wide: tuple[Span, ...]
    """The same with the silence around them: what is heard."""

    def sound(self, whole: NDArray[np.float32]) -> NDArray[np.float32]:
        """What is heard of the whole sound at RATE."""
        import numpy as np

        return np.concatenate([whole[round(one.start * RATE) : round(one.end * RATE)] for one in self.wide])

    def place(self, start: float, end: float) -> tuple[int, Span]:
        """A moment of the piece, in seconds: in which span it is, and when that was in the whole sound."""
        middle, began = (start + end) / 2, 0.0
        for at, (span, wide) in enumerate(zip(self.spans, self.wide, strict=True)):
            length = wide.end - wide.start
            if middle < began + length or at == len(self.spans) - 1:
                move = wide.start - began
                begins = min(max(start + move, span.start), span.end)
                return at, Span(begins, min(max(end + move, begins), span.end))
            began += length
        raise ValueError("a piece without spans")


def pieces(spans: Iterable[Span], seconds: float) -> Iterator[Piece]:
    """The spans of a sound of so many seconds in pieces of LONGEST seconds at most."""
    spans = list(spans)
    held: list[tuple[Span, Span]] = []
    length = 0.0
    for span, wide in zip(spans, _widened(spans, seconds), strict=True):
        size = wide.end - wide.start
        if held and (length + size > LONGEST or span.start - held[-1][0].end > _GAP):
            yield _piece(held)
            held, length = [], 0.0
        held.append((span, wide))
        length += size
    if held:
        yield _piece(held)


def _piece(held: list[tuple[Span, Span]]) -> Piece:
    return Piece(tuple(span for span, _ in held), tuple(wide for _, wide in held))


def _widened(spans: list[Span], seconds: float) -> Iterator[Span]:
    """Each with _ROOM around it; two that are close share what is between them."""
    for at, span in enumerate(spans):
        before = (span.start - spans[at - 1].end) / 2 if at else span.start
        after = (spans[at + 1].start - span.end) / 2 if at + 1 < len(spans) else seconds - span.end
        yield Span(span.start - max(0.0, min(_ROOM, before)), span.end + max(0.0, min(_ROOM, after)))
