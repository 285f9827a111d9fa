"""Dress: which colours a thing has in a picture: those it was asked in, in the light of the place."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.tint import areas, body_colours, second_colours, tinting
from pipelines.scene.palette import calmed, mix, shade, to_oklab
from pipelines.scene.tables import table

LEAFY = ("deciduous-tree", "leaf-fluttering-in-wind", "herb", "shamrock")
AUTUMN = ("#d9822b", "#c9542d", "#e0a83a")
GLOOM = 0.06, 0.45
"""From which chroma colours are taken back in a gloomy picture, and to which part."""
ALIKE = 0.08
"""Colours that are as near in OKLab need no tint."""


@dataclass(frozen=True)
class Dress:
    """The colours of one thing."""

    change: Callable[[str], str]
    """From a colour of the drawing to that in the picture, both #rrggbb."""
    own: frozenset[str] = frozenset()
    """Colours in the picture that take on a surface such as stripes."""
    halved: bool = False
    """Whether the lower half has the second colour: the drawing has but one."""


def dressed(stage: Stage, spot: Spot, far: float, *, shines: bool) -> Dress:
    """The dress of a thing seen through `far` (0 to 1) of air. What shines is not lit by anything else."""
    figure, subject = spot.figure, spot.subject

    def light(colour: str) -> str:
        return colour if shines else _lit(stage, colour, far, said=bool(spot.colour))

    colour = _colour(stage, spot)
    accent = subject.accents[0] if len(subject.accents) == 1 and not subject.surface else ""
    tint = tinting(figure, colour, accent) if colour else _natural(figure.concept.key)
    if subject.person or not (subject.surface or subject.accents):
        return Dress(lambda c: light(tint(c)))
    body = body_colours(areas(figure.body, figure.box), figure.concept)
    lone = bool(accent) and not second_colours(areas(figure.body, figure.box), figure.concept)
    own = frozenset(light(tint(c)) for c in body) if lone or not accent else frozenset()
    return Dress(lambda c: light(tint(c)), own, lone)


def _lit(stage: Stage, colour: str, far: float, *, said: bool = False) -> str:
    """A colour of a thing in the light of the place, through the air between; `said`: it was asked for.

    Things take less of the darkness than the land does: they are what the picture is about.
    """
    colour = calmed(colour, *GLOOM) if stage.brief.mood == "gloomy" and not said else calmed(colour)
    return stage.tones.away(mix(stage.tones.change(colour), shade(colour, -0.04), 0.34), far)


def _colour(stage: Stage, spot: Spot) -> str:
    """What to tint with: the colour that was asked for, the season's, or the one that a thing has by its name; nothing
    when it has that colour already."""
    key = spot.figure.concept.key
    if spot.subject.person:
        return ""  # Their clothes have their own colours.
    if not spot.colour and stage.brief.season == "autumn" and key in LEAFY:
        return str(stage.random(f"leaf {spot.x:.0f}").choice(AUTUMN))
    usual = table("tints")["own"].get(key, ())
    said = spot.colour or (str(stage.random(f"own {spot.x:.0f}").choice(usual)) if usual else "")
    near = said and math.dist(to_oklab(said), to_oklab(spot.figure.main)) < ALIKE
    return "" if near and not spot.subject.accents else said


def _natural(key: str) -> Callable[[str], str]:
    """Without a tint: a set draws black as violet and white as grey, and a cow is black and white."""
    known = table("tints")["natural"].get(key, {})
    return lambda colour: str(known.get(colour, colour))
