"""Shapes: circles, squares and triangles by themselves, before one plain colour."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.kinds.copies import bare, middle
from pipelines.scene.kinds.member import fitted, is_related, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Brief, Layer
from pipelines.scene.shapes import rect

FLAT = ("circle", "square", "diamond", "triangle", "dashed-line", "straight-line", "swirl")
"""Drawings that are shapes and no bodies."""
PAPER, WHITE = "#f7f3ea", "white background"
PART = 0.72
"""The part of the shorter side that they fill."""


def only_shapes(brief: Brief) -> bool:
    """Whether nothing but flat shapes was asked for, and no place for them."""
    shapes = [one.drawing in FLAT for one in brief.subjects]
    nowhere = brief.place in ("", WHITE) and brief.setting in ("plain", "room") and not brief.features
    return brief.kind == "scene" and not brief.abstract and bool(shapes) and all(shapes) and nowhere


def _ground(stage: Stage, group: Group) -> None:
    colour = "#ffffff" if stage.brief.place == WHITE else next(iter(stage.brief.palette), PAPER)
    stage.add("backdrop", "sky", 0.02, rect(*stage.frame, colour))


def _apart(stage: Stage, group: Group) -> list[Spot] | None:
    return None if is_related(group) else fitted(group, middle(stage, PART))


def _gathered(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return moved_into(spots, middle(stage, PART))


def _flat(stage: Stage, layer: Layer) -> Layer:
    return replace(layer, svg=bare(layer.svg))


PLAIN = Plan(_ground, _apart, _gathered, change=_flat)
