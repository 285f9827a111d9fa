"""Sizes: how large each thing is at the front of the picture.

They follow the real ones, tempered: a house is larger than a cat, but the cat can still be seen: it stands nearer.
"""

from __future__ import annotations

import math

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.stage import Stage

SKY_SCENERY = ("sky-weather",)
TALLEST = 0.64
"""Height of the tallest thing by the picture's, where a metre is too large for it."""
LOFTY = 3.2
"""Metres from which heights count less."""
MISPLACED = 2
"""How much too large for a place is what cannot belong there."""
FOREMOST, FRONT = 2.4, 0.52
"""How much larger something in the foreground is than it would be beside the rest, and its greatest height by the
picture's."""
GROWN = 1.7
"""Height in metres of somebody who is grown."""


TEMPER, INDOORS, KINDRED = 0.5, 0.68, 0.8
"""How much the real size counts: of things that may stand nearer or farther, indoors, where they may less, and of those
that are together."""


def sizes(stage: Stage, figures: list[Figure], groups: list[list[int]]) -> list[float]:
    """Height of one thing of each subject at the front of the picture, in scene units.

    `groups`: indices of the subjects that are together.
    """
    subjects = stage.brief.subjects
    if not subjects:
        return []
    natural = _natural(figures, groups, INDOORS if stage.brief.setting in ("room", "plain") else TEMPER)
    scenery = [f.concept.category in SKY_SCENERY and f.concept.place == "sky" for f in figures]
    largest = max((v for v, sky in zip(natural, scenery, strict=True) if not sky), default=1.0)
    crowd = sum(math.sqrt(subject.count) for subject in subjects)
    metre = _metre(stage, figures)
    base = stage.unit * (50 if len(subjects) == 1 else 53) * (1.9 / (0.9 + crowd)) ** 0.34
    base = min(base, stage.unit * 50) * stage.random("scale").uniform(0.82, 1.06)
    heights = []
    for subject, fig, value, sky in zip(subjects, figures, natural, scenery, strict=True):
        tall = stage.unit * 17 if sky else base * (value / largest)
        tall = max(tall, stage.unit * 8) / max(1.0, subject.count / 3) ** 0.33
        if fig.concept.place == "sky" and not sky:
            tall = min(tall, stage.unit * (27 if len(subjects) == 1 else 17)) if fig.concept.metres < 3 else tall
        # A long thing fills more than a tall one of equal height.
        shape = fig.shape**0.6 if fig.shape > 1 else fig.shape**0.25
        tall = max(tall / shape * subject.size**0.85, stage.unit * 2.6) * fig.stature
        heights.append(tall if sky else _in_place(stage, metre, fig, tall))
    fitted = _fitted(stage, figures, heights)
    return [_at_front(stage, at, tall) for at, tall in enumerate(fitted)]


def _at_front(stage: Stage, at: int, tall: float) -> float:
    """The size of what was asked for in the foreground of a wide land, before something else: one stands by it."""
    one, others = stage.brief.subjects[at], len(stage.brief.subjects) - 1
    near = one.vertical == "bottom" and one.count == 1 and others and stage.brief.setting not in ("room", "plain")
    return max(tall, min(tall * FOREMOST, stage.height * FRONT)) if near else tall


def _natural(figures: list[Figure], groups: list[list[int]], temper: float) -> list[float]:
    """What is felt of the size of each, with no unit: what is together is nearly as large to each other as it is."""
    people = any(fig.anchors for fig in figures)
    large = [max(_extent(figures[at]) for at in group) for group in groups for _ in group]
    largest = dict(zip((at for group in groups for at in group), large, strict=True))
    return [_felt(_extent(fig), largest[at], fig, temper, people) for at, fig in enumerate(figures)]


def _extent(fig: Figure) -> float:
    """Metres of the real thing, as they are felt: the mean of its height and its width."""
    return max(0.02, _stature(fig) * min(4.0, max(0.25, fig.shape)) ** 0.5)


def _stature(fig: Figure) -> float:
    """Metres of its height, of which those that are high above us count less: nobody sees how tall a tower is."""
    metres = fig.concept.metres
    return metres if metres < LOFTY else LOFTY * (metres / LOFTY) ** 0.45


def _felt(metres: float, largest: float, fig: Figure, temper: float, people: bool) -> float:
    """Beside people small things are nearly as small as they are."""
    if people and metres < GROWN:
        return GROWN**temper * (metres / GROWN) ** (0.85 if fig.anchors else 0.75)
    return largest**temper * (metres / largest) ** KINDRED


def _metre(stage: Stage, figures: list[Figure]) -> float:
    """How large a metre is there, unless the largest of all would then fill the picture: one steps back for a fridge.

    0 where nothing tells it, or where something has no room at all.
    """
    room = stage.height * TALLEST / max(_stature(fig) * fig.stature for fig in figures)
    return min(stage.metre, room) if stage.metre < room * MISPLACED else 0.0


def _in_place(stage: Stage, metre: float, fig: Figure, tall: float) -> float:
    """Part of the way to the size that it really has there, where the place tells how large a metre is."""
    if not metre:
        return tall
    real = _stature(fig) * fig.stature * metre
    # On a table close by, a cup beside a laptop is as small as it is; in a wide land one may step nearer.
    share = 0.65 if metre > stage.height else 0.4 if stage.brief.setting == "room" else 0.2
    return max(tall ** (1 - share) * real**share, stage.unit * 4)


def _fitted(stage: Stage, figures: list[Figure], sizes: list[float]) -> list[float]:
    """The sizes, smaller where the things side by side would be wider than the picture; crowds stand in rows."""
    counts = [subject.count for subject in stage.brief.subjects]
    wide = sum(size * fig.ratio * count for size, fig, count in zip(sizes, figures, counts, strict=True))
    room = stage.width * (0.88 + 0.13 * max(0, sum(counts) - 3))
    air = stage.width * stage.horizon * 0.26
    fitted = []
    for size, fig, count in zip(sizes, figures, counts, strict=True):
        small = size * min(1.0, room / wide)
        if fig.concept.place == "sky" and count > 3:
            small = min(small, (air / (count * fig.ratio)) ** 0.5)
        fitted.append(small)
    return fitted
