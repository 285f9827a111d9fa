"""Sizes: how large each thing is at the front of the picture.

They follow the real ones, tempered: a house is larger than a cat, but the cat can still be seen.
"""

from __future__ import annotations

import math

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.stage import Stage

SKY_SCENERY = ("sky-weather",)
GROWN = 1.7
"""Height in metres of somebody who is grown."""


def sizes(stage: Stage, figures: list[Figure]) -> list[float]:
    """Height of one thing of each subject at the front of the picture, in scene units."""
    subjects = stage.brief.subjects
    if not subjects:
        return []
    people = any(f.anchors for f in figures)
    natural = [_natural(f, people) for f in figures]
    scenery = [f.concept.category in SKY_SCENERY and f.concept.place == "sky" for f in figures]
    largest = max((v for v, sky in zip(natural, scenery, strict=True) if not sky), default=1.0)
    crowd = sum(math.sqrt(subject.count) for subject in subjects)
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
        heights.append(tall if sky else _in_place(stage, fig, tall))
    return _fitted(stage, figures, heights)


def _natural(fig: Figure, people: bool) -> float:
    """Height that is felt, with no unit. Beside people small things are nearly as small as they are."""
    metres = max(0.02, fig.concept.metres)
    if not people or metres > GROWN:
        return metres**0.3
    return GROWN**0.3 * (metres / GROWN) ** (0.85 if fig.anchors else 0.75)


def _in_place(stage: Stage, fig: Figure, tall: float) -> float:
    """Part of the way to the size that it really has there, where the place tells how large a metre is."""
    if not stage.metre:
        return tall
    real = min(fig.concept.metres * fig.stature * stage.metre, stage.height * 0.8)
    # On a table close by, a cup beside a laptop is as small as it is.
    share = 0.65 if stage.metre > stage.height else 0.4
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
