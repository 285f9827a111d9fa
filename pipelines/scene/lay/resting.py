"""Resting: how a thing lies or leans that nothing holds. Many drawings are diagonal, or stand on an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipelines.scene.drawings import Concept
from pipelines.scene.lay.figure import Figure, measured
from pipelines.scene.lay.supports import upper_side
from pipelines.scene.palette import recolour, shade
from pipelines.scene.scene import Box, Subject
from pipelines.scene.tables import table

MOVING = ("fly", "float", "jump", "spin", "fall", "swim", "grow", "shine")
"""What does so rests on nothing."""
CARRYING = ("in", "with", "wearing", "holding", "reading")
"""Relations of what is held by another thing."""
ALONG = (0.06, 0.94)
"""From where to where what lies touches the ground."""
SLICES = 5
"""How many copies of a flat thing, one below the other, make its edge."""
DEEPER = -0.13
"""How much darker the edge is than the face."""


@dataclass(frozen=True)
class Rest:
    """How one drawing rests. Angles are degrees."""

    turn: float = 0.0
    """Clockwise."""
    flat: float = 1.0
    """Part of the height that is left, since one looks from a little above."""
    slant: float = 0.0
    """How far its sides lean."""
    thick: float = 0.0
    """Height of its edge, as a part of the longer side of the drawing."""


@cache
def rests() -> dict[str, Rest]:
    """How drawings rest, by their keys: those that rest otherwise than they are drawn."""
    return {
        key: Rest(turn, way.get("flat", 1.0), way.get("slant", 0.0), way.get("thick", 0.0))
        for way in table("resting")["ways"]
        for key, turn in way["turns"].items()
    }


def is_laid(subjects: Sequence[Subject], at: int) -> bool:
    """Whether one of the subjects rests on something: nobody holds or wears it, and it neither flies nor hangs."""
    subject = subjects[at]
    held = any(at in one.holds for one in subjects)
    inside = subject.relation in CARRYING and not _lies_in(subjects, subject)
    carried = inside or (subject.relation == "on" and subject.other in ("wall", "sky"))
    used = any(one.other == at and one.relation in ("with", "holding", "wearing", "reading") for one in subjects)
    return not (held or carried or used or subject.verb in MOVING)


def _lies_in(subjects: Sequence[Subject], subject: Subject) -> bool:
    """Whether it is in something so shallow that it lies there: bacon in a pan."""
    below = subjects[subject.other] if isinstance(subject.other, int) else None
    return subject.relation == "in" and below is not None and upper_side(below.drawing) > 0


def rested(figure: Figure) -> Figure:
    """The figure as it lies, with its real height in that position; the same where it stands as it is drawn."""
    way = rests().get(figure.concept.key)
    return figure if way is None else _turned(figure.concept, figure.body, figure.box, way)


@lru_cache(maxsize=256)
def _turned(concept: Concept, body: str, box: Box, way: Rest) -> Figure:
    x, y, w, h = box
    middle, reach = (x + w / 2, y + h / 2), (w**2 + h**2) ** 0.5 * 1.2
    moves = (
        f"translate({middle[0]:.3f} {middle[1]:.3f}) scale(1 {way.flat:g}) skewX({way.slant:g}) "
        f"rotate({way.turn:g}) translate({-middle[0]:.3f} {-middle[1]:.3f})"
    )
    whole = f'{_edge(body, moves, way.thick * max(w, h))}<g transform="{moves}">{body}</g>'
    figure = measured(concept, whole, (middle[0] - reach / 2, middle[1] - reach / 2, reach, reach))
    feet = figure.feet if way.flat == 1 else ALONG
    return replace(figure, feet=feet, concept=replace(concept, metres=concept.metres * figure.box[3] / h))


def _edge(body: str, moves: str, deep: float) -> str:
    """The side of a flat thing that is turned to the viewer: darker copies of it, down to the ground."""
    if not deep:
        return ""
    dark = recolour(body, lambda colour: shade(colour, DEEPER))
    steps = (deep * (SLICES - at) / SLICES for at in range(SLICES))
    return "".join(f'<g transform="translate(0 {down:.3f}) {moves}">{dark}</g>' for down in steps)
