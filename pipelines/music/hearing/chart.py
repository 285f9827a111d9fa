"""A chord chart: what is played, bar by bar, on one line."""

from __future__ import annotations

from itertools import groupby

from pipelines.music.hearing.transcript import Transcript


def chart(notes: Transcript) -> str:
    """The chords as "| Am | F | C G | Am |"; "%" where a bar goes on as the one before."""
    metre = notes.metre
    by_bar = groupby(notes.chords, key=lambda chord: int((chord.start + 1e-6) // metre.bar))
    named = {bar: " ".join(chord.name(notes.key) for chord in chords) for bar, chords in by_bar}
    bars = []
    for bar in range(notes.bars):
        name = named.get(bar, "%")
        bars.append("%" if bar and name == named.get(bar - 1) else name)
    return f"| {' | '.join(bars)} |"
