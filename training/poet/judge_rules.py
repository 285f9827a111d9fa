"""The judge's own rules of regulated verse, written from 王力, 漢語詩律學: no template is filled in, faults are named.

Of a line of seven only what stands before the line of five is more: its 2nd character is opposed to its 4th.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from training.poet.judge_sounds import LEVEL, OBLIQUE, Sounds

SHAPES = {"五絕": (5, 4), "七絕": (7, 4), "五律": (5, 8), "七律": (7, 8)}
Tones = tuple[str, ...]


def length_faults(form: str, lines: Sequence[str]) -> list[str]:
    """What is wrong with the number and the length of the lines."""
    length, count = SHAPES[form]
    faults = [] if len(lines) == count else [f"{len(lines)} lines, not {count}"]
    return faults + [f"{line}: {len(line)} characters, not {length}" for line in lines if len(line) != length]


def rhyme_faults(lines: Sequence[str], sounds: Sounds) -> list[str]:
    """The even lines end in one level group, on different characters; the first line joins them or ends obliquely."""
    ends = [line[-1] for line in lines]
    even = ends[1::2]
    shared = set[str].intersection(*(sounds.rhymes(end) for end in even))
    faults = [] if shared else [f"{''.join(even)} have no rhyme in common"]
    faults += [f"{end} rhymes with itself" for end in sorted(set(even)) if even.count(end) > 1]
    if OBLIQUE not in sounds.tones(ends[0]) and not shared & sounds.rhymes(ends[0]):
        faults.append(f"{ends[0]} is level and does not join the rhyme")
    return faults


def tone_faults(lines: Sequence[str], sounds: Sounds) -> list[str]:
    """Faults of single lines, then of couplets (對) and between couplets (粘)."""
    readings = [_readings(line, place, sounds) for place, line in enumerate(lines)]
    good = [[tones for tones in reading if not line_fault(tones)] for reading in readings]
    faults = [
        f"{line}: {line_fault(reading[0]) if reading else 'unknown or misplaced tones'}"
        for line, reading, kept in zip(lines, readings, good, strict=True)
        if not kept
    ]
    return faults or _order_faults(lines, good)


def line_fault(tones: Tones) -> str:
    """What is wrong within one line of five or seven, or an empty text."""
    five = tones[-5:]
    _, second, third, fourth, last = five
    if len(tones) == 7 and tones[1] == second:
        return "2nd and 4th are not opposed"
    if second == fourth:
        # 平平仄平仄 may stand for 平平平仄仄, when its first is level.
        return "" if five == (LEVEL, LEVEL, OBLIQUE, LEVEL, OBLIQUE) else "steps are not opposed"
    if (third, fourth, last) == (LEVEL,) * 3:
        return "three level tones at the end (三平尾)"
    if last == LEVEL and second == LEVEL and five[0] == third == OBLIQUE:
        return "a level tone alone (孤平)"
    return ""


def _readings(line: str, place: int, sounds: Sounds) -> list[Tones]:
    """All tones [characters] the line can be read in, with the end that its place asks for."""
    every = list(product(*(sorted(sounds.tones(character)) for character in line)))
    if place == 0:
        return every
    return [tones for tones in every if tones[-1] == (LEVEL if place % 2 else OBLIQUE)]


def _order_faults(lines: Sequence[str], good: list[list[Tones]]) -> list[str]:
    """In a couplet the 2nd characters are opposed, between couplets they agree."""
    steps = [{tones[1] for tones in kept} for kept in good]
    for start in (LEVEL, OBLIQUE):
        other = OBLIQUE if start == LEVEL else LEVEL
        asked = [start if place % 4 in (0, 3) else other for place in range(len(lines))]
        wrong = [line for line, step, tone in zip(lines, steps, asked, strict=True) if tone not in step]
        if not wrong:
            return []
        if start in steps[0]:
            found = wrong
    return [f"{line}: does not follow the couplet before (粘對)" for line in found]
