"""Gathering: people who sit for a portrait together, each as large as they are: the small in front of the grown."""

from __future__ import annotations

from pipelines.scene.lay.figure import Figure
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage

SITTING = 1500.0
"""Order of those who sit; what they wear and hold comes after them."""
SMALL = 1.35
"""Metres: those below sit in front of those above."""
HIGH, WIDE = 0.8, 1.0
"""Parts of the picture's height and width that they fill."""
CLOSE = 0.78
"""From one to the next, in widths of the broadest."""
LOWERED = 0.3
"""How far those in front are below the edge of the picture, as a part of their height."""

Sitter = tuple[int, int, Figure]
"""Index of the subject, which copy of it, and the bust."""


def gathered(stage: Stage, sitters: list[Sitter]) -> list[Spot]:
    """Their spots, back to front; all in one scale."""
    grown = [one for one in sitters if one[2].concept.metres >= SMALL]
    small = [one for one in sitters if one[2].concept.metres < SMALL]
    rows = [grown, small] if grown and small and len(sitters) > 2 else [sitters]
    many = max(map(len, rows))
    broad = max(figure.box[2] for _, _, figure in sitters)
    tall = max(figure.box[3] for _, _, figure in sitters)
    scale = min(stage.height * HIGH / tall, stage.width * WIDE / (broad * (1 + CLOSE * (many - 1))))
    step = broad * scale * CLOSE
    return [
        _spot(stage, one, stage.width / 2 + (place - (len(row) - 1) / 2) * step, scale, number)
        for number, row in enumerate(rows)
        for place, one in enumerate(row)
    ]


def _spot(stage: Stage, sitter: Sitter, x: float, scale: float, row: int) -> Spot:
    index, copy, figure = sitter
    height = figure.box[3] * scale
    foot = stage.height * 1.004 + height * LOWERED * row
    # All look to the middle.
    flip = x < stage.width / 2 - 1
    return Spot(
        stage.brief.subjects[index],
        index,
        figure,
        x,
        foot,
        height,
        "sky",
        flip,
        SITTING + 100 + 60 * row + copy,
        copy=copy,
    )
