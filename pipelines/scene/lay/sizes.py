"""Sizes: how large each thing is at the front of the picture.

They follow the real ones, tempered: a house is larger than a cat, but the cat can still be seen.
"""

from __future__ import annotations

import math

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.stage import Stage

SKY_SCENERY = ("sky-weather",)


def sizes(stage: Stage, figures: list[Figure]) -> list[float]:
    """Height of one thing of each subject at the front of the picture, in scene units."""
    subjects = stage.brief.subjects
    if not subjects:
        return []
    natural = [max(0.02, f.concept.metres) ** 0.3 for f in figures]
    scenery = [f.concept.category in SKY_SCENERY and f.concept.place == "sky" for f in figures]
    largest = max((v for v, sky in zip(natural, scenery, strict=True) if not sky), default=1.0)
    crowd = sum(math.sqrt(subject.count) for subject in subjects)
    base = stage.unit * (50 if len(subjects) == 1 else 48) * (1.9 / (0.9 + crowd)) ** 0.34
    base = min(base, stage.unit * 50) * stage.random("scale").uniform(0.82, 1.06)
    heights = []
    for subject, fig, value, sky in zip(subjects, figures, natural, scenery, strict=True):
        tall = stage.unit * 17 if sky else base * (value / largest)
        tall = max(tall, stage.unit * 8) / max(1.0, subject.count / 3) ** 0.33
        if fig.concept.place == "sky" and not sky:
            tall = min(tall, stage.unit * (27 if len(subjects) == 1 else 17)) if fig.concept.metres < 3 else tall
        # A long thing fills more than a tall one of equal height.
        shape = fig.ratio**0.6 if fig.ratio > 1 else fig.ratio**0.25
        heights.append(max(tall / shape * subject.size**0.85, stage.unit * 2.6))
    return _fitted(stage, figures, heights)


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
