"""Form by ear: bars held against bars, and what the marks of a file call the same against what they call different."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from tests.listeners.heard import Piece
from tests.listeners.lines import OUTER, sections, theme_of
from tests.listeners.prompts import Prompt

if TYPE_CHECKING:
    import numpy as np

APART = 0.8
"""So often two sections of one name must be more alike than two of different names."""


def features(piece: Piece) -> np.ndarray:
    """What each bar is, from the score: pitch classes by quarters of it, the tune, strokes: (bars, 160)."""
    import numpy as np

    count = max(1, round(piece.final / piece.bar))
    harmony, tune, hits = np.zeros((count, 4, 12)), np.zeros((count, 8, 12)), np.zeros((count, 16))
    for part in piece.parts:
        for tone in part.tones:
            number, place = divmod(tone.start + 0.05, piece.bar)
            if number < count:
                share = place / piece.bar
                if part.drums:
                    hits[int(number), int(share * 16)] += 1
                else:
                    harmony[int(number), int(share * 4), tone.pitch % 12] += 1
                if part is piece.tune:
                    tune[int(number), int(share * 8), tone.pitch % 12] += 1
    flat = [unit(block.reshape(count, -1)) for block in (harmony, tune, hits)]
    return np.hstack([flat[0], 1.4 * flat[1], 0.4 * flat[2]])


def unit(rows: np.ndarray) -> np.ndarray:
    """Each row with the length 1."""
    import numpy as np

    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def likeness(rows: np.ndarray, one: tuple[int, int], other: tuple[int, int]) -> float:
    """How alike two spans of bars are: the mean cosine of bar with bar, along the shorter one."""
    count = min(one[1] - one[0], other[1] - other[0])
    rows = unit(rows)
    return float((rows[one[0] : one[0] + count] * rows[other[0] : other[0] + count]).sum(axis=1).mean())


def is_shown(piece: Piece, rows: np.ndarray) -> bool | None:
    """Whether sections of one name are more alike than those of different names; None where there are not both.

    `rows` holds features of each bar. Raises nothing: bars that the features lack are left out.
    """
    told = [(theme_of(label), (begin, min(end, len(rows)))) for label, begin, end in sections(piece)]
    told = [(theme, span) for theme, span in told if theme not in OUTER and span[1] > span[0]]
    alike = {True: [], False: []}  # type: dict[bool, list[float]]
    for (theme, span), (its_theme, its_span) in combinations(told, 2):
        alike[theme == its_theme].append(likeness(rows, span, its_span))
    pairs = [(same, different) for same in alike[True] for different in alike[False]]
    if not pairs:
        return None
    return sum(same > different + 0.01 for same, different in pairs) / len(pairs) >= APART


def is_as_asked(prompt: Prompt, piece: Piece) -> bool | None:
    """Whether the marks follow the form that was asked for: bars, and which sections are one another's return."""
    if not prompt.form:
        return None
    told, asked = [(theme_of(label), end - begin) for label, begin, end in sections(piece)], prompt.sections
    # An ending of a bar or two may be added: the last chord needs somewhere to stand.
    if len(told) == len(asked) + 1 and told[-1][0] in OUTER:
        told = told[:-1]
    return [bars for _, bars in told] == [bars for _, bars in asked] and _returns(told) == _returns(asked)


def _returns(sections: list[tuple[str, int]]) -> list[int]:
    """For each section, the place of the first one of its name."""
    names = [name for name, _ in sections]
    return [names.index(name) for name in names]
