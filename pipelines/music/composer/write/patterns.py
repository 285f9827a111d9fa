"""Accompaniment written as text on a grid of sixteenths.

Chords:  0-9  one voice of the chord, from below     C  the whole chord, firmly     c  softly
         U    the voices above the lowest, firmly    u  softly
Bass:    R    root   r  root, softly   3 5 6 7 8  that interval above   A  a step from the next root   W w  walking
Both:    -    goes on sounding         .  silence                       |  the next bar of the pattern
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.music.score.score import Metre

BEAT, DOTTED = 4, 6
"""Sixteenths in a quarter note and in a dotted one."""
TRIPLED = (0, 2, 4, 5)
"""Where the sixteenths of a quarter go when it becomes a dotted one: eighths lilt."""
ORDERS: dict[tuple[int, str], tuple[int, ...]] = {
    (4, "3/4"): (0, 1, 3),
    (4, "5/4"): (0, 1, 2, 0, 3),
    (4, "7/8"): (0, 1, 3),
    (4, "9/8"): (0, 1, 3),
    (3, "4/4"): (0, 1, 0, 2),
    (3, "5/4"): (0, 1, 2, 0, 2),
    (3, "12/8"): (0, 1, 0, 2),
}
"""Which beats of a pattern a bar of another metre takes: each group begins with a first beat and the last leads on."""


@dataclass(frozen=True)
class Hit:
    """One sign of a pattern: where and for how long, in sixteenths from the beginning of the bar."""

    sign: str
    step: int
    steps: int


def bars_of(pattern: str, steps: int) -> list[str]:
    """The bars of a pattern. Raises ValueError where one has not `steps` signs."""
    bars = pattern.split("|")
    for bar in bars:
        if len(bar) != steps:
            raise ValueError(f"{bar!r} has {len(bar)} signs; a bar has {steps}")
    return bars


def steps_of(pattern: str) -> int:
    """Sixteenths in a bar of the pattern."""
    return len(pattern.split("|")[0])


def fitting(patterns: Sequence[str], metre: Metre, compound: bool) -> list[str]:
    """Those patterns that are written for bars of this length; where there are none, all of them, laid on its beats.

    `compound` says that those of twelve sixteenths are written in six eight, and not in three four.
    """
    written = [pattern for pattern in patterns if steps_of(pattern) == metre.steps]
    return written or ["|".join(laid(bar, metre, compound) for bar in pattern.split("|")) for pattern in patterns]


def laid(bar: str, metre: Metre, compound: bool = False) -> str:
    """A bar that was written for another metre, laid on this one's beats: what falls on a beat stays on one."""
    sources, wanted = _beats(bar, compound), beats_of(metre)
    order = ORDERS.get((len(sources), metre.name), tuple(at % len(sources) for at in range(len(wanted))))
    lilting = set(wanted) == {DOTTED}
    return "".join(_stretched(sources[source], steps, lilting) for source, steps in zip(order, wanted, strict=True))


def _beats(bar: str, compound: bool) -> list[str]:
    """A bar cut into its beats; seven eighths are two, two and three."""
    if len(bar) == 14:
        return [bar[:4], bar[4:8], bar[8:]]
    size = DOTTED if len(bar) in (18, 24) or (len(bar) == 12 and compound) else BEAT
    return [bar[at : at + size] for at in range(0, len(bar), size)]


def beats_of(metre: Metre) -> list[int]:
    """What a bar is counted in, as sixteenths: quarters, dotted quarters, or both."""
    beats = []
    for group in metre.groups:
        whole = group == int(group)
        beats += [BEAT] * int(group) if whole else [DOTTED]
    return beats


def _stretched(beat: str, steps: int, lilting: bool) -> str:
    """One beat of a pattern as a beat of so many sixteenths."""
    if len(beat) == steps:
        return beat
    if steps == BEAT:
        return "".join(beat[at] if at < len(beat) else "-" for at in TRIPLED)
    if not lilting:
        # The long beat of an uneven metre has an eighth more, not another lilt.
        return beat + beat[BEAT // 2 :]
    signs = ["-" if beat[0] not in "." and "-" in beat else "."] * DOTTED
    for sign, at in zip(beat, TRIPLED, strict=False):
        signs[at] = sign
    return "".join(signs)


def rooted(struck: Sequence[Hit], begun: Sequence[int], steps: int, sign: str) -> list[Hit]:
    """The hits of a bar of so many steps with one more, `sign`, on each step of `begun` that has none."""
    result = list(struck)
    for step in sorted(set(begun) - {hit.step for hit in struck}):
        following = min((hit.step for hit in result if hit.step > step), default=steps)
        shortened = [replace(hit, steps=min(hit.steps, step - hit.step)) if hit.step < step else hit for hit in result]
        result = sorted([*shortened, Hit(sign, step, following - step)], key=lambda hit: hit.step)
    return result


def hits(bar: str) -> Iterator[Hit]:
    """The signs of one bar with their lengths: each sounds until the next sign or silence."""
    for step, sign in enumerate(bar):
        if sign in ".-":
            continue
        end = step + 1
        while end < len(bar) and bar[end] == "-":
            end += 1
        yield Hit(sign, step, end - step)
