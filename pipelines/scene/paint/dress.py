"""Dress: which colours a thing has in a picture: those it was asked in, in the light of the place."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.copies import hued, shifted
from pipelines.scene.paint.tint import areas, body_colours, second_colours, tinting
from pipelines.scene.palette import calmed, lightness, mix, shade, to_oklab
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table

LEAFY = ("deciduous-tree", "leaf-fluttering-in-wind", "herb", "shamrock")
AUTUMN = ("#d9822b", "#c9542d", "#e0a83a")
GLOOM = 0.06, 0.45
"""From which chroma colours are taken back in a gloomy picture, and to which part."""
DARK, PALE = 0.35, 0.85
"""Lightness of what counts as black at most, and of what counts as white at least."""
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
    pied = _is_pied(subject, figure.concept.key)

    def light(colour: str) -> str:
        return colour if shines else _lit(stage, colour, far, said=bool(spot.colour) and not pied)

    colour = "" if pied else _colour(stage, spot)
    accent = subject.accents[0] if len(subject.accents) == 1 and not subject.surface else ""
    painted = tinting(figure, colour, accent, subject.surface) if colour else _natural(figure.concept.key)
    shift = shifted(stage, spot)

    def tint(fill: str) -> str:
        return shift(painted(fill))

    if subject.person or pied or not (subject.surface or subject.accents):
        return Dress(lambda c: light(tint(c)))
    body = body_colours(areas(figure.body, figure.box), figure.concept, subject.surface)
    lone = bool(accent) and not second_colours(areas(figure.body, figure.box), figure.concept)
    body = frozenset(areas(figure.body, figure.box)) if subject.surface == "glass" else body
    own = frozenset(light(tint(c)) for c in body) if lone or not accent else frozenset()
    return Dress(lambda c: light(tint(c)), own, lone)


def _is_pied(subject: Subject, key: str) -> bool:
    """Whether black and white was said of what is so by nature: a cow is not tinted then."""
    asked = sorted(lightness(one) for one in (subject.colour, *subject.accents) if one)
    return len(asked) == 2 and asked[0] < DARK and asked[1] > PALE and key in table("tints")["pied"]["keys"]


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
    said = (
        spot.colour
        or _stuff(spot)
        or hued(stage, spot)
        or (str(stage.random(f"own {spot.x:.0f}").choice(usual)) if usual else "")
    )
    near = said and math.dist(to_oklab(said), to_oklab(spot.figure.main)) < ALIKE
    return "" if near and not spot.subject.accents else said


def _stuff(spot: Spot) -> str:
    """The colour of what a thing is made of; empty where its drawing is of that anyway."""
    kind = spot.subject.surface
    return "" if kind in spot.figure.concept.key else str(table("surfaces")["colours"].get(kind, ""))


def _natural(key: str) -> Callable[[str], str]:
    """Without a tint: a set draws black as violet and white as grey, and a cow is black and white."""
    known = table("tints")["natural"].get(key, {})
    return lambda colour: str(known.get(colour, colour))
