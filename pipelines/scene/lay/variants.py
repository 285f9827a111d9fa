"""Variants: further copies of a thing as other drawings of the same: flowers of several kinds, a cat that is asleep."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.asleep import asleep
from pipelines.scene.lay.figure import Figure, figure
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.tables import table

EVERY = 4
"""Of so many animals one sleeps."""


def varied(stage: Stage, spots: list[Spot], drawings: Drawings, style: Style) -> list[Spot]:
    """The spots of one subject, some of them with another drawing. Where they do something or have to do with another
    thing, and where copies are to be alike, nothing changes."""
    subject = spots[0].subject if spots else None
    if subject is None or len(spots) < 2 or subject.verb or stage.brief.kind != "scene":
        return spots
    others = [isinstance(subject.other, int), *(one.other == spots[0].index for one in stage.brief.subjects)]
    if any(others):
        return spots
    return [_with(spot, _other(stage, spot, drawings, style)) for spot in spots]


def _other(stage: Stage, spot: Spot, drawings: Drawings, style: Style) -> Figure:
    own = spot.figure
    if not stage.moving and spot.ground == "ground" and spot.copy % EVERY == EVERY - 1:
        return asleep(own)
    keys = table("copies")["others"].get(own.concept.key, [])
    key = keys[(spot.copy - 1) % len(keys)] if keys and spot.copy and not spot.colour else own.concept.key
    return figure(drawings, key, style) if key != own.concept.key and key in drawings else own


def _with(spot: Spot, other: Figure) -> Spot:
    """The spot with another figure, about as large to the eye."""
    if other is spot.figure:
        return spot
    wide = (spot.figure.ratio / other.ratio) ** 0.5
    lower = other.concept.metres / spot.figure.concept.metres if other.concept.key == spot.figure.concept.key else 1.0
    return replace(spot, figure=other, height=spot.height * (lower if lower != 1 else min(1.15, max(0.75, wide))))
